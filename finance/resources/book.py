"""The columns of a cash book, as it is exported here and as treasurers keep it."""

import re

from exchange.resources import CodeWidget, Column, DayWidget, NumberWidget, SheetResource, TextWidget, plain
from finance.enums import CASH_SOURCES, EntryKind

KIND_LABELS = {
    **dict.fromkeys(("masuk", "pemasukan", "terima", "diterima", "debet", "debit", "d"), EntryKind.RECEIPT),
    **dict.fromkeys(("keluar", "bayar", "dibayar", "belanja", "kredit", "k"), EntryKind.PAYMENT),
}
SOURCES = [(source.value, source.label) for source in CASH_SOURCES]
SOURCE_LABELS = {
    **dict.fromkeys(("swadaya", "iuran"), "self_help"), **dict.fromkeys(("desa", "dana desa", "add"), "village"),
    **dict.fromkeys(("kabupaten", "apbd kabupaten", "apbd kota"), "regency"), "csr": "csr", "hibah": "donation",
    "sumbangan": "donation", "pusat": "national",
}  # fmt: skip
MOST = 10**12
OWN_NUMBER = re.compile(r"\d{3,}/\d{4}")
NEGATIVE = re.compile(r"[-−](.+)|\((.+)\)")


class EntryNumberWidget(TextWidget):
    """Our own “003/2026”; a number that only counts the rows of somebody's list says nothing."""

    def clean(self, value, row=None, **kwargs):
        text = plain(value)
        return text if OWN_NUMBER.fullmatch(text) else ""


class MoneyWidget(NumberWidget):
    """Rupiah; below zero where the exported book shows that an entry was reversed."""

    def __init__(self):
        super().__init__(-MOST, MOST)

    def _number(self, value):
        below = NEGATIVE.fullmatch(plain(value)) if isinstance(value, str) else None
        number = NumberWidget._number((below[1] or below[2]).strip() if below else value)
        return -number if below and number else number


class BookSheet(SheetResource):
    columns = (
        Column(
            "number", "Nomor", EntryNumberWidget(12), aliases=("nomor kas",),
            hint="Hanya ada di unduhan buku kas ini. Kosongkan untuk catatan baru.",
        ),
        Column(
            "dated_on", "Tanggal", DayWidget(), required=True, aliases=("tgl", "hari/tanggal", "tanggal transaksi"),
            hint="Hari-bulan-tahun, contoh 17-04-2026.", examples=("17-04-2026", "18-04-2026"),
        ),
        Column(
            "evidence", "Nomor bukti", TextWidget(40),
            aliases=("no bukti", "bukti", "no kuitansi", "nota", "no. bukti kas"), examples=("", "nota 0127"),
        ),
        Column(
            "purpose", "Uraian", TextWidget(200), required=True, aliases=("keterangan", "uraian transaksi", "rincian"),
            examples=("Bantuan kegiatan FCU", "Konsumsi rapat"),
        ),
        Column(
            "party", "Dari atau kepada", TextWidget(120),
            aliases=("dari/kepada", "dari", "kepada", "dibayar kepada", "diterima dari", "penerima", "pihak"),
            examples=("Bendahara desa", "Toko Contoh"),
        ),
        Column(
            "source", "Sumber dana", CodeWidget(SOURCES, SOURCE_LABELS), aliases=("sumber", "asal dana"),
            choices=[label for _, label in SOURCES], examples=("APBDes", "APBDes"),
        ),
        Column(
            "kind", "Jenis", CodeWidget(EntryKind.choices, KIND_LABELS), choices=EntryKind.labels,
            aliases=("jenis transaksi", "masuk/keluar", "d/k"),
            hint="Dengan kolom Jumlah; tidak perlu bila ada kolom Penerimaan dan Pengeluaran.",
        ),
        Column(
            "amount", "Jumlah", MoneyWidget(), aliases=("jumlah (rp)", "nominal", "nilai", "rupiah"),
            hint="Rupiah, dengan kolom Jenis.",
        ),
        Column(
            "received", "Penerimaan", MoneyWidget(),
            aliases=("penerimaan (rp)", "masuk", "pemasukan", "debet", "debit", "uang masuk"),
            hint="Rupiah yang diterima.", examples=("1250000", ""),
        ),
        Column(
            "paid", "Pengeluaran", MoneyWidget(),
            aliases=("pengeluaran (rp)", "keluar", "kredit", "uang keluar", "belanja"),
            hint="Rupiah yang dibayar.", examples=("", "506000"),
        ),
    )  # fmt: skip
