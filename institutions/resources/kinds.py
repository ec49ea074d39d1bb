"""What can be imported about an FCU and the directory."""

from accounts.capabilities import Capability
from exchange.handlers import ImportKind, register_kind
from institutions.resources.members import MembersSheet
from institutions.services.importing import members, members_writing
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


def register():
    register_kind(MEMBERS)
