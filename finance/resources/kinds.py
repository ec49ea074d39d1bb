"""What can be imported about money."""

from accounts.capabilities import Capability
from exchange.handlers import ImportKind, register_kind
from finance.resources.book import BookSheet
from finance.services import importing
from regions.enums import Level

CASH_BOOK = ImportKind(
    name="kas",
    title="buku kas",
    intro="Buku kas FCU: templat kami, unduhan buku kas, atau buku Excel bendahara; paling banyak 2.000 baris.",
    rows_are="catatan kas",
    capability=Capability.KEEP_CASH_BOOK,
    level=Level.VILLAGE,
    sheet=BookSheet,
    check=importing.check,
    write=importing.write,
    undo=importing.undo,
    back_url="finance:books",
    notes=(
        "Catatan kas tidak pernah dihapus: impor yang dibatalkan dibalik satu per satu.",
        "Foto bukti, kegiatan, dan mata agenda dicatat dari halaman buku kas.",
    ),
)


def register():
    register_kind(CASH_BOOK)
