from django.db import models


class ReferralState(models.TextChoices):
    DRAFT = "draft", "Konsep"
    SUBMITTED = "submitted", "Diajukan ke TKSK"
    REJECTED = "rejected", "Ditolak"
    ESCALATED = "escalated", "Diteruskan ke LK3"
    PLACED = "placed", "Menunggu jawaban penyedia"
    DECLINED = "declined", "Tidak diterima penyedia"
    ACCEPTED = "accepted", "Diterima penyedia"
    IN_SERVICE = "in_service", "Sedang dilayani"
    COMPLETED = "completed", "Rujukan balik diterima"
    CLOSED = "closed", "Ditutup"
    WITHDRAWN = "withdrawn", "Ditarik"


ENDED_STATES = frozenset({ReferralState.REJECTED, ReferralState.CLOSED, ReferralState.WITHDRAWN})
AT_PROVIDER_STATES = frozenset({ReferralState.PLACED, ReferralState.ACCEPTED, ReferralState.IN_SERVICE})


class Desk(models.TextChoices):
    """Whose turn it is."""

    UNIT = "unit", "FCU"
    DISTRICT = "district", "TKSK"
    REGENCY = "regency", "LK3"
    PLACER = "placer", "Yang menempatkan"
    PROVIDER = "provider", "Penyedia"


class Pace(models.TextChoices):
    """How the time of a file stands; derived from its due date, never stored."""

    ON_TRACK = "tepat", "Tepat waktu"
    NEAR = "hampir", "Hampir batas"
    LATE = "lewat", "Lewat batas"


class ReminderKind(models.TextChoices):
    NEAR = "near", "Hampir batas"
    LATE = "late", "Lewat batas"
    TWICE = "twice", "Dua kali batas terlewat"
    CONSENT = "consent", "Tidak naik, kesediaan ditarik"


class Tier(models.TextChoices):
    DISTRICT = "district", "TKSK (kecamatan)"
    REGENCY = "regency", "LK3 (kabupaten)"


class RejectReason(models.TextChoices):
    NO_SERVICE = "no_service", "Tidak ada layanan yang sesuai"
    NOT_ELIGIBLE = "not_eligible", "Tidak memenuhi syarat layanan"
    SERVED = "served", "Sudah menerima layanan yang sama"
    BY_UNIT = "by_unit", "Dapat ditangani FCU sendiri"
    WRONG = "wrong", "Data tidak sesuai keadaan"
    OTHER = "other", "Alasan lain"


class DeclineReason(models.TextChoices):
    FULL = "full", "Tempat atau petugas penuh"
    NOT_OURS = "not_ours", "Bukan layanan kami"
    NOT_ELIGIBLE = "not_eligible", "Tidak memenuhi syarat layanan"
    OUT_OF_REACH = "out_of_reach", "Di luar wilayah layanan"
    OTHER = "other", "Alasan lain"


class LinkEnd(models.TextChoices):
    """Why an answer link opens nothing; the words are for whoever holds it and say nothing of the family."""

    ANSWERED = "answered", "Rujukan ini sudah dijawab."
    CLOSED = "closed", "Tautan ini sudah ditutup atau diganti dengan yang baru."
    EXPIRED = "expired", "Masa berlaku tautan ini sudah habis."
    CONSENT = "consent", "Izin untuk membagikan isi surat ini sudah ditarik."
    MOVED = "moved", "Rujukan ini tidak lagi menunggu lembaga Anda."


class Outcome(models.TextChoices):
    FULL = "full", "Terlayani penuh"
    PARTLY = "partly", "Terlayani sebagian"
    NOT = "not", "Tidak terlayani"


class NeedMet(models.TextChoices):
    YES = "yes", "Sudah terjawab"
    PARTLY = "partly", "Sebagian"
    NO = "no", "Belum terjawab"


class SessionKind(models.TextChoices):
    COUNSELLING = "counselling", "Konseling"
    CONSULTATION = "consultation", "Konsultasi"
    GUIDANCE = "guidance", "Bimbingan"


class Lack(models.TextChoices):
    """Why a need stands without supply; referrals.figures says when each counts."""

    NO_SERVICE = "no_service", "Ditolak, tidak ada layanannya"
    DECLINED = "declined", "Tidak diterima, belum ada penyedia lain"
    NO_PROVIDER = "no_provider", "Di LK3, belum pernah ada penyedia"
    NOT_MET = "not_met", "Sudah dilayani, belum terjawab"
