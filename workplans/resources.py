"""Lists of plans as spreadsheets."""

from import_export import fields, resources

from core.formatting import NOTHING


class PlanResource(resources.Resource):
    """Rows of queries.plans.listed_plans."""

    village = fields.Field("care_unit__village__full_name", "Desa")
    district = fields.Field("care_unit__village__parent__full_name", "Kecamatan")
    code = fields.Field("care_unit__village_id", "Kode desa")
    state = fields.Field("get_state_display", "Keadaan")
    starts_on = fields.Field("starts_on", "Mulai")
    ends_on = fields.Field("ends_on", "Sampai")
    now = fields.Field(column_name="Tahap kini")
    told = fields.Field("told", "Tahap dilaporkan (dari 7)")
    late = fields.Field("is_late", "Terlambat")
    waits = fields.Field("waits", "Menunggu TKSK")

    def dehydrate_now(self, plan):
        return f"{plan.now_position}. {plan.now_title}" if plan.now_position else ""


class GridResource(resources.Resource):
    """Rows of queries.overview.grid_rows."""

    district = fields.Field("unit__village__parent__full_name", "Kecamatan")
    village = fields.Field("unit__village__full_name", "Desa")
    code = fields.Field("unit__village__pk", "Kode desa")
    plan = fields.Field("plan", "Rencana kerja")
    state = fields.Field(column_name="Keadaan")
    late = fields.Field("late", "Terlambat")
    stages = fields.Field(column_name="Tahap 1 sampai 7")

    def dehydrate_state(self, row):
        return row.plan.get_state_display() if row.plan else "Belum punya rencana"

    def dehydrate_plan(self, row):
        return str(row.plan) if row.plan else NOTHING

    def dehydrate_stages(self, row):
        return "; ".join(f"{number}. {badge[2]}" for number, badge in enumerate(row.marks, start=1))


class LateResource(resources.Resource):
    district = fields.Field("plan__care_unit__village__parent__full_name", "Kecamatan")
    village = fields.Field("plan__care_unit__village__full_name", "Desa")
    stage = fields.Field(column_name="Tahap")
    state = fields.Field(column_name="Keadaan")
    due_on = fields.Field("due_on", "Batas")
    days = fields.Field("days_late", "Hari terlambat")
    facilitator = fields.Field("plan__facilitator", "Fasilitator")

    def dehydrate_stage(self, stage):
        return str(stage)

    def dehydrate_state(self, stage):
        return stage.badge[2]


class MatchResource(resources.Resource):
    """Rows of queries.assessing.needs_of: which sources meet each need of a plan."""

    need = fields.Field("text", "Kebutuhan")
    village = fields.Field("plan__care_unit__village__full_name", "Desa")
    district = fields.Field("plan__care_unit__village__parent__full_name", "Kecamatan")
    sector = fields.Field("get_sector_display", "Bidang")
    families = fields.Field("families", "Jumlah keluarga")
    gravity = fields.Field("get_gravity_display", "Berat")
    sources = fields.Field(column_name="Sumber yang dapat menjawab")
    answer = fields.Field("get_answer_display", "Jalan keluar")

    def dehydrate_sources(self, need):
        return "; ".join(match.source.text for match in need.matches.all())
