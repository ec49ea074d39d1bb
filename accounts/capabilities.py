"""Who may do what: the one table that menus, buttons, services, tests and docs/roles.md read."""

from django.db import models

from accounts.enums import Role as R


class Capability(models.TextChoices):
    SEE_FAMILIES = "see_families", "Melihat keluarga"
    SEE_SHARED_FAMILIES = "see_shared_families", "Melihat keluarga yang dibagikan kepadanya"
    REVEAL_IDENTITY = "reveal_identity", "Membuka NIK dan No. KK lengkap (tercatat)"
    CHANGE_FAMILIES = "change_families", "Menambah dan mengubah keluarga"
    SET_FAMILY_STATUS = "set_family_status", "Menetapkan pionir dan plasma"
    MANAGE_INDICATORS = "manage_indicators", "Menyusun perangkat indikator asesmen"
    SEE_INSTITUTIONS = "see_institutions", "Melihat lembaga, FCU, dan rapat"
    CHANGE_INSTITUTIONS = "change_institutions", "Mengubah lembaga, FCU, dan rapat"
    KEEP_DIRECTORY = "keep_directory", "Mengubah lembaga tingkat kecamatan dan kabupaten/kota"
    SEE_CASES = "see_cases", "Melihat kasus"
    SEE_SENSITIVE_CASES = "see_sensitive_cases", "Melihat kasus peka"
    RECORD_VISITS = "record_visits", "Mencatat kunjungan pembinaan"
    LEAD_TRAINING = "lead_training", "Mencatat penyiapan keluarga pionir"
    CHANGE_CASES = "change_cases", "Mencatat penerimaan, kasus, dan layanan"
    SEE_REFERRALS = "see_referrals", "Melihat rujukan"
    PROPOSE_REFERRALS = "propose_referrals", "Mengusulkan rujukan bagi keluarga dampingan"
    WRITE_REFERRALS = "write_referrals", "Menulis dan mengajukan rujukan"
    DECIDE_REFERRALS = "decide_referrals", "Memutuskan rujukan di kecamatan"
    PLACE_REFERRALS = "place_referrals", "Menempatkan rujukan di kabupaten"
    ANSWER_REFERRALS = "answer_referrals", "Menjawab rujukan dan memberi rujukan balik"
    SET_UP_REFERRALS = "set_up_referrals", "Mengatur batas waktu rujukan dan menunjuk pengganti TKSK atau LK3"
    SEE_WORK_PLANS = "see_work_plans", "Membaca rencana kerja masyarakat"
    CHANGE_WORK_PLANS = "change_work_plans", "Mengisi rencana kerja masyarakat dan mengirim laporan tahap"
    RECEIVE_WORK_PLANS = "receive_work_plans", "Menerima atau mengembalikan laporan tahap"
    SET_UP_WORK_PLANS = "set_up_work_plans", "Menyusun tahap rencana kerja untuk kabupaten/kota"
    SEE_CASH_BOOK = "see_cash_book", "Membaca buku kas FCU"
    KEEP_CASH_BOOK = "keep_cash_book", "Mencatat buku kas dan menutup bulan"
    CHECK_CASH_BOOK = "check_cash_book", "Memeriksa bulan buku kas yang ditutup"
    SEE_STIMULUS = "see_stimulus", "Membaca usulan bantuan stimulan"
    PROPOSE_STIMULUS = "propose_stimulus", "Mengusulkan dan mempertanggungjawabkan bantuan stimulan"
    VOUCH_STIMULUS = "vouch_stimulus", "Membenarkan data usulan dan memberi surat pengantar"
    RECOMMEND_STIMULUS = "recommend_stimulus", "Mendukung usulan bantuan di kecamatan"
    AGREE_STIMULUS = "agree_stimulus", "Menyetujui usulan bantuan sebagai camat"
    DECIDE_STIMULUS = "decide_stimulus", "Memverifikasi, menyetujui, membayar, dan memeriksa bantuan"
    CONFIRM_STIMULUS = "confirm_stimulus", "Memverifikasi usulan bantuan di provinsi"
    SEE_PROGRAMMES = "see_programmes", "Membaca program dan kegiatan berjenjang"
    CHANGE_PROGRAMMES = "change_programmes", "Mengubah program dan kemajuannya"
    KEEP_GROUPS = "keep_groups", "Mencatat kelompok penerima manfaat dan pertemuan belajarnya"
    RECORD_EVENTS = "record_events", "Mencatat kegiatan berjenjang"
    SEE_MONITORING = "see_monitoring", "Membaca hasil pemantauan dan indikator keberhasilan"
    RECORD_MONITORING = "record_monitoring", "Merencanakan dan mencatat kunjungan pemantauan"
    FOLLOW_UP_FINDINGS = "follow_up_findings", "Menindaklanjuti temuan pemantauan"
    SET_UP_MONITORING = "set_up_monitoring", "Menyusun instrumen pemantauan dan target indikator"
    SEE_REPORTS = "see_reports", "Membaca laporan FCU"
    WRITE_REPORTS = "write_reports", "Menulis laporan FCU"
    SEND_REPORTS = "send_reports", "Memeriksa dan mengirim laporan FCU"
    RECEIVE_REPORTS = "receive_reports", "Menerima atau mengembalikan laporan FCU"
    WRITE_DISTRICT_RECAPS = "write_district_recaps", "Menulis dan mengirim rekap kecamatan"
    WRITE_LK3_REPORTS = "write_lk3_reports", "Menulis dan mengirim laporan LK3"
    RECEIVE_AT_REGENCY = "receive_at_regency", "Menerima atau mengembalikan rekap kecamatan dan laporan LK3"
    WRITE_REGENCY_REPORTS = "write_regency_reports", "Menulis dan mengirim laporan kabupaten/kota"
    SEE_REGENCY_REPORTS = "see_regency_reports", "Membaca laporan kabupaten/kota, LK3, dan rekap provinsi"
    RECEIVE_REGENCY_REPORTS = "receive_regency_reports", "Menerima atau mengembalikan laporan kabupaten/kota"
    WRITE_PROVINCE_RECAPS = "write_province_recaps", "Menulis dan mengirim rekap provinsi"
    RECEIVE_PROVINCE_RECAPS = "receive_province_recaps", "Menerima atau mengembalikan rekap provinsi"
    DOWNLOAD_REPORTS = "download_reports", "Mengunduh laporan seluruh wilayah"
    SEE_FIGURES = "see_figures", "Melihat angka wilayah"
    MANAGE_ACCOUNTS = "manage_accounts", "Mengelola akun di wilayahnya"
    SET_OFFICE = "set_office", "Mengatur kop surat dan penandatangan"


C = Capability

_SECRETARY = {
    C.SEE_FAMILIES, C.REVEAL_IDENTITY, C.CHANGE_FAMILIES, C.SEE_INSTITUTIONS, C.CHANGE_INSTITUTIONS,
    C.SEE_CASES, C.CHANGE_CASES, C.SEE_REFERRALS, C.WRITE_REFERRALS, C.SEE_REPORTS, C.WRITE_REPORTS, C.SEE_FIGURES,
    C.RECORD_VISITS, C.LEAD_TRAINING, C.SEE_WORK_PLANS, C.CHANGE_WORK_PLANS, C.SEE_STIMULUS, C.PROPOSE_STIMULUS,
    C.SEE_PROGRAMMES, C.KEEP_GROUPS, C.RECORD_EVENTS, C.SEE_MONITORING, C.FOLLOW_UP_FINDINGS,
}  # fmt: skip

GRANTS = {
    R.SECRETARY: frozenset(_SECRETARY),
    R.COORDINATOR: frozenset(
        _SECRETARY | {C.SET_FAMILY_STATUS, C.SEE_SENSITIVE_CASES, C.SEND_REPORTS, C.SEE_CASH_BOOK, C.CHECK_CASH_BOOK}
    ),
    R.TREASURER: frozenset({C.SEE_REPORTS, C.SEE_FIGURES, C.SEE_CASH_BOOK, C.KEEP_CASH_BOOK}),
    R.MENTOR: frozenset({C.SEE_SHARED_FAMILIES, C.PROPOSE_REFERRALS, C.RECORD_VISITS}),
    R.VILLAGE_HEAD: frozenset({
        C.SEE_FAMILIES, C.REVEAL_IDENTITY, C.SEE_WORK_PLANS, C.SEE_REPORTS, C.SEE_FIGURES, C.SEE_CASH_BOOK,
        C.SEE_STIMULUS, C.VOUCH_STIMULUS, C.SEE_PROGRAMMES, C.SEE_MONITORING,
    }),
    R.TKSK: frozenset({
        C.SEE_FAMILIES, C.REVEAL_IDENTITY, C.SEE_INSTITUTIONS, C.SEE_CASES, C.SEE_REFERRALS, C.DECIDE_REFERRALS,
        C.ANSWER_REFERRALS, C.SEE_REPORTS, C.RECEIVE_REPORTS, C.SEE_FIGURES, C.RECORD_VISITS, C.LEAD_TRAINING,
        C.SEE_WORK_PLANS, C.RECEIVE_WORK_PLANS, C.SEE_STIMULUS, C.RECOMMEND_STIMULUS, C.SEE_PROGRAMMES,
        C.RECORD_EVENTS, C.SEE_MONITORING, C.RECORD_MONITORING, C.WRITE_DISTRICT_RECAPS,
    }),
    R.DISTRICT_HEAD: frozenset({
        C.SEE_REPORTS, C.SEE_FIGURES, C.SEE_STIMULUS, C.AGREE_STIMULUS, C.SEE_PROGRAMMES, C.SEE_MONITORING,
    }),
    R.LK3: frozenset({
        C.SEE_SHARED_FAMILIES, C.REVEAL_IDENTITY, C.SEE_INSTITUTIONS, C.SEE_REFERRALS, C.PLACE_REFERRALS,
        C.ANSWER_REFERRALS, C.SEE_REPORTS, C.SEE_FIGURES, C.LEAD_TRAINING, C.SEE_WORK_PLANS, C.SEE_PROGRAMMES,
        C.RECORD_EVENTS, C.SEE_MONITORING, C.RECORD_MONITORING, C.WRITE_LK3_REPORTS,
    }),
    R.DINAS: frozenset({
        C.SEE_FAMILIES, C.REVEAL_IDENTITY, C.MANAGE_INDICATORS, C.SEE_INSTITUTIONS, C.KEEP_DIRECTORY,
        C.SET_UP_REFERRALS, C.SEE_WORK_PLANS, C.SET_UP_WORK_PLANS, C.SEE_REPORTS, C.DOWNLOAD_REPORTS, C.SEE_FIGURES,
        C.MANAGE_ACCOUNTS, C.SET_OFFICE, C.SEE_CASH_BOOK, C.SEE_STIMULUS, C.DECIDE_STIMULUS, C.SEE_PROGRAMMES,
        C.CHANGE_PROGRAMMES, C.RECORD_EVENTS, C.SEE_MONITORING, C.RECORD_MONITORING, C.SET_UP_MONITORING,
        C.RECEIVE_AT_REGENCY, C.WRITE_REGENCY_REPORTS,
    }),
    R.DINAS_PROVINCE: frozenset({
        C.SEE_FIGURES, C.MANAGE_ACCOUNTS, C.SEE_STIMULUS, C.CONFIRM_STIMULUS, C.SEE_PROGRAMMES, C.RECORD_EVENTS,
        C.SEE_MONITORING, C.RECORD_MONITORING, C.SEE_REGENCY_REPORTS, C.RECEIVE_REGENCY_REPORTS,
        C.WRITE_PROVINCE_RECAPS,
    }),
    R.MINISTRY: frozenset({
        C.SEE_FIGURES, C.MANAGE_ACCOUNTS, C.SEE_PROGRAMMES, C.RECORD_EVENTS, C.SEE_MONITORING, C.RECORD_MONITORING,
        C.SEE_REGENCY_REPORTS, C.RECEIVE_PROVINCE_RECAPS,
    }),
    R.PROVIDER: frozenset({C.SEE_REFERRALS, C.ANSWER_REFERRALS}),
    R.ADMIN: frozenset({C.MANAGE_ACCOUNTS}),
}  # fmt: skip


def roles_with(capability):
    return [role for role, granted in GRANTS.items() if capability in granted]


_BELOW_DINAS = frozenset(set(R) - {R.DINAS, R.DINAS_PROVINCE, R.MINISTRY, R.ADMIN})

# The roles that a manager of accounts may give, each only inside the manager's own region.
GIVES = {
    R.DINAS: _BELOW_DINAS | {R.DINAS},
    R.DINAS_PROVINCE: _BELOW_DINAS | {R.DINAS},
    R.MINISTRY: frozenset(R),
    R.ADMIN: frozenset(R),
}


def may_give(holder, holder_region, role, region):
    """May somebody with role ``holder`` for the region code ``holder_region`` ("" the nation) give ``role`` there?"""
    return role in GIVES.get(holder, ()) and region.startswith(holder_region)
