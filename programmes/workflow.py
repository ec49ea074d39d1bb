"""The life of a programme (domain: programmes, practice paper of the coastal villages)."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from programmes.enums import ProgrammeState as P

PROGRAMME_STEPS = {
    "start": Step(
        "Mulai program", frozenset({P.PLANNED}), P.RUNNING, C.CHANGE_PROGRAMMES, tone="primary",
        title="Program dimulai", mark=("live", "half"),
    ),
    "end": Step(
        "Akhiri program", frozenset({P.RUNNING}), P.ENDED, C.CHANGE_PROGRAMMES, note_required=True,
        note_label="Hasil dan kesepakatan tindak lanjut", tone="primary", title="Program berakhir (terminasi)",
        mark=("ok", "ok"),
    ),
    "stop": Step(
        "Hentikan program", frozenset({P.PLANNED, P.RUNNING}), P.STOPPED, C.CHANGE_PROGRAMMES, note_required=True,
        note_label="Alasan", tone="bad", title="Program dihentikan", mark=("bad", "stop"),
    ),
    "resume": Step(
        "Lanjutkan program", frozenset({P.STOPPED, P.ENDED}), P.RUNNING, C.CHANGE_PROGRAMMES, note_required=True,
        note_label="Alasan", title="Program dilanjutkan", mark=("live", "half"),
    ),
}  # fmt: skip
