"""Lists as spreadsheets."""

from import_export import fields, resources
from import_export.widgets import IntegerWidget

from core.formatting import phone_national

AS_NUMBER = IntegerWidget(coerce_to_string=False)


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


class GridResource(resources.Resource):
    """Rows of institutions.figures.village_rows; a village without an FCU has its row too."""

    district = fields.Field("village__parent__full_name", "Kecamatan")
    village = fields.Field("village__full_name", "Desa")
    code = fields.Field("village__pk", "Kode desa")
    unit = fields.Field("unit__name", "FCU")
    state = fields.Field(column_name="Keadaan")
    decree = fields.Field("decree__number", "Nomor SK")
    officers = fields.Field("officers", "Pengurus (dari 3)", widget=AS_NUMBER)
    members = fields.Field("members", "Anggota", widget=AS_NUMBER)
    active_members = fields.Field("active_members", "Anggota aktif", widget=AS_NUMBER)
    meetings = fields.Field("meetings", "Rapat triwulan lalu", widget=AS_NUMBER)

    def dehydrate_state(self, row):
        return row.unit.get_state_display() if row.unit else "Belum punya FCU"
