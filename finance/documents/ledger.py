"""The cash book on paper: a month, a recap by source, the receipt of one entry."""

from dataclasses import dataclass

from core.formatting import NOTHING, date_long, number, rupiah, terbilang
from finance.enums import EntryKind
from finance.queries.ledger import entries_of, source_flows, sum_of, sums_of
from institutions.documents.letterhead import letterhead, signers
from institutions.enums import Post

STAMPED_ABOVE, STAMP = 5_000_000, 10_000  # rupiah; UU 10/2020
OPEN = "Bulan ini belum ditutup, jadi isinya masih bisa bertambah."


def reference(mark, unit, code):
    """“BKU/2011/2026-09”: what it is, the village, the period."""
    return f"{mark}/{unit.village_id.rpartition('.')[2]}/{code}"


def _letter(unit, title, number, day):
    held = signers(unit, day)
    signs = [
        {"intro": "Mengetahui,", "role": f"Koordinator {unit.name},", "name": held[Post.COORDINATOR]},
        {"intro": f"{unit.village.name}, {date_long(day)}", "role": "Bendahara,", "name": held[Post.TREASURER]},
    ]
    return {"title": title, "number": number, "recipient": [], "copies": [], "signs": signs}


@dataclass(frozen=True)
class CashBookPaper:
    """``rows``: (number, day, evidence, words, receipt, payment, balance) as text; ``closed``: how it was closed."""

    office: dict
    letter: dict
    period: str
    first_day: str
    opening: str
    rows: list
    totals: list
    closed: str

    @classmethod
    def load(cls, month, number, today):
        unit, period = month.care_unit, month.period
        sums = sums_of(unit, period)
        return cls(
            office=letterhead(unit.village, unit),
            letter=_letter(unit, "Buku Kas Umum", number, min(period.last_day, today)),
            period=period.label,
            first_day=period.first_day.isoformat(),
            opening=amount(sums.opening),
            rows=list(_rows(entries_of(unit, period), sums.opening)),
            totals=[amount(sums.receipts), amount(sums.payments), amount(sums.closing)],
            closed=_closed(month),
        )


def amount(value):
    """In a table of rupiah; nothing where the column is not the entry's."""
    return "" if value is None else number(value)


def _rows(entries, balance):
    for entry in entries:
        balance += entry.signed
        words = f"{entry.purpose}. {entry.get_source_display()}, {entry.party}"
        day = f"{entry.dated_on:%d-%m}"
        moved = [amount(entry.received), amount(entry.paid), amount(balance)]
        yield [f"{entry.number:03}", day, entry.evidence, words, *moved]


def _closed(month):
    if month.closing is None:
        return OPEN
    difference = month.counted - month.closing
    told = f"Selisih dengan saldo buku: {rupiah(difference)}"
    note = month.events.filter(step="close").values_list("note", flat=True).first()
    return (
        f"Buku kas {month.period.label} ditutup dengan saldo {rupiah(month.closing)} "
        f"({terbilang(month.closing)} rupiah). Uang yang dihitung {rupiah(month.counted)}. "
        f"{told}{f' ({note})' if note and difference else ''}."
    )


@dataclass(frozen=True)
class RecapPaper:
    office: dict
    letter: dict
    period: str
    days: str
    rows: list
    total: list

    @classmethod
    def load(cls, unit, period, number, today):
        flows = source_flows(unit.ledger, period)
        return cls(
            office=letterhead(unit.village, unit),
            letter=_letter(unit, "Rekapitulasi Kas menurut Sumber", number, min(period.last_day, today)),
            period=period.label,
            days=period.days_label,
            rows=[[flow.label, *_sums(flow)] for flow in flows],
            total=_sums(sum_of(flows)),
        )


def _sums(sums):
    return [amount(value) for value in (sums.opening, sums.receipts, sums.payments, sums.closing)]


@dataclass(frozen=True)
class ReceiptPaper:
    """Of a receipt the treasurer signs, of a payment whoever got the money."""

    office: dict
    letter: dict
    facts: list
    amount: str
    stamp: str

    @classmethod
    def load(cls, entry, number):
        unit = entry.care_unit
        held = signers(unit, entry.dated_on)
        return cls(
            office=letterhead(unit.village, unit),
            letter={
                "title": "Kwitansi", "number": number, "recipient": [], "copies": [], "signs": _signs(entry, held)
            },
            facts=_facts(entry),
            amount=rupiah(entry.amount),
            stamp=_stamp(entry.amount),
        )  # fmt: skip


def _facts(entry):
    words = terbilang(entry.amount)
    payer = f"Bendahara {entry.care_unit.name}" if entry.kind == EntryKind.PAYMENT else entry.party
    item = f", mata agenda {entry.agenda_item}" if entry.agenda_item else ""
    return [
        ("Sudah terima dari", payer),
        ("Uang sejumlah", f"{words[:1].upper()}{words[1:]} rupiah"),
        ("Untuk pembayaran", entry.purpose),
        ("Sumber dana", f"{entry.get_source_display()}{item}"),
        ("Nomor bukti", entry.evidence or NOTHING),
    ]


def _signs(entry, held):
    place = f"{entry.care_unit.village.name}, {date_long(entry.dated_on)}"
    treasurer = held[Post.TREASURER]
    if entry.kind == EntryKind.PAYMENT:
        pair = ("Lunas dibayar,", "Bendahara,", treasurer), (place, "Yang menerima,", entry.party)
    else:
        pair = ("", "Yang menyerahkan,", entry.party), (place, "Bendahara,", treasurer)
    coordinator = {
        "intro": "Mengetahui,", "role": f"Koordinator {entry.care_unit.name},", "name": held[Post.COORDINATOR],
        "at": "middle",
    }  # fmt: skip
    return [*({"intro": intro, "role": role, "name": name} for intro, role, name in pair), coordinator]


def _stamp(value):
    law = "UU Nomor 10 Tahun 2020"
    if value > STAMPED_ABOVE:
        return (
            f"Bubuhkan meterai {rupiah(STAMP)}: kwitansi ini menyatakan penerimaan uang lebih dari "
            f"{rupiah(STAMPED_ABOVE)} ({law})."
        )
    return f"Tanpa meterai: jumlahnya tidak lebih dari {rupiah(STAMPED_ABOVE)} ({law})."
