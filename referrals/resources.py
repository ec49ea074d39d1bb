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


class PostResource(resources.Resource):
    """Lines of views.posts: who holds a post, and how many files wait there."""

    role = fields.Field("post__role__label", "Pos")
    region = fields.Field("post__region__full_name", "Wilayah")
    village = fields.Field("post__region__village_name", "Desa")
    district = fields.Field("post__region__district_name", "Kecamatan")
    code = fields.Field("post__region__pk", "Kode wilayah")
    holders = fields.Field(column_name="Petugas")
    vacant_since = fields.Field("post__vacant_since", "Kosong sejak")
    deputy = fields.Field("post__deputy__user__name", "Pelaksana tugas")
    deputy_until = fields.Field("post__deputy__ends_on", "Pelaksana tugas sampai")
    files = fields.Field("files", "Rujukan menunggu")
    late = fields.Field("late", "Lewat batas")
    state = fields.Field(column_name="Keadaan")

    def dehydrate_holders(self, line):
        return "; ".join(map(str, line["post"].holders))

    def dehydrate_state(self, line):
        post = line["post"]
        return "Terisi" if not post.is_vacant else "Diganti sementara" if post.deputy else "Kosong"
