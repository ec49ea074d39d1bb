"""The life of a visit and of each of its findings (domain: reports, guideline III.C.1)."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from monitoring.enums import FindingState as F
from monitoring.enums import VisitState as V

VISIT_STEPS = {
    "send": Step(
        "Kirim hasil kunjungan", frozenset({V.DRAFT}), V.SENT, C.RECORD_MONITORING, tone="primary",
        title="Hasil kunjungan dikirim", mark=("ok", "out"),
    ),
    "reopen": Step(
        "Buka untuk diperbaiki", frozenset({V.SENT}), V.DRAFT, C.RECORD_MONITORING, note_required=True,
        note_label="Apa yang diperbaiki", title="Dibuka untuk diperbaiki", mark=("mute", "back"),
    ),
}  # fmt: skip

FINDING_STEPS = {
    "answer": Step(
        "Laporkan selesai", frozenset({F.OPEN}), F.ANSWERED, C.FOLLOW_UP_FINDINGS, note_required=True,
        note_label="Apa yang sudah dilakukan", tone="primary", title="Dilaporkan selesai oleh FCU",
        mark=("info", "right"),
    ),
    "finish": Step(
        "Nyatakan selesai", frozenset({F.OPEN, F.ANSWERED}), F.DONE, C.RECORD_MONITORING, tone="primary",
        title="Dinyatakan selesai", mark=("ok", "ok"),
    ),
    "again": Step(
        "Belum selesai", frozenset({F.ANSWERED, F.DONE}), F.OPEN, C.RECORD_MONITORING, note_required=True,
        note_label="Yang masih kurang", title="Dinyatakan belum selesai", mark=("bad", "back"),
    ),
}  # fmt: skip
