"""The life of a transfer: a file goes from one village to another only when both say so (domain: data quality)."""

from accounts.capabilities import Capability
from core.workflow import Step
from families.enums import TransferState

S, WRITES = TransferState, Capability.CHANGE_FAMILIES

STEPS = {
    "release": Step("Lepas ke desa penerima", frozenset({S.REQUESTED}), S.RELEASED, WRITES, tone="primary"),
    "refuse": Step(
        "Tolak permintaan", frozenset({S.REQUESTED}), S.REFUSED, WRITES, note_required=True,
        note_label="Alasan menolak", tone="bad",
    ),
    "take_back": Step(
        "Batalkan pelepasan", frozenset({S.RELEASED}), S.WITHDRAWN, WRITES, note_required=True, note_label="Alasan",
        tone="bad",
    ),
    "accept": Step("Terima keluarga ini", frozenset({S.RELEASED}), S.ACCEPTED, WRITES, tone="primary"),
    "decline": Step(
        "Bukan warga kami", frozenset({S.RELEASED}), S.REFUSED, WRITES, note_required=True,
        note_label="Alasan menolak", tone="bad",
    ),
    "withdraw": Step("Batalkan permintaan", frozenset({S.REQUESTED}), S.WITHDRAWN, WRITES, tone="bad"),
}  # fmt: skip

# The steps of the village that holds the file; the others belong to the one that is to get it.
SENDER_STEPS = tuple(STEPS[name] for name in ("release", "refuse", "take_back"))
