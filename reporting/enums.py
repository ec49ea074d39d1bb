from django.db import models


class ReportKind(models.TextChoices):
    UNIT_QUARTER = "unit_quarter", "Laporan Triwulan FCU"


class ReportState(models.TextChoices):
    DUE = "due", "Perlu dibuat"
    WRITTEN = "written", "Uraian ditulis"
    CHECKED = "checked", "Sudah diperiksa"
    SENT = "sent", "Dikirim ke TKSK"
    RETURNED = "returned", "Dikembalikan"
    RECEIVED = "received", "Diterima TKSK"
