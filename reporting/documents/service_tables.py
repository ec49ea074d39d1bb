"""The tables of cases, services and referrals."""

from cases.enums import CaseResult, IntakeSource, ServiceKind
from institutions.enums import Sector
from referrals.enums import NeedMet
from reporting.documents.figure_table import Line, at, compared_table, counted_table, days_words, listed

CASES = [
    Line("Penerimaan (orang datang atau ditemukan)", at("cases.intakes")),
    Line("Selesai dengan informasi", at("cases.informed")),
    Line("Kasus dibuka", at("cases.opened")),
    Line("Kasus ditutup", at("cases.closed")),
    Line("Kasus ditutup tanpa penanganan", at("cases.dropped")),
    Line("Kasus berjalan, akhir masa", at("cases.open_at_end")),
    Line("Layanan diberikan", at("cases.services")),
    Line("di antaranya terpadu (dua lembaga atau lebih)", at("cases.integrated_services")),
    Line("Orang dilayani", at("cases.people_served")),
    Line("Keluarga dilayani", at("cases.families_served")),
]
REFERRALS = [
    Line("Rujukan diajukan", at("referrals.made")),
    Line("Disetujui dan ditempatkan", at("referrals.approved")),
    Line("Diteruskan ke LK3", at("referrals.escalated")),
    Line("Dikembalikan untuk dilengkapi", at("referrals.returned")),
    Line("Ditolak", at("referrals.rejected")),
    Line("Tidak diterima penyedia", at("referrals.declined")),
    Line("Rujukan balik diterima", at("referrals.completed")),
    Line("Ditutup setelah kunjungan", at("referrals.closed")),
    Line("Ditarik", at("referrals.withdrawn")),
    Line("Keluarga terbantu", at("referrals.families_helped")),
]


def service_tables(past):
    cases, referrals = past.now["cases"], past.now["referrals"]
    by_kind, by_sector = cases["services_by_kind"], referrals["by_sector"]
    return [
        compared_table("A3", "Penerimaan, kasus, dan layanan", past, CASES, _case_words(cases) + once_words(past)),
        *counted_table("A3", "Layanan menurut jenis", "Jenis layanan", by_kind, ServiceKind.choices, keep_none=True),
        compared_table("A4", "Rujukan", past, REFERRALS, _referral_words(referrals) + once_words(past)),
        *counted_table("A4", "Rujukan menurut bidang layanan", "Bidang", by_sector, Sector.choices),
    ]


def once_words(past):
    """What a sum of quarters says of people: those who came in two are in it twice."""
    is_summed = past.span in "SY" and "coverage" in past.now
    return " Orang dan keluarga dihitung sekali tiap triwulan." if is_summed else ""


def _case_words(cases):
    sources, results = listed(cases["intakes_by_source"], IntakeSource), listed(cases["closed_by_result"], CaseResult)
    waited = days_words(cases["days_to_service"], "layanan pertama")
    return f"Penerimaan dari: {sources}. Hasil kasus yang ditutup: {results}. {waited}".strip()


def _referral_words(referrals):
    met = listed({key: n for key, n in referrals["need_met"].items() if key}, NeedMet)
    timed, within = referrals["timed"], referrals["within_limit"]
    kept = f"{within} dari {timed} langkah dalam batas waktu." if timed else ""
    waited = days_words(referrals["decision_days"], "keputusan")
    return f"Kebutuhan pada berkas yang ditutup: {met}. {waited} {kept}".strip()
