"""How a family becomes a pioneer (guideline III.B.5.2). Who may is a capability in the village of the selection."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from mentoring.enums import CandidateState

S = CandidateState

STEPS = {
    "propose": Step(
        "Usulkan oleh diskusi kelompok", frozenset({S.LISTED}), S.PROPOSED, C.CHANGE_FAMILIES, tone="primary",
        title="Diusulkan diskusi kelompok", mark=("info", "right"),
    ),
    "consent": Step(
        "Catat kesediaan", frozenset({S.PROPOSED}), S.CONSENTED, C.CHANGE_FAMILIES, tone="primary",
        title="Menyatakan bersedia", mark=("ok", "tick"),
    ),
    "decline": Step(
        "Tidak bersedia", frozenset({S.PROPOSED, S.CONSENTED}), S.DECLINED, C.CHANGE_FAMILIES, note_required=True,
        note_label="Alasan keluarga", title="Tidak bersedia", mark=("mute", "stop"),
    ),
    "establish": Step(
        "Tetapkan sebagai keluarga pionir", frozenset({S.CONSENTED}), S.ESTABLISHED, C.SET_FAMILY_STATUS,
        tone="primary", title="Ditetapkan sebagai keluarga pionir", mark=("ok", "ok"),
    ),
    "drop": Step(
        "Tidak dilanjutkan", frozenset({S.LISTED, S.PROPOSED}), S.DROPPED, C.CHANGE_FAMILIES, note_required=True,
        note_label="Alasan", tone="bad", title="Tidak dilanjutkan", mark=("bad", "stop"),
    ),
    "list_again": Step(
        "Calonkan lagi", frozenset({S.DECLINED, S.DROPPED}), S.LISTED, C.CHANGE_FAMILIES, note_required=True,
        note_label="Mengapa dicalonkan lagi", title="Dicalonkan lagi", mark=("wait", "back"),
    ),
}  # fmt: skip
