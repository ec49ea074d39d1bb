from django.db import models


class DocumentState(models.TextChoices):
    QUEUED = "queued", "Sedang dibuat"
    READY = "ready", "Siap diunduh"
    FAILED = "failed", "Gagal dibuat"


class DocumentKind(models.TextChoices):
    """What the public proof page calls a paper; the value also names its number series."""

    REFERRAL_LETTER = "referral_letter", "Surat rujukan"
    UNIT_QUARTER_REPORT = "unit_quarter_report", "Laporan triwulan FCU"


def kind_label(kind):
    return DocumentKind(kind).label if kind in DocumentKind else "Dokumen FCU"
