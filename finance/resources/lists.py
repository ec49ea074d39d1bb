"""Cash books and proposals of the stimulus fund as spreadsheets."""

from import_export import fields, resources

from core.formatting import NOTHING


class OfOneUnit(resources.Resource):
    """Each row says where, for files of several FCUs are put together in the kecamatan."""

    village = fields.Field(column_name="Desa")
    district = fields.Field(column_name="Kecamatan")

    def __init__(self, unit):
        super().__init__()
        self.unit = unit

    def dehydrate_village(self, _):
        return self.unit.village.full_name

    def dehydrate_district(self, _):
        return self.unit.village.parent.full_name


class BookResource(OfOneUnit):
    """Entries of one FCU, ``balance`` on those of a whole period."""

    number = fields.Field(column_name="Nomor")
    dated_on = fields.Field("dated_on", "Tanggal")
    evidence = fields.Field("evidence", "Nomor bukti")
    purpose = fields.Field("purpose", "Uraian")
    party = fields.Field("party", "Dari atau kepada")
    source = fields.Field("get_source_display", "Sumber dana")
    activity = fields.Field("activity__name", "Kegiatan")
    agenda_item = fields.Field("agenda_item__name", "Mata agenda")
    received = fields.Field("received", "Penerimaan")
    paid = fields.Field("paid", "Pengeluaran")
    balance = fields.Field("balance", "Saldo")

    def dehydrate_number(self, entry):
        return str(entry)


class RecapResource(OfOneUnit):
    """SourceFlow rows."""

    source = fields.Field("label", "Sumber dana")
    opening = fields.Field("opening", "Saldo awal")
    receipts = fields.Field("receipts", "Penerimaan")
    payments = fields.Field("payments", "Pengeluaran")
    closing = fields.Field("closing", "Saldo akhir")


class BooksResource(resources.Resource):
    """Rows of views.ledger.told_book."""

    district = fields.Field("unit__village__parent__full_name", "Kecamatan")
    village = fields.Field("unit__village__full_name", "Desa")
    code = fields.Field("unit__village__pk", "Kode desa")
    unit = fields.Field("unit__name", "FCU")
    balance = fields.Field("unit__balance", "Saldo")
    closed = fields.Field(column_name="Ditutup sampai")
    to_check = fields.Field("unit__to_check", "Menunggu diperiksa")
    late = fields.Field("late", "Bulan terlambat")

    def dehydrate_closed(self, row):
        return row.closed.label if row.closed else NOTHING


class StimulusResource(resources.Resource):
    """Rows of queries.stimulus.listed_proposals. No bank account; a family only for who may know it."""

    number = fields.Field("number", "Nomor surat pengantar")
    district = fields.Field("village__parent__full_name", "Kecamatan")
    village = fields.Field("village__full_name", "Desa")
    code = fields.Field("village_id", "Kode desa")
    family = fields.Field(column_name="Keluarga")
    purpose = fields.Field("purpose", "Tujuan")
    source = fields.Field("get_source_display", "Sumber dana")
    state = fields.Field(column_name="Keadaan")
    submitted_on = fields.Field("submitted_on", "Diajukan")
    requested = fields.Field("requested", "Diminta (Rp)")
    approved = fields.Field("approved", "Disetujui (Rp)")
    paid = fields.Field("paid", "Dibayarkan (Rp)")
    paid_on = fields.Field("paid_on", "Tanggal bayar")
    accounted = fields.Field("accounted", "Bukti (Rp)")
    left = fields.Field("left", "Belum ada bukti (Rp)")

    def dehydrate_family(self, row):
        return row.family.head_name if row.named else NOTHING

    def dehydrate_state(self, row):
        return row.badge[2]


class StimulusFiguresResource(resources.Resource):
    """Rows of queries.stimulus.placed_lines."""

    district = fields.Field("village__parent__full_name", "Kecamatan")
    village = fields.Field("village__full_name", "Desa")
    code = fields.Field("village__pk", "Kode desa")
    proposals = fields.Field("sums__proposals", "Usulan")
    asked = fields.Field("sums__asked", "Diminta (Rp)")
    approved = fields.Field("sums__approved", "Disetujui (Rp)")
    paid = fields.Field("sums__paid", "Dibayarkan (Rp)")
    accounted = fields.Field("sums__accounted", "Dipertanggungjawabkan (Rp)")
    rest = fields.Field("sums__rest", "Belum dipertanggungjawabkan (Rp)")
