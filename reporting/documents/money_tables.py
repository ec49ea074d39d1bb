"""The administrative part: cash book and stimulus fund, in rupiah."""

from finance.enums import StimulusState
from institutions.enums import ActivityKind, FundSource
from reporting.documents.figure_table import (
    FigureTable,
    Line,
    at,
    compared_table,
    counted_table,
    plain_row,
)

LEDGER = [
    Line("Saldo awal", at("ledger.opening")),
    Line("Penerimaan", at("ledger.receipts")),
    Line("Pengeluaran", at("ledger.payments")),
    Line("Saldo akhir", at("ledger.closing"), True),
]
FLOWS = ("opening", "receipts", "payments", "closing")
STIMULUS = [
    Line("Usulan diajukan", at("stimulus.total.proposals")),
    Line("Jumlah yang diminta (Rp)", at("stimulus.total.asked")),
    Line("Disetujui (Rp)", at("stimulus.total.approved")),
    Line("Dibayarkan (Rp)", at("stimulus.total.paid")),
    Line("Sudah dipertanggungjawabkan (Rp)", at("stimulus.total.accounted"), dated=False),
]
UNASSIGNED = ("", "Di luar kegiatan")


def money_tables(past):
    """Nothing for figures that were frozen before money was counted."""
    ledger = past.now.get("ledger")
    if ledger is None:
        return []
    spent = [*ActivityKind.choices, UNASSIGNED]
    return [
        compared_table("B1", "Buku kas, dalam rupiah", past, LEDGER, _month_words(ledger)),
        _sources(ledger),
        *counted_table("B1", "Pengeluaran menurut kegiatan", "Kegiatan", ledger["by_kind"], spent, "Rupiah"),
        *_stimulus(past),
    ]


def _month_words(ledger):
    late = f" {ledger['late']} bulan terlambat ditutup." if ledger["late"] else ""
    return f"Bulan buku ditutup bendahara: {ledger['closed']}, diperiksa koordinator: {ledger['checked']}.{late}"


def _sources(ledger):
    heads = ["Sumber dana", "Saldo awal", "Penerimaan", "Pengeluaran", "Saldo akhir"]
    rows = [plain_row(row["name"], [row[name] for name in FLOWS]) for row in ledger["by_source"]]
    rows.append(plain_row("Jumlah", [ledger[name] for name in FLOWS], total=True))
    return FigureTable("B1", "Buku kas menurut sumber dana, dalam rupiah", heads, heads[1:], rows)


def _stimulus(past):
    found = past.now["stimulus"]
    states = {state: each["proposals"] for state, each in (found["states"] or {}).items()}
    return [
        compared_table("B2", "Bantuan stimulan usaha ekonomi produktif", past, STIMULUS, _source_words(found)),
        *counted_table("B2", "Usulan menurut keadaan", "Keadaan", states, StimulusState.choices),
    ]


def _source_words(found):
    paid = [f"{FundSource(row['code']).label} {row['proposals']}" for row in found["by_source"] or []]
    return f"Usulan menurut sumber dana: {', '.join(paid) or 'tidak ada'}."
