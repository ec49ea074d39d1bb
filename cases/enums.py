from django.db import models


class IntakeSource(models.TextChoices):
    POST = "post", "Datang ke pos FCU"
    HOME_VISIT = "home_visit", "Kunjungan rumah"
    PIONEER = "pioneer", "Laporan keluarga pionir"
    RT_RW = "rt_rw", "RT/RW"
    POSYANDU = "posyandu", "Posyandu"
    SCHOOL = "school", "Sekolah"
    TKSK = "tksk", "TKSK"
    PHONE = "phone", "Telepon atau WhatsApp"
    OTHER = "other", "Lainnya"


class Urgency(models.IntegerChoices):
    NORMAL = 1, "Biasa"
    SOON = 2, "Segera"
    EMERGENCY = 3, "Darurat"


class IntakeState(models.TextChoices):
    OPEN = "open", "Belum ditindaklanjuti"
    INFORMED = "informed", "Selesai dengan informasi"
    CASE = "case", "Menjadi kasus"
    CANCELLED = "cancelled", "Dibatalkan"


class CaseState(models.TextChoices):
    RECORDED = "recorded", "Dicatat"
    VERIFIED = "verified", "Diverifikasi"
    IN_HANDLING = "in_handling", "Ditangani"
    FOLLOW_UP = "follow_up", "Tindak lanjut"
    CLOSED = "closed", "Ditutup"
    DROPPED = "dropped", "Ditutup tanpa penanganan"


OPEN_STATES = frozenset({CaseState.RECORDED, CaseState.VERIFIED, CaseState.IN_HANDLING, CaseState.FOLLOW_UP})
HANDLED_STATES = frozenset({CaseState.IN_HANDLING, CaseState.FOLLOW_UP})
ENDED_STATES = frozenset({CaseState.CLOSED, CaseState.DROPPED})


class CaseResult(models.TextChoices):
    SOLVED = "solved", "Selesai"
    PARTLY = "partly", "Selesai sebagian"
    NOT_SOLVED = "not_solved", "Tidak selesai"
    MOVED = "moved", "Keluarga pindah"
    WITHDRAWN = "withdrawn", "Keluarga menarik diri"
    DIED = "died", "Meninggal"


# With these the family is gone or wants no more: nobody goes back to see how it is, and the plan ends with the case.
LEFT_RESULTS = frozenset({CaseResult.MOVED, CaseResult.WITHDRAWN, CaseResult.DIED})


class ServiceKind(models.TextChoices):
    INFORMATION = "information", "Informasi"
    GUIDANCE = "guidance", "Bimbingan dan konsultasi"
    ADVOCACY = "advocacy", "Advokasi sosial"
    ECONOMY = "economy", "Penguatan ekonomi"
    REFERRAL = "referral", "Rujukan"
    PARTNERSHIP = "partnership", "Kemitraan"
    VALUES = "values", "Nilai dan norma"


class Doer(models.TextChoices):
    """Who takes an action of a plan upon themselves."""

    FAMILY = "family", "Keluarga sendiri"
    MENTOR = "mentor", "Pendamping"
    UNIT = "unit", "FCU"
    INSTITUTION = "institution", "Lembaga"


class ActionState(models.TextChoices):
    OPEN = "open", "Belum selesai"
    DONE = "done", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


class CheckResult(models.TextChoices):
    """How the family was doing when somebody came back after a case was closed."""

    WELL = "well", "Tetap baik"
    NOT_MET = "not_met", "Belum bertemu keluarga"
    RELAPSED = "relapsed", "Masalahnya muncul lagi"


class ReportReceiver(models.TextChoices):
    """The values are those of accounts.enums.Role."""

    TKSK = "tksk", "TKSK"
    LK3 = "lk3", "LK3"
    DINAS = "dinas", "Dinas Sosial"
