"""Lists of referrals as spreadsheets."""

from import_export import fields, resources


class ReferralResource(resources.Resource):
    """Rows of queries.referral_rows. ``for_provider``: as a provider sees them, without the family."""

    number = fields.Field("number", "Nomor surat")
    need = fields.Field("need", "Kebutuhan")
    family = fields.Field(column_name="Keluarga")
    village = fields.Field("village__full_name", "Desa")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    code = fields.Field("village_id", "Kode desa")
    urgency = fields.Field("get_urgency_display", "Kegentingan")
    state = fields.Field(column_name="Keadaan")
    provider = fields.Field("placement__institution__name", "Penyedia")
    submitted_on = fields.Field("submitted_on", "Diajukan")
    due_on = fields.Field("due_on", "Batas")
    late = fields.Field(column_name="Terlambat")

    def __init__(self, *, for_provider=False):
        super().__init__()
        self.for_provider = for_provider

    def dehydrate_family(self, referral):
        return "" if self.for_provider else referral.listed_name

    def dehydrate_state(self, referral):
        return referral.badge[2]

    def dehydrate_late(self, referral):
        return "ya" if referral.is_late else ""
