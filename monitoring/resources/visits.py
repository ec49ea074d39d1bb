"""Lists as spreadsheets."""

from import_export import fields, resources


class VisitResource(resources.Resource):
    kind = fields.Field("get_kind_display", "Jenis")
    place = fields.Field("place", "Tempat")
    region = fields.Field("region__full_name", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    visited_on = fields.Field("visited_on", "Tanggal")
    officers = fields.Field("officers", "Petugas")
    recorded_by = fields.Field("recorded_by__name", "Dicatat oleh")
    state = fields.Field(column_name="Keadaan")
    told = fields.Field("told", "Temuan")
    left = fields.Field("left", "Belum selesai")

    def dehydrate_state(self, visit):
        return visit.badge[2]


class PlanResource(resources.Resource):
    kind = fields.Field("get_kind_display", "Jenis")
    place = fields.Field("place", "Tempat")
    region = fields.Field("region__full_name", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    due_on = fields.Field("due_on", "Paling lambat")
    officer = fields.Field("officer__name", "Petugas")
    state = fields.Field(column_name="Keadaan")
    because = fields.Field("called_off_because", "Sebab dibatalkan")

    def dehydrate_state(self, planned):
        return planned.badge[2]


class FindingResource(resources.Resource):
    place = fields.Field("visit__place", "Tempat")
    village = fields.Field("visit__region__village_name", "Desa")
    district = fields.Field("visit__region__district_name", "Kecamatan")
    code = fields.Field("visit__region_id", "Kode wilayah")
    visited_on = fields.Field("visit__visited_on", "Tanggal kunjungan")
    kind = fields.Field("visit__get_kind_display", "Jenis")
    aspect = fields.Field("get_aspect_display", "Aspek")
    text = fields.Field("text", "Temuan")
    recommendation = fields.Field("recommendation", "Saran")
    responsible = fields.Field("responsible", "Penanggung jawab")
    due_on = fields.Field("due_on", "Paling lambat")
    state = fields.Field(column_name="Keadaan")

    def dehydrate_state(self, finding):
        return finding.badge[2]


class RhythmResource(resources.Resource):
    """Rows of queries.plan.rhythm_rows."""

    name = fields.Field("name", "FCU")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    last_visit = fields.Field("last_visit", "Kunjungan terakhir")
    next_due = fields.Field("next_due", "Rencana berikutnya")


class OfficeResource(resources.Resource):
    """Regions whose office is visited."""

    name = fields.Field("full_name", "Kantor wilayah")
    level = fields.Field("get_level_display", "Tingkat")
    village = fields.Field("village_name", "Desa")
    district = fields.Field("district_name", "Kecamatan")
    code = fields.Field("code", "Kode wilayah")
