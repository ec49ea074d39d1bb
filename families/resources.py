from django.utils import timezone
from import_export import fields, resources

from core.formatting import ending
from families.enums import MASKED_NAME
from families.models import Family


class FamilyResource(resources.ModelResource):
    """Rows of queries.lists.with_member_counts. Numbers show their last four digits only."""

    file_number = fields.Field("file_number", "Nomor berkas")
    head_name = fields.Field("head_name", "Kepala keluarga")
    card = fields.Field(column_name="No. KK")
    status = fields.Field("get_status_display", "Status")
    address = fields.Field("address", "Alamat")
    hamlet = fields.Field("hamlet", "Dusun")
    rt = fields.Field("rt", "RT")
    rw = fields.Field("rw", "RW")
    village = fields.Field("village__name", "Desa/kelurahan")
    district = fields.Field("village__parent__name", "Kecamatan")
    decile = fields.Field("decile", "Desil DTSEN")
    completeness = fields.Field("completeness", "Kelengkapan (%)")
    members = fields.Field("member_count", "Jumlah anggota")
    recorded = fields.Field(column_name="Dicatat")

    class Meta:
        model = Family
        fields = (
            "file_number", "head_name", "card", "status", "address", "hamlet", "rt", "rw", "village", "district",
            "decile", "completeness", "members", "recorded",
        )  # fmt: skip

    def __init__(self, *, hides_names=False):
        super().__init__()
        self.hides_names = hides_names

    def dehydrate_card(self, family):
        return ending(family.family_card_number) if family.family_card_number else "belum ada"

    def dehydrate_head_name(self, family):
        return MASKED_NAME if self.hides_names else family.head_name

    def dehydrate_recorded(self, family):
        return timezone.localdate(family.recorded_at)
