from django.db import models


class ReportKind(models.TextChoices):
    """From the FCU upwards; each recap sums frozen reports of the tier or the time below it (reporting.workflow)."""

    UNIT_QUARTER = "unit_quarter", "Laporan triwulan FCU"
    LK3_QUARTER = "lk3_quarter", "Laporan triwulan LK3"
    DISTRICT_QUARTER = "district_quarter", "Rekap triwulan kecamatan"
    REGENCY_QUARTER = "regency_quarter", "Laporan triwulan kabupaten/kota"
    REGENCY_SEMESTER = "regency_semester", "Laporan semester kabupaten/kota"
    REGENCY_ANNUAL = "regency_annual", "Laporan tahunan kabupaten/kota"
    PROVINCE_SEMESTER = "province_semester", "Rekap semester provinsi"
    PROVINCE_ANNUAL = "province_annual", "Rekap tahunan provinsi"


class ReportState(models.TextChoices):
    DUE = "due", "Perlu dibuat"
    WRITTEN = "written", "Uraian ditulis"
    CHECKED = "checked", "Sudah diperiksa"
    SENT = "sent", "Dikirim"
    RETURNED = "returned", "Dikembalikan"
    RECEIVED = "received", "Diterima"
    TAKEN = "taken", "Masuk rekap"
    FINAL = "final", "Final"


# Not yet the receiver's business.
UNSENT = (ReportState.DUE, ReportState.WRITTEN, ReportState.CHECKED)
# Their figures may still be counted anew.
OPEN_FIGURES = (ReportState.DUE, ReportState.WRITTEN)
# The receiver has agreed to them.
ACCEPTED = (ReportState.RECEIVED, ReportState.TAKEN, ReportState.FINAL)
