from django.db import models


class DocumentState(models.TextChoices):
    QUEUED = "queued", "Sedang dibuat"
    READY = "ready", "Siap diunduh"
    FAILED = "failed", "Gagal dibuat"


class DocumentKind(models.TextChoices):
    """What the public proof page calls a paper."""

    REFERRAL_LETTER = "referral_letter", "Surat rujukan"
    UNIT_QUARTER_REPORT = "unit_quarter_report", "Laporan triwulan FCU"
    NOTICE_BOARD_A3 = "notice_board_a3", "Papan informasi FCU A3"
    NOTICE_BOARD_A4 = "notice_board_a4", "Papan informasi FCU A4"
    LEAFLET = "leaflet", "Leaflet layanan FCU"


# What hangs or lies where everybody can read it.
PUBLIC_PAPERS = (DocumentKind.NOTICE_BOARD_A3, DocumentKind.NOTICE_BOARD_A4, DocumentKind.LEAFLET)


# “Kesejahteraan anak/keluarga” in the offices' list of letter codes: the first part of a letter's number.
FAMILY_WELFARE = "463"


def kind_label(kind):
    return DocumentKind(kind).label if kind in DocumentKind else "Dokumen FCU"
