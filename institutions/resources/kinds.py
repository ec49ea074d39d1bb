"""What can be imported about an FCU and the directory."""

from accounts.capabilities import Capability
from exchange.handlers import ImportKind, register_kind
from institutions.resources.members import MembersSheet
from institutions.resources.services import ServicesSheet
from institutions.services.importing import directory, directory_undoing, directory_writing, members, members_writing
from regions.enums import Level

MEMBERS = ImportKind(
    name="anggota",
    title="anggota FCU",
    intro="Daftar anggota FCU: wakil lembaga, perorangan, dan keluarga pionir; paling banyak 2.000 baris.",
    rows_are="anggota",
    capability=Capability.CHANGE_INSTITUTIONS,
    level=Level.VILLAGE,
    sheet=MembersSheet,
    check=members.check,
    write=members_writing.write,
    undo=members_writing.undo,
    back_url="units:list",
    notes=("Yang keluar tidak dicatat lewat impor: catat dari halaman FCU, dengan sebabnya.",),
)

EMPTY_CELLS = "Sel kosong tidak menghapus apa-apa: yang sudah tercatat tetap."
SERVICES = {
    "intro": "Satu baris satu layanan, dengan lembaganya; unduhan Excel daftar lembaga dan layanan bisa dikirim lagi.",
    "rows_are": "layanan",
    "sheet": ServicesSheet,
    "check": directory.check,
    "write": directory_writing.write,
    "undo": directory_undoing.undo,
    "back_url": "institutions:list",
}
DIRECTORY = ImportKind(
    name="layanan",
    title="lembaga dan layanan",
    capability=Capability.KEEP_DIRECTORY,
    level=None,
    notes=(EMPTY_CELLS, "Lembaga tingkat desa ditulis oleh FCU desanya."),
    **SERVICES,
)
VILLAGE_DIRECTORY = ImportKind(
    name="layanan-desa",
    title="lembaga dan layanan desa",
    capability=Capability.CHANGE_INSTITUTIONS,
    level=Level.VILLAGE,
    notes=(EMPTY_CELLS, "Lembaga tingkat kecamatan dan kabupaten/kota ditulis oleh Dinas Sosial."),
    **SERVICES,
)


def register():
    for kind in (MEMBERS, DIRECTORY, VILLAGE_DIRECTORY):
        register_kind(kind)
