"""The kinds of report, what each sums, and their life (domain: reports).

Figures freeze at "check", the paper is issued at "send". "take", "let_go" and "finish" are nobody's buttons: a report
is taken when a recap that sums it is checked, and final when one that took it is received.
"""

from dataclasses import dataclass

from accounts.capabilities import Capability as C
from core.workflow import Step
from documents.enums import DocumentKind
from regions.enums import Level
from reporting.enums import ReportKind as K
from reporting.enums import ReportState as S


@dataclass(frozen=True, slots=True)
class Kind:
    """``title`` of its reports; ``span`` the kind of its periods (core.periods); ``receiver`` whom screens and letter
    name; ``days`` the time limit after the period's end; ``parts`` the kinds whose frozen figures it sums, of the
    regions below or of the periods within."""

    title: str
    level: Level
    span: str
    write: C
    send: C
    receive: C
    receiver: str
    days: int
    document: DocumentKind
    parts: tuple = ()


KINDS = {
    K.UNIT_QUARTER: Kind(
        "Laporan {period} FCU {region}", Level.VILLAGE, "T",
        C.WRITE_REPORTS, C.SEND_REPORTS, C.RECEIVE_REPORTS, "TKSK", 15,
        DocumentKind.UNIT_QUARTER_REPORT,
    ),
    K.LK3_QUARTER: Kind(
        "Laporan {period} LK3 {region}", Level.REGENCY, "T",
        C.WRITE_LK3_REPORTS, C.WRITE_LK3_REPORTS, C.RECEIVE_AT_REGENCY,
        "Dinas Sosial kabupaten/kota", 22, DocumentKind.LK3_QUARTER_REPORT,
    ),
    K.DISTRICT_QUARTER: Kind(
        "Rekap {period} {region}", Level.DISTRICT, "T",
        C.WRITE_DISTRICT_RECAPS, C.WRITE_DISTRICT_RECAPS, C.RECEIVE_AT_REGENCY,
        "Dinas Sosial kabupaten/kota", 22, DocumentKind.DISTRICT_QUARTER_RECAP, (K.UNIT_QUARTER,),
    ),
    K.REGENCY_QUARTER: Kind(
        "Laporan {period} {region}", Level.REGENCY, "T",
        C.WRITE_REGENCY_REPORTS, C.WRITE_REGENCY_REPORTS, C.RECEIVE_REGENCY_REPORTS,
        "Dinas Sosial provinsi", 31, DocumentKind.REGENCY_QUARTER_REPORT, (K.DISTRICT_QUARTER,),
    ),
    K.REGENCY_SEMESTER: Kind(
        "Laporan {period} {region}", Level.REGENCY, "S",
        C.WRITE_REGENCY_REPORTS, C.WRITE_REGENCY_REPORTS, C.RECEIVE_REGENCY_REPORTS,
        "Dinas Sosial provinsi", 45, DocumentKind.REGENCY_SEMESTER_REPORT, (K.REGENCY_QUARTER,),
    ),
    K.REGENCY_ANNUAL: Kind(
        "Laporan {period} {region}", Level.REGENCY, "Y",
        C.WRITE_REGENCY_REPORTS, C.WRITE_REGENCY_REPORTS, C.RECEIVE_REGENCY_REPORTS,
        "Dinas Sosial provinsi", 60, DocumentKind.REGENCY_ANNUAL_REPORT, (K.REGENCY_QUARTER,),
    ),
    K.PROVINCE_SEMESTER: Kind(
        "Rekap {period} {region}", Level.PROVINCE, "S",
        C.WRITE_PROVINCE_RECAPS, C.WRITE_PROVINCE_RECAPS, C.RECEIVE_PROVINCE_RECAPS,
        "Kementerian Sosial", 60, DocumentKind.PROVINCE_SEMESTER_RECAP, (K.REGENCY_SEMESTER,),
    ),
    K.PROVINCE_ANNUAL: Kind(
        "Rekap {period} {region}", Level.PROVINCE, "Y",
        C.WRITE_PROVINCE_RECAPS, C.WRITE_PROVINCE_RECAPS, C.RECEIVE_PROVINCE_RECAPS,
        "Kementerian Sosial", 75, DocumentKind.PROVINCE_ANNUAL_RECAP, (K.REGENCY_ANNUAL,),
    ),
}  # fmt: skip

# Without names and without families: what province and ministry read.
ABOVE_REGENCY = (
    K.LK3_QUARTER, K.REGENCY_QUARTER, K.REGENCY_SEMESTER, K.REGENCY_ANNUAL, K.PROVINCE_SEMESTER, K.PROVINCE_ANNUAL,
)  # fmt: skip


def life(kind):
    """The table of steps of one kind of report."""
    it = KINDS[kind]
    return {
        "write": Step("Serahkan untuk diperiksa", frozenset({S.DUE}), S.WRITTEN, it.write, tone="primary"),
        "reopen": Step("Ubah lagi uraian", frozenset({S.WRITTEN, S.CHECKED}), S.DUE, it.write),
        "check": Step("Periksa dan bekukan angka", frozenset({S.WRITTEN}), S.CHECKED, it.send, tone="primary"),
        "send": Step(f"Kirim ke {it.receiver}", frozenset({S.CHECKED}), S.SENT, it.send, tone="primary"),
        "receive": Step("Terima laporan", frozenset({S.SENT}), S.RECEIVED, it.receive, tone="primary"),
        "return": Step(
            "Kembalikan", frozenset({S.SENT}), S.RETURNED, it.receive, note_required=True,
            note_label="Yang perlu diperbaiki",
        ),
        "take": Step("Masuk rekap", frozenset({S.SENT, S.RECEIVED}), S.TAKEN, None),
        "let_go": Step("Keluar dari rekap", frozenset({S.TAKEN}), S.RECEIVED, None),
        "let_go_unreceived": Step("Keluar dari rekap", frozenset({S.TAKEN}), S.SENT, None),
        "finish": Step("Final", frozenset({S.TAKEN}), S.FINAL, None),
    }  # fmt: skip


STEPS = {kind: life(kind) for kind in KINDS}
