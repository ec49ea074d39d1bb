"""The life of a report (domain: reports). Figures freeze at "check"; the paper is issued at "send"."""

from accounts.capabilities import Capability as C
from core.workflow import Step
from reporting.enums import ReportState as S

STEPS = {
    "write": Step("Serahkan untuk diperiksa", frozenset({S.DUE}), S.WRITTEN, C.WRITE_REPORTS, tone="primary"),
    "reopen": Step("Ubah lagi uraian", frozenset({S.WRITTEN, S.CHECKED}), S.DUE, C.WRITE_REPORTS),
    "check": Step("Periksa dan bekukan angka", frozenset({S.WRITTEN}), S.CHECKED, C.SEND_REPORTS, tone="primary"),
    "send": Step("Kirim ke TKSK", frozenset({S.CHECKED}), S.SENT, C.SEND_REPORTS, tone="primary"),
    "receive": Step("Terima laporan", frozenset({S.SENT}), S.RECEIVED, C.RECEIVE_REPORTS, tone="primary"),
    "return": Step(
        "Kembalikan", frozenset({S.SENT}), S.RETURNED, C.RECEIVE_REPORTS, note_required=True,
        note_label="Yang perlu diperbaiki",
    ),
}  # fmt: skip
