"""What can be imported about families."""

from accounts.capabilities import Capability
from exchange.handlers import ImportKind, register_kind
from families.resources.people import DecileSheet, PeopleSheet
from families.services import importing
from regions.enums import Level

FAMILIES = ImportKind(
    name="keluarga",
    title="keluarga dan anggota",
    intro="Daftar penduduk per keluarga: templat kami, ekspor OpenSID, SIAK, atau Buku Induk Penduduk.",
    rows_are="orang",
    capability=Capability.CHANGE_FAMILIES,
    level=Level.VILLAGE,
    sheet=PeopleSheet,
    check=importing.check,
    write=importing.write,
    undo=importing.undo,
    back_url="families:list",
)


DECILES = ImportKind(
    name="desil",
    title="desil DTSEN",
    intro="Daftar desil dari Kementerian: NIK atau No. KK, dan desilnya. Hanya untuk keluarga yang sudah tercatat.",
    rows_are="orang",
    capability=Capability.CHANGE_FAMILIES,
    level=Level.VILLAGE,
    sheet=DecileSheet,
    check=importing.check_deciles,
    write=importing.write_deciles,
    undo=importing.undo_deciles,
    back_url="families:list",
)


def register():
    register_kind(FAMILIES)
    register_kind(DECILES)
