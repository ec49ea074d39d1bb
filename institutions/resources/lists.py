"""Lists as spreadsheets."""

from import_export import fields, resources

from core.formatting import phone_national


class InstitutionResource(resources.Resource):
    name = fields.Field("name", "Lembaga")
    kind = fields.Field("get_kind_display", "Jenis")
    psks = fields.Field("get_psks_display", "Kategori PSKS")
    place = fields.Field("place", "Wilayah layanan")
    village = fields.Field("region__village_name", "Desa")
    district = fields.Field("region__district_name", "Kecamatan")
    code = fields.Field("region_id", "Kode wilayah")
    address = fields.Field("address", "Alamat")
    coordinates = fields.Field("coordinates", "Koordinat")
    contact_person = fields.Field("contact_person", "Narahubung")
    phone = fields.Field(column_name="Telepon")
    email = fields.Field("email", "Surel")
    legal_status = fields.Field("get_legal_status_display", "Status hukum")
    legal_number = fields.Field("legal_number", "Nomor badan hukum")
    roles_and_tasks = fields.Field("roles_and_tasks", "Peran dan tugas")
    problems_met = fields.Field("problems_met", "Masalah yang ditangani")
    joint_roles = fields.Field("joint_roles", "Peran yang bisa digabungkan")
    offer_count = fields.Field("offer_count", "Layanan")
    confirmed_on = fields.Field("confirmed_on", "Terakhir dipastikan")
    confirmed_by = fields.Field("confirmed_by__name", "Dipastikan oleh")

    def dehydrate_phone(self, institution):
        return phone_national(institution.phone) if institution.phone else ""


class OfferResource(resources.Resource):
    name = fields.Field("name", "Layanan")
    sector = fields.Field("get_sector_display", "Bidang")
    institution = fields.Field("institution__name", "Lembaga")
    place = fields.Field("institution__place", "Wilayah layanan")
    village = fields.Field("institution__region__village_name", "Desa")
    district = fields.Field("institution__region__district_name", "Kecamatan")
    problems = fields.Field(column_name="Untuk masalah")
    conditions = fields.Field("conditions", "Syarat")
    papers = fields.Field("papers", "Berkas yang diperlukan")
    cost = fields.Field("cost", "Biaya")
    schedule = fields.Field("schedule", "Hari dan jam")
    capacity = fields.Field("capacity", "Daya tampung sebulan")
    contact = fields.Field("contact", "Kontak rujukan")
    phone = fields.Field(column_name="Telepon kontak")

    def dehydrate_problems(self, offer):
        return ", ".join(str(problem) for problem in offer.problems.all()) or "semua keluarga"

    def dehydrate_phone(self, offer):
        return phone_national(offer.phone) if offer.phone else ""


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
    officers = fields.Field("officers", "Pengurus (dari 3)")
    members = fields.Field("members", "Anggota")
    active_members = fields.Field("active_members", "Anggota aktif")
    meetings = fields.Field("meetings", "Rapat triwulan lalu")

    def dehydrate_state(self, row):
        return row.unit.get_state_display() if row.unit else "Belum punya FCU"


class ActivityResource(resources.Resource):
    village = fields.Field("care_unit__village__full_name", "Desa")
    district = fields.Field("care_unit__village__parent__full_name", "Kecamatan")
    held_on = fields.Field("held_on", "Tanggal")
    state = fields.Field(column_name="Keadaan")
    kind = fields.Field("get_kind_display", "Jenis")
    name = fields.Field("name", "Kegiatan")
    agenda_item = fields.Field("agenda_item__name", "Mata agenda")
    place = fields.Field("place", "Tempat")
    led_by = fields.Field("led_by", "Dipimpin oleh")
    goal = fields.Field("goal", "Tujuan")
    target_number = fields.Field("target_number", "Sasaran")
    men = fields.Field("men", "Laki-laki")
    women = fields.Field("women", "Perempuan")
    children = fields.Field("children", "Anak")
    pioneer_families = fields.Field("pioneer_families", "Keluarga pionir")
    plasma_families = fields.Field("plasma_families", "Keluarga plasma")
    cost = fields.Field("cost", "Biaya")
    source = fields.Field("get_source_display", "Sumber dana")
    result = fields.Field("result", "Hasil")
    obstacle = fields.Field("obstacle", "Kendala")
    solution = fields.Field("solution", "Solusi")

    def dehydrate_state(self, activity):
        return "Direncanakan" if activity.is_planned else "Dilaksanakan"
