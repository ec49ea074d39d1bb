from django.utils import timezone
from import_export import fields, resources

from core.formatting import date_short, ending
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
    village = fields.Field("village__name", "Desa")
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


class TransferResource(resources.Resource):
    """Lines of views.transfers: ``title`` is the family's name only for whoever may know it. A move stands under the
    village that receives it."""

    title = fields.Field("title", "Keluarga")
    receiving_village = fields.Field("transfer__to_village__full_name", "Desa")
    receiving_district = fields.Field("transfer__to_village__parent__full_name", "Kecamatan")
    village = fields.Field("transfer__from_village__full_name", "Desa asal")
    district = fields.Field("transfer__from_village__parent__full_name", "Kecamatan asal")
    to_village = fields.Field("transfer__to_village__full_name", "Desa tujuan")
    to_district = fields.Field("transfer__to_village__parent__full_name", "Kecamatan tujuan")
    state = fields.Field("transfer__get_state_display", "Keadaan")
    since = fields.Field("transfer__state_since", "Sejak")
    moved_on = fields.Field("transfer__moved_on", "Tanggal pindah")
    accepted_on = fields.Field("transfer__accepted_on", "Diterima")


class PairResource(resources.Resource):
    """Rows of queries.LikelyPairs."""

    head = fields.Field("first__head", "Kepala keluarga")
    file_number = fields.Field("first__file_number", "Nomor berkas")
    place = fields.Field("first__place", "Tempat")
    village = fields.Field("first__village", "Desa")
    district = fields.Field("first__district", "Kecamatan")
    other_head = fields.Field("second__head", "Kepala keluarga berkas kedua")
    other_number = fields.Field("second__file_number", "Nomor berkas kedua")
    other_place = fields.Field("second__place", "Tempat berkas kedua")
    other_village = fields.Field("second__village", "Desa berkas kedua")
    people = fields.Field(column_name="Yang sama")

    def dehydrate_people(self, pair):
        return "; ".join(f"{ours} ({date_short(born)})" for ours, _, born in pair.people)
