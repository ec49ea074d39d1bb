"""Events of the tiers, and how each region was reached, as spreadsheets."""

from import_export import fields, resources


class EventResource(resources.Resource):
    """Rows of queries.events.event_rows."""

    title = fields.Field("title", "Kegiatan")
    kind = fields.Field("get_kind_display", "Jenis")
    level = fields.Field("get_level_display", "Tingkat")
    place_of = fields.Field("scope_label", "Wilayah")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    held_on = fields.Field("held_on", "Tanggal")
    place = fields.Field("place", "Tempat")
    held_by = fields.Field("held_by", "Penyelenggara")
    state = fields.Field("state__label", "Keadaan")
    men = fields.Field("men", "Laki-laki")
    women = fields.Field("women", "Perempuan")
    villages = fields.Field("village_count", "Desa terjangkau")
    follow_up = fields.Field("follow_up", "Tindak lanjut")
    follow_up_by = fields.Field("follow_up_by", "Oleh")
    follow_up_due = fields.Field("follow_up_due", "Paling lambat")
    follow_up_done = fields.Field("follow_up_done", "Selesai")
