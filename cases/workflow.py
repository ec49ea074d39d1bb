"""The lives of a case and of one action of its plan (domain: cases). Who may is a capability in the case's village."""

from accounts.capabilities import Capability as C
from cases.enums import ENDED_STATES, ActionState, CaseState
from core.workflow import Step

S = CaseState

STEPS = {
    "verify": Step(
        "Kebutuhan sudah diverifikasi", frozenset({S.RECORDED}), S.VERIFIED, C.CHANGE_CASES, tone="primary"
    ),
    "handle": Step(
        "Mulai ditangani",
        frozenset({S.RECORDED, S.VERIFIED, S.FOLLOW_UP}),
        S.IN_HANDLING,
        C.CHANGE_CASES,
        tone="primary",
    ),
    "follow_up": Step("Masuk tindak lanjut", frozenset({S.IN_HANDLING}), S.FOLLOW_UP, C.CHANGE_CASES),
    "close": Step(
        "Tutup kasus",
        frozenset({S.IN_HANDLING, S.FOLLOW_UP}),
        S.CLOSED,
        C.CHANGE_CASES,
        note_required=True,
        note_label="Apa yang berubah bagi keluarga",
    ),
    "drop": Step(
        "Tutup tanpa penanganan",
        frozenset({S.RECORDED, S.VERIFIED}),
        S.DROPPED,
        C.CHANGE_CASES,
        note_required=True,
        note_label="Alasan",
        tone="bad",
    ),
    "reopen": Step(
        "Buka lagi", ENDED_STATES, S.IN_HANDLING, C.CHANGE_CASES, note_required=True, note_label="Alasan dibuka lagi"
    ),
}

A = ActionState

ACTION_STEPS = {
    "finish": Step(
        "Sudah dikerjakan", frozenset({A.OPEN}), A.DONE, C.CHANGE_CASES, note_label="Hasilnya", tone="primary"
    ),
    "cancel": Step(
        "Batalkan tindakan", frozenset({A.OPEN}), A.CANCELLED, C.CHANGE_CASES, note_required=True,
        note_label="Alasan dibatalkan", tone="bad",
    ),
    "resume": Step(
        "Kerjakan lagi", frozenset({A.DONE, A.CANCELLED}), A.OPEN, C.CHANGE_CASES, note_required=True,
        note_label="Mengapa dikerjakan lagi",
    ),
}  # fmt: skip
