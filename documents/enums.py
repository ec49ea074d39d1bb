from django.db import models


class DocumentState(models.TextChoices):
    QUEUED = "queued", "Sedang dibuat"
    READY = "ready", "Siap diunduh"
    FAILED = "failed", "Gagal dibuat"


class DocumentKind(models.TextChoices):
    """What the public proof page calls a paper."""

    REFERRAL_LETTER = "referral_letter", "Surat rujukan"
    UNIT_DECREE = "unit_decree", "Naskah SK pengukuhan FCU"
    ANNUAL_AGENDA = "annual_agenda", "Agenda kerja tahunan FCU"
    UNIT_QUARTER_REPORT = "unit_quarter_report", "Laporan triwulan FCU"
    LK3_QUARTER_REPORT = "lk3_quarter_report", "Laporan triwulan LK3"
    DISTRICT_QUARTER_RECAP = "district_quarter_recap", "Rekap triwulan kecamatan"
    REGENCY_QUARTER_REPORT = "regency_quarter_report", "Laporan triwulan Dinas Sosial"
    REGENCY_SEMESTER_REPORT = "regency_semester_report", "Laporan semester Dinas Sosial"
    REGENCY_ANNUAL_REPORT = "regency_annual_report", "Laporan tahunan Dinas Sosial"
    PROVINCE_SEMESTER_RECAP = "province_semester_recap", "Rekap semester provinsi"
    PROVINCE_ANNUAL_RECAP = "province_annual_recap", "Rekap tahunan provinsi"
    REPORT_DRAFT = "report_draft", "Konsep laporan, bukan laporan resmi"
    FAMILY_PROFILE = "family_profile", "Profil keluarga"
    FAMILY_FORM = "family_form", "Formulir pendataan keluarga"
    CONSENT_PIONEER = "consent_pioneer", "Formulir kesediaan keluarga pionir"
    CONSENT_PLASMA = "consent_plasma", "Formulir kesediaan keluarga plasma"
    CONSENT_REFERRAL = "consent_referral", "Formulir persetujuan rujukan"
    CONSENT_PHOTO = "consent_photo", "Formulir persetujuan foto"
    MEETING_INVITATION = "meeting_invitation", "Undangan rapat FCU"
    ATTENDANCE_SHEET = "attendance_sheet", "Daftar hadir rapat FCU"
    MEETING_MINUTES = "meeting_minutes", "Notulen rapat FCU"
    NOTICE_BOARD_A3 = "notice_board_a3", "Papan informasi FCU A3"
    NOTICE_BOARD_A4 = "notice_board_a4", "Papan informasi FCU A4"
    VISIT_SHEET = "visit_sheet", "Lembar kunjungan"
    GRADUATION_CERTIFICATE = "graduation_certificate", "Sertifikat kelulusan"
    LEAFLET = "leaflet", "Leaflet layanan FCU"
    CASE_SUMMARY = "case_summary", "Ringkasan kasus"
    INCIDENTAL_REPORT = "incidental_report", "Laporan insidental FCU"
    STAGE_REPORT = "stage_report", "Laporan tahap rencana kerja"
    INTRODUCTION_LETTER = "introduction_letter", "Surat pengantar desa"
    REFERRAL_STATUS = "referral_status", "Keterangan rujukan untuk keluarga"
    PLAN_TIMELINE = "plan_timeline", "Jadwal rencana kerja FCU"
    PLAN_BOOK = "plan_book", "Buku rencana kerja FCU"
    STIMULUS_LETTER = "stimulus_letter", "Surat pengantar bantuan stimulan"
    STIMULUS_REALISATION = "stimulus_realisation", "Daftar realisasi bantuan stimulan"
    CASH_BOOK = "cash_book", "Buku kas umum FCU"
    CASH_RECAP_MONTH = "cash_recap_month", "Rekapitulasi kas bulanan FCU"
    CASH_RECAP_QUARTER = "cash_recap_quarter", "Rekapitulasi kas triwulan FCU"
    CASH_RECAP_YEAR = "cash_recap_year", "Rekapitulasi kas tahunan FCU"
    CASH_RECEIPT = "cash_receipt", "Kwitansi FCU"
    SESSION_ATTENDANCE = "session_attendance", "Daftar hadir pertemuan belajar"
    PROGRAMME_BOARD = "programme_board", "Papan program"
    EVENT_ATTENDANCE = "event_attendance", "Daftar hadir kegiatan berjenjang"
    EVENT_REPORT = "event_report", "Laporan kegiatan berjenjang"
    SUPERVISION_REPORT = "supervision_report", "Laporan kunjungan pemantauan"
    INDICATORS = "indicators", "Indikator keberhasilan FCU"
    OFFICE_SAMPLE = "office_sample", "Contoh kop surat, bukan surat resmi"


class SignerOf(models.TextChoices):
    """Whom a regency may name beside those who act in the system."""

    LK3 = "lk3", "Penanda tangan surat rujukan dari LK3"
    ACKNOWLEDGED = "acknowledged", "Yang mengetahui surat rujukan"


# What hangs or lies where everybody can read it.
PUBLIC_PAPERS = (DocumentKind.NOTICE_BOARD_A3, DocumentKind.NOTICE_BOARD_A4, DocumentKind.LEAFLET)


# “Kesejahteraan anak/keluarga” in the offices' list of letter codes: the first part of a letter's number.
FAMILY_WELFARE = "463"
# “Undangan” in the same list.
INVITATION = "005"
# “Sosial” in general: another code than the referral's, so that the two letters of one file never share a number.
INTRODUCTION = "460"


def kind_label(kind):
    return DocumentKind(kind).label if kind in DocumentKind else "Dokumen FCU"
