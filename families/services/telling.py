"""Who is told of which step of a transfer. Before the release the receiving village hears no name."""

from accounts.capabilities import Capability
from accounts.models import User
from notices.services import notify

SENDER, RECEIVER = "from_village_id", "to_village_id"
WAITS = "Ada pindah desa yang menunggu keputusan Anda."
MOVED = "Ada perkembangan pada pindah desa FCU Anda."

_TOLD = {
    "request": (SENDER, "{receiver} meminta pindah {family}.", WAITS),
    "send": (RECEIVER, "{sender} melepas {family} ke {receiver}. Terima, atau tolak.", WAITS),
    "release": (RECEIVER, "{sender} melepas {family} ke {receiver}. Terima, atau tolak.", WAITS),
    "refuse": (RECEIVER, "{sender} menolak permintaan pindah desa Anda.", MOVED),
    "take_back": (RECEIVER, "{sender} membatalkan pelepasan keluarga ke {receiver}.", MOVED),
    "accept": (SENDER, "{receiver} sudah menerima {family}. Berkasnya kini di sana.", MOVED),
    "decline": (SENDER, "{receiver} menolak {family}: bukan warganya.", MOVED),
    "withdraw": (SENDER, "{receiver} membatalkan permintaan pindah {family}.", MOVED),
}


def tell(transfer, event):
    side, text, mail = _TOLD[event.step]
    people = User.objects.holding(Capability.CHANGE_FAMILIES, getattr(transfer, side))
    words = {"sender": transfer.from_village, "receiver": transfer.to_village, "family": transfer.family}
    notify(
        [user for user in people if user.pk != event.actor_id],
        text=text.format(**words), url=transfer.get_absolute_url(), mail_text=mail,
    )  # fmt: skip
