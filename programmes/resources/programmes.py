"""Programmes, the board and the reviews as spreadsheets."""

from import_export import fields, resources


class ProgrammeResource(resources.Resource):
    name = fields.Field("name", "Program")
    agency = fields.Field("agency_title", "Instansi")
    region = fields.Field("region__full_name", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    sector = fields.Field("get_sector_display", "Bidang")
    state = fields.Field("get_state_display", "Keadaan")
    starts_on = fields.Field("starts_on", "Mulai")
    ends_on = fields.Field("ends_on", "Sampai")
    target_group = fields.Field("target_group", "Sasaran")
    target_number = fields.Field("target_number", "Jumlah sasaran")
    budget = fields.Field("budget", "Anggaran")
    spent = fields.Field("spent", "Terpakai")
    source = fields.Field("get_source_display", "Sumber dana")
    reference = fields.Field("reference_label", "Dasar anggaran")
    villages = fields.Field(column_name="Desa sasaran")

    def dehydrate_villages(self, programme):
        return ", ".join(village.full_name for village in programme.villages.all())


class BoardResource(resources.Resource):
    """Of queries.board.BoardLine."""

    number = fields.Field("row__number", "No.")
    agency = fields.Field("row__programme__agency_title", "Instansi")
    programme = fields.Field("row__programme__name", "Program")
    state = fields.Field("row__programme__get_state_display", "Keadaan")
    sector = fields.Field("row__programme__get_sector_display", "Bidang")
    activity = fields.Field("activity__name", "Kegiatan")
    target = fields.Field("activity__target", "Target")
    done = fields.Field("activity__done", "Tercapai")
    unit = fields.Field("activity__unit", "Satuan")
    budget = fields.Field("activity__budget", "Anggaran kegiatan")
    spent = fields.Field("activity__spent", "Terpakai")
    whole_budget = fields.Field("row__programme__budget", "Anggaran program")
    reference = fields.Field("row__programme__reference_label", "Dasar anggaran")
    villages = fields.Field("row__programme__village_count", "Jumlah desa sasaran")


class ReviewResource(resources.Resource):
    programme = fields.Field("programme__name", "Program")
    agency = fields.Field("programme__agency_label", "Instansi")
    region = fields.Field("programme__region__full_name", "Wilayah")
    village = fields.Field("programme__region__village_name", "Desa")
    district = fields.Field("programme__region__district_name", "Kecamatan")
    kind = fields.Field("get_kind_display", "Jenis")
    due_on = fields.Field("due_on", "Batas")
    state = fields.Field(column_name="Keadaan")
    done_on = fields.Field("done_on", "Dilakukan")
    findings = fields.Field("findings", "Temuan")
    recommendation = fields.Field("recommendation", "Saran")

    def dehydrate_state(self, review):
        return review.badge[2]
