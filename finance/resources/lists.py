"""Cash books and proposals of the stimulus fund as spreadsheets."""

from import_export import fields, resources

from core.formatting import NOTHING
from institutions.resources.lists import AS_NUMBER


class BookResource(resources.Resource):
    """Entries of one FCU, ``balance`` on those of a whole period."""

    number = fields.Field(column_name="Nomor")
    dated_on = fields.Field("dated_on", "Tanggal")
    evidence = fields.Field("evidence", "Nomor bukti")
    purpose = fields.Field("purpose", "Uraian")
    party = fields.Field("party", "Dari atau kepada")
    source = fields.Field("get_source_display", "Sumber dana")
    activity = fields.Field("activity__name", "Kegiatan")
    agenda_item = fields.Field("agenda_item__name", "Mata agenda")
    received = fields.Field("received", "Penerimaan", widget=AS_NUMBER)
    paid = fields.Field("paid", "Pengeluaran", widget=AS_NUMBER)
    balance = fields.Field("balance", "Saldo", widget=AS_NUMBER)

    def dehydrate_number(self, entry):
        return str(entry)


class RecapResource(resources.Resource):
    """SourceFlow rows."""

    source = fields.Field("label", "Sumber dana")
    opening = fields.Field("opening", "Saldo awal", widget=AS_NUMBER)
    receipts = fields.Field("receipts", "Penerimaan", widget=AS_NUMBER)
    payments = fields.Field("payments", "Pengeluaran", widget=AS_NUMBER)
    closing = fields.Field("closing", "Saldo akhir", widget=AS_NUMBER)


class BooksResource(resources.Resource):
    """Rows of views.ledger.told_book."""

    district = fields.Field("unit__village__parent__full_name", "Kecamatan")
    village = fields.Field("unit__village__full_name", "Desa")
    code = fields.Field("unit__village__pk", "Kode desa")
    unit = fields.Field("unit__name", "FCU")
    balance = fields.Field("unit__balance", "Saldo", widget=AS_NUMBER)
    closed = fields.Field(column_name="Ditutup sampai")
    to_check = fields.Field("unit__to_check", "Menunggu diperiksa", widget=AS_NUMBER)
    late = fields.Field("late", "Bulan terlambat", widget=AS_NUMBER)

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
    requested = fields.Field("requested", "Diminta (Rp)", widget=AS_NUMBER)
    approved = fields.Field("approved", "Disetujui (Rp)", widget=AS_NUMBER)
    paid = fields.Field("paid", "Dibayarkan (Rp)", widget=AS_NUMBER)
    paid_on = fields.Field("paid_on", "Tanggal bayar")
    accounted = fields.Field("accounted", "Bukti (Rp)", widget=AS_NUMBER)
    left = fields.Field("left", "Belum ada bukti (Rp)", widget=AS_NUMBER)

    def dehydrate_family(self, row):
        return row.family.head_name if row.named else NOTHING

    def dehydrate_state(self, row):
        return row.badge[2]
