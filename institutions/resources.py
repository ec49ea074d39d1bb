"""Lists as spreadsheets."""

from import_export import fields, resources
from import_export.widgets import IntegerWidget

from core.formatting import phone_national

NUMBER = IntegerWidget(coerce_to_string=False)  # a spreadsheet adds up numbers, not texts


class InstitutionResource(resources.Resource):
    name = fields.Field("name", "Lembaga")
    kind = fields.Field("get_kind_display", "Jenis")
    place = fields.Field("place", "Wilayah layanan")
    address = fields.Field("address", "Alamat")
    contact_person = fields.Field("contact_person", "Narahubung")
    phone = fields.Field(column_name="Telepon")
    legal_number = fields.Field("legal_number", "Nomor badan hukum")
    offer_count = fields.Field("offer_count", "Layanan")
    confirmed_on = fields.Field("confirmed_on", "Terakhir dipastikan")

    def dehydrate_phone(self, institution):
        return phone_national(institution.phone) if institution.phone else ""


class UnitResource(resources.Resource):
    name = fields.Field("name", "FCU")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    state = fields.Field("get_state_display", "Keadaan")
    decree_number = fields.Field("decree_number", "Nomor SK")
    member_count = fields.Field("member_count", "Anggota")
    officer_count = fields.Field("officer_count", "Pengurus")
    last_meeting = fields.Field("last_meeting", "Rapat terakhir")


class ActivityResource(resources.Resource):
    held_on = fields.Field("held_on", "Tanggal")
    state = fields.Field(column_name="Keadaan")
    kind = fields.Field("get_kind_display", "Jenis")
    name = fields.Field("name", "Kegiatan")
    agenda_item = fields.Field("agenda_item__name", "Mata agenda")
    place = fields.Field("place", "Tempat")
    led_by = fields.Field("led_by", "Dipimpin oleh")
    goal = fields.Field("goal", "Tujuan")
    target_number = fields.Field("target_number", "Sasaran", widget=NUMBER)
    men = fields.Field("men", "Laki-laki", widget=NUMBER)
    women = fields.Field("women", "Perempuan", widget=NUMBER)
    children = fields.Field("children", "Anak", widget=NUMBER)
    pioneer_families = fields.Field("pioneer_families", "Keluarga pionir", widget=NUMBER)
    plasma_families = fields.Field("plasma_families", "Keluarga plasma", widget=NUMBER)
    cost = fields.Field("cost", "Biaya", widget=NUMBER)
    source = fields.Field("get_source_display", "Sumber dana")
    result = fields.Field("result", "Hasil")
    obstacle = fields.Field("obstacle", "Kendala")
    solution = fields.Field("solution", "Solusi")

    def dehydrate_state(self, activity):
        return "Direncanakan" if activity.is_planned else "Dilaksanakan"
