"""What one FCU did and who belongs to it, as spreadsheets."""

from import_export import fields, resources


class MeetingResource(resources.Resource):
    """Rows of queries.with_attendance."""

    number = fields.Field("number", "Rapat ke")
    village = fields.Field("care_unit__village__full_name", "Desa")
    district = fields.Field("care_unit__village__parent__full_name", "Kecamatan")
    kind = fields.Field("get_kind_display", "Jenis")
    held_on = fields.Field("held_on", "Tanggal")
    state = fields.Field(column_name="Keadaan")
    place = fields.Field("place", "Tempat")
    leader = fields.Field("leader", "Pemimpin rapat")
    agenda = fields.Field("agenda", "Acara")
    members = fields.Field("members_present", "Anggota hadir")
    guests = fields.Field("guests_present", "Tamu hadir")

    def dehydrate_state(self, meeting):
        return meeting.badge[2]


class DecisionResource(resources.Resource):
    text = fields.Field("text", "Keputusan")
    village = fields.Field("meeting__care_unit__village__full_name", "Desa")
    district = fields.Field("meeting__care_unit__village__parent__full_name", "Kecamatan")
    meeting = fields.Field("meeting__number", "Rapat ke")
    held_on = fields.Field("meeting__held_on", "Tanggal rapat")
    owner = fields.Field("owner", "Penanggung jawab")
    due_on = fields.Field("due_on", "Batas waktu")
    state = fields.Field(column_name="Keadaan")

    def dehydrate_state(self, decision):
        return decision.badge[2]


class AgendaResource(resources.Resource):
    """Rows of figures.agenda_overview."""

    name = fields.Field("item__name", "Mata agenda")
    village = fields.Field("item__agenda__care_unit__village__full_name", "Desa")
    district = fields.Field("item__agenda__care_unit__village__parent__full_name", "Kecamatan")
    year = fields.Field("item__agenda__year", "Tahun")
    kind = fields.Field("item__get_kind_display", "Jenis")
    months = fields.Field("item__months_label", "Bulan")
    state = fields.Field(column_name="Keadaan")
    times = fields.Field("item__times", "Direncanakan (kali)")
    done = fields.Field("done", "Dilaksanakan (kali)")
    target_group = fields.Field("item__target_group", "Sasaran")
    target_number = fields.Field("item__target_number", "Jumlah sasaran")
    reached = fields.Field("reached", "Terjangkau")
    budget = fields.Field("item__budget", "Anggaran (Rp)")
    spent = fields.Field("spent", "Terpakai (Rp)")
    source = fields.Field("item__get_source_display", "Sumber dana")
    responsible = fields.Field("item__responsible", "Penanggung jawab")

    def dehydrate_state(self, row):
        return row.badge[2]


class MembershipResource(resources.Resource):
    """Rows of queries.members_of_unit."""

    name = fields.Field("name", "Nama")
    village = fields.Field("care_unit__village__full_name", "Desa")
    district = fields.Field("care_unit__village__parent__full_name", "Kecamatan")
    position = fields.Field("position", "Jabatan")
    kind = fields.Field("get_kind_display", "Jenis")
    origin = fields.Field("origin", "Asal")
    joined_on = fields.Field("joined_on", "Bergabung")
    active = fields.Field("is_active", "Aktif dalam tiga rapat terakhir")
