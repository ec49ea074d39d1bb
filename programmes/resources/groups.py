"""Groups, and the members of one for whoever may know them, as spreadsheets."""

from import_export import fields, resources

from core.formatting import NOTHING


class GroupResource(resources.Resource):
    """Rows of queries.groups.group_rows: numbers, no names of people."""

    name = fields.Field("name", "Kelompok")
    kind = fields.Field("get_kind_display", "Jenis")
    programme = fields.Field("programme__name", "Program")
    state = fields.Field("programme__get_state_display", "Keadaan program")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    formed_on = fields.Field("formed_on", "Dibentuk")
    members = fields.Field("member_count", "Anggota")
    held = fields.Field("held_count", "Pertemuan dilaksanakan")
    sessions = fields.Field("session_count", "Pertemuan direncanakan")
    late = fields.Field("late_count", "Pertemuan terlambat")


class MemberResource(resources.Resource):
    """Rows of queries.members.taking_part."""

    village = fields.Field("member__group__village__full_name", "Desa")
    district = fields.Field("member__group__village__parent__full_name", "Kecamatan")
    name = fields.Field("label", "Nama")
    sex = fields.Field("member__sex_label", "Jenis kelamin")
    origin = fields.Field(column_name="Asal")
    business = fields.Field(column_name="Kelompok usaha")
    joined_on = fields.Field("member__joined_on", "Bergabung")
    left_on = fields.Field("member__left_on", "Keluar")
    came = fields.Field("came", "Hadir")
    could = fields.Field("could", "Pertemuan selama menjadi anggota")
    suggestions = fields.Field("suggestions", "Saran")
    follow_ups = fields.Field(column_name="Tindak lanjut")

    def dehydrate_origin(self, part):
        return "Keluarga terdata" if part.member.person_id else "Warga lain"

    def dehydrate_business(self, part):
        return str(part.member.business or NOTHING)

    def dehydrate_follow_ups(self, part):
        return "; ".join(str(each) for each in part.member.follow_ups.all()) or NOTHING


class SessionResource(resources.Resource):
    """Rows of queries.sessions.sessions_of."""

    session = fields.Field(column_name="Pertemuan")
    group = fields.Field("group__name", "Kelompok")
    village = fields.Field("group__village__full_name", "Desa")
    district = fields.Field("group__village__parent__full_name", "Kecamatan")
    state = fields.Field(column_name="Keadaan")
    planned_on = fields.Field("planned_on", "Direncanakan")
    held_on = fields.Field("held_on", "Dilaksanakan")
    subject = fields.Field("subject", "Materi")
    teacher = fields.Field("teacher", "Pengajar")
    place = fields.Field("place", "Tempat")
    called_off_because = fields.Field("called_off_because", "Sebab dibatalkan")

    def dehydrate_session(self, session):
        return str(session)

    def dehydrate_state(self, session):
        return session.badge[2]
