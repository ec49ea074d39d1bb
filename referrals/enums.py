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


class Tier(models.TextChoices):
    DISTRICT = "district", "TKSK (kecamatan)"
    REGENCY = "regency", "LK3 (kabupaten)"


class Outcome(models.TextChoices):
    FULL = "full", "Terlayani penuh"
    PARTLY = "partly", "Terlayani sebagian"
    NOT = "not", "Tidak terlayani"


class NeedMet(models.TextChoices):
    YES = "yes", "Sudah terjawab"
    PARTLY = "partly", "Sebagian"
    NO = "no", "Belum terjawab"
