"""The life of a plan and of each of its stages (domain: workplan)."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from workplans.enums import PlanState as P
from workplans.enums import StageState as S

STAGE_STEPS = {
    "open": Step(
        "Mulai tahap ini", frozenset({S.WAITING}), S.UNDER_WAY, C.CHANGE_WORK_PLANS, tone="primary",
        title="Tahap dimulai", mark=("live", "half"),
    ),
    "report": Step(
        "Kirim laporan ke TKSK", frozenset({S.UNDER_WAY, S.RETURNED}), S.REPORTED, C.CHANGE_WORK_PLANS,
        tone="primary", title="Laporan dikirim ke TKSK", mark=("wait", "out"),
    ),
    "withdraw": Step(
        "Tarik kembali laporan", frozenset({S.REPORTED}), S.UNDER_WAY, C.CHANGE_WORK_PLANS, note_required=True,
        note_label="Alasan", title="Laporan ditarik kembali", mark=("mute", "back"),
    ),
    "accept": Step(
        "Terima laporan", frozenset({S.REPORTED}), S.ACCEPTED, C.RECEIVE_WORK_PLANS, tone="primary",
        title="Laporan diterima TKSK", mark=("ok", "ok"),
    ),
    "return": Step(
        "Kembalikan laporan", frozenset({S.REPORTED}), S.RETURNED, C.RECEIVE_WORK_PLANS, note_required=True,
        note_label="Yang perlu diperbaiki", title="Laporan dikembalikan TKSK", mark=("bad", "back"),
    ),
}  # fmt: skip

PLAN_STEPS = {
    "stop": Step(
        "Hentikan rencana", frozenset({P.RUNNING}), P.STOPPED, C.CHANGE_WORK_PLANS, note_required=True,
        note_label="Alasan", tone="bad", title="Rencana dihentikan", mark=("mute", "stop"),
    ),
    "restart": Step(
        "Lanjutkan rencana", frozenset({P.STOPPED}), P.RUNNING, C.CHANGE_WORK_PLANS, tone="primary",
        title="Rencana dilanjutkan", mark=("live", "half"),
    ),
    "close": Step(
        "Tutup rencana", frozenset({P.RUNNING}), P.CLOSED, C.CHANGE_WORK_PLANS, note_required=True,
        note_label="Kesepakatan tindak lanjut", tone="primary", title="Rencana selesai", mark=("ok", "ok"),
    ),
}  # fmt: skip
