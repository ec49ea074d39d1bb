from django.db import models


class DocumentState(models.TextChoices):
    QUEUED = "queued", "Sedang dibuat"
    READY = "ready", "Siap diunduh"
    FAILED = "failed", "Gagal dibuat"


class DocumentKind(models.TextChoices):
    """What the public proof page calls a paper."""

    REFERRAL_LETTER = "referral_letter", "Surat rujukan"
    ANNUAL_AGENDA = "annual_agenda", "Agenda kerja tahunan FCU"
    UNIT_QUARTER_REPORT = "unit_quarter_report", "Laporan triwulan FCU"


# “Kesejahteraan anak/keluarga” in the offices' list of letter codes: the first part of a letter's number.
FAMILY_WELFARE = "463"


def kind_label(kind):
    return DocumentKind(kind).label if kind in DocumentKind else "Dokumen FCU"
