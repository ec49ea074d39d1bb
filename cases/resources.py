"""The registers as spreadsheets. A sensitive row says that it is one, and nothing of whom or what."""

from import_export import fields, resources

HIDDEN = "Perkara peka"


class CaseResource(resources.Resource):
    number = fields.Field("number", "Nomor kasus")
    family = fields.Field("listed_name", "Keluarga")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    summary = fields.Field(column_name="Ringkasan")
    urgency = fields.Field("get_urgency_display", "Kegentingan")
    state = fields.Field("get_state_display", "Keadaan")
    handler = fields.Field("handler__name", "Penanggung jawab")
    opened_on = fields.Field("opened_on", "Dibuka")
    age = fields.Field("age", "Umur (hari)")
    due_on = fields.Field("due_on", "Batas")
    late = fields.Field("late", "Terlambat")
    next_due = fields.Field("next_due", "Tindakan berikutnya, paling lambat")
    closed_on = fields.Field("closed_on", "Ditutup")
    result = fields.Field("get_result_display", "Hasil")
    check_on = fields.Field("check_on", "Periksa lagi")
    checked_on = fields.Field("checked_on", "Sudah diperiksa")

    def dehydrate_summary(self, case):
        return HIDDEN if case.sensitive else case.summary


class IntakeResource(resources.Resource):
    received_on = fields.Field("received_on", "Tanggal")
    reporter = fields.Field("listed_name", "Siapa")
    source = fields.Field("get_source_display", "Dari")
    place = fields.Field(column_name="Di mana")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    need = fields.Field(column_name="Kebutuhan")
    urgency = fields.Field("get_urgency_display", "Kegentingan")
    state = fields.Field("get_state_display", "Keadaan")
    information = fields.Field(column_name="Informasi yang diberikan")
    case = fields.Field(column_name="Nomor kasus")
    listed = fields.Field(column_name="Terdaftar di DTSEN")
    decile = fields.Field("decile", "Desil")
    programmes = fields.Field(column_name="Program yang sudah diterima")
    taken_by = fields.Field("taken_by__name", "Dicatat oleh")

    def dehydrate_place(self, intake):
        return "" if intake.is_delicate else intake.place

    def dehydrate_need(self, intake):
        return HIDDEN if intake.is_delicate else intake.need

    def dehydrate_information(self, intake):
        return "" if intake.is_delicate else intake.information_given

    def dehydrate_programmes(self, intake):
        return "" if intake.is_delicate else intake.programmes

    def dehydrate_case(self, intake):
        case = getattr(intake, "case", None)
        return case.number if case else ""

    def dehydrate_listed(self, intake):
        return {True: "ya", False: "tidak", None: "belum diperiksa"}[intake.in_social_register]


class IncidentalResource(resources.Resource):
    """Rows of queries.incidental_rows: where and to whom, nothing of the family."""

    number = fields.Field("number", "Nomor")
    village = fields.Field("case__village__full_name", "Desa")
    district = fields.Field("case__village__parent__full_name", "Kecamatan")
    code = fields.Field("case__village_id", "Kode desa")
    office = fields.Field("office", "Kepada")
    state = fields.Field(column_name="Keadaan")
    sent_on = fields.Field("sent_on", "Dikirim")
    received_on = fields.Field("received_on", "Diterima")

    def dehydrate_state(self, report):
        return report.badge[2]
