"""Lists of reports as spreadsheets."""

from import_export import fields, resources


class ReportResource(resources.Resource):
    title = fields.Field("title", "Laporan")
    region = fields.Field("region__full_name", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    period = fields.Field("period", "Masa")
    revision = fields.Field("revision", "Revisi")
    state = fields.Field(column_name="Keadaan")
    due_on = fields.Field("due_on", "Batas kirim")
    number = fields.Field("document__number", "Nomor")

    def dehydrate_state(self, report):
        return report.badge[2]


class LateResource(resources.Resource):
    """Reports with ``asked_of``, the names of their writers."""

    title = fields.Field("title", "Laporan")
    region = fields.Field("region__full_name", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    due_on = fields.Field("due_on", "Batas")
    days = fields.Field("days_late", "Hari terlambat")
    extended_from = fields.Field("extended_from", "Batas semula")
    because = fields.Field("extension_reason", "Alasan diberi waktu")
    asked_of = fields.Field("asked_of", "Tanyakan kepada")
    reminded_on = fields.Field("reminded_on", "Diingatkan")


class RunResource(resources.Resource):
    region = fields.Field("region__full_name", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    period = fields.Field("period", "Masa")
    created_at = fields.Field("created_at", "Diminta")
    owner = fields.Field("owner__name", "Oleh")
    cancelled_at = fields.Field("cancelled_at", "Dibatalkan")


class TakenResource(resources.Resource):
    """Entries of the access log with the ``about`` of each: a report, a bundle, or None."""

    title = fields.Field(column_name="Berkas")
    village = fields.Field("about__region__village_name", "Desa")
    district = fields.Field("about__region__district_name", "Kecamatan")
    actor = fields.Field("actor__name", "Oleh")
    happened_at = fields.Field("happened_at", "Waktu")

    def dehydrate_title(self, entry):
        return str(entry.about) if entry.about else ""
