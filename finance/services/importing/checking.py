"""What becomes of each row of a cash book: the verdicts of the preview. Nothing is written here."""

from core.exceptions import DomainError
from core.formatting import rupiah
from exchange.enums import Verdict
from finance.enums import EntryKind
from finance.models import LedgerEntry
from finance.queries.importing import Running, whole_book
from finance.queries.ledger import first_open_day
from finance.services.importing.known import Known, doubt_about, find_same, words_of_row
from finance.services.ledger import check_amount, check_day, check_low
from institutions.enums import FundSource
from institutions.queries import unit_of
from institutions.services.importing.rows import close_wrong, refuse_all, refuse_many, stand_alone

NO_UNIT = "Desa ini belum punya FCU yang aktif, jadi belum ada buku kasnya."
NEEDED = {"dated_on": "Tanggal", "purpose": "Uraian", "party": "Dari atau kepada"}
NO_SOURCE = "Sumber dana belum diisi. Tulis misalnya APBDes, Swadaya masyarakat, atau Donasi."
NO_KIND = "Jenis belum diisi. Tulis penerimaan atau pengeluaran."
BOTH = "Satu baris satu catatan: isi Penerimaan atau Pengeluaran, jangan keduanya."


def check(batch, rows, progress):
    """Each Row gets its verdict, plan and doubt."""
    unit = unit_of(batch.region_id)
    progress(1, 2)
    refuse_many(rows)
    stand_alone(rows)
    if unit is None:
        refuse_all(rows, "FCU", NO_UNIT)
    else:
        _check(unit, rows)
    close_wrong(rows)


def _check(unit, rows):
    entries, opens = whole_book(unit), first_open_day(unit)
    for row in rows:
        row.label = row.values.get("purpose", "")
        _look_at_facts(row)
    known = Known(entries)
    find_same([row for row in rows if not row.errors], known)
    newest = max((entry.pk for entry in entries), default=0)
    running, seen = Running(entries), {}
    for row in sorted((row for row in rows if not (row.errors or row.verdict)), key=in_order):
        _judge_new(row, known, seen, opens, running)
        row.plan["newest"] = newest


def in_order(row):
    """Day by day, what comes before what goes: of a row of the file or of the preview."""
    return str(row.values["dated_on"]), row.plan["kind"] == EntryKind.PAYMENT, row.number


def _look_at_facts(row):
    row.errors += [(title, f"{title} belum diisi.") for name, title in NEEDED.items() if _is_missing(row, name, title)]
    values = row.values
    received, paid = values.get("received"), values.get("paid")
    if received and paid:
        row.errors.append(("Jumlah", BOTH))
    elif received or paid:
        row.plan = {"kind": EntryKind.RECEIPT if received else EntryKind.PAYMENT, "amount": received or paid}
    elif values.get("amount") and "kind" not in values:
        row.errors.append(("Jenis", NO_KIND))
    elif not row.errors:
        row.plan = {"kind": values.get("kind", EntryKind.RECEIPT), "amount": values.get("amount", 0)}


def _is_missing(row, name, title):
    return name not in row.values and all(title != told for told, _ in row.errors)


def _judge_new(row, known, seen, opens, running):
    """What is asked about counts where it takes money and not where it brings some: so whatever is decided, the rows
    that follow can be written."""
    entry = _entry(row)
    if not _is_possible(row, entry, opens, running):
        return
    first = seen.setdefault(words_of_row(row), row)
    doubts = [f"Sama dengan baris {first.number}. Tetap catat?" if first is not row else doubt_about(row, known)]
    if running.is_short(entry):
        left = f"{FundSource(entry.source).label} {rupiah(running.left[entry.source])}"
        doubts.append(f"Sisa dana {left}, kurang dari pengeluaran ini. Tetap catat?")
        row.plan["overdraw"] = True
    row.doubt = " ".join(filter(None, doubts))
    row.verdict = Verdict.DOUBTFUL if row.doubt else Verdict.NEW
    if entry.kind == EntryKind.PAYMENT or not row.doubt:
        running.add(entry)


def _entry(row):
    return LedgerEntry(
        kind=row.plan["kind"], amount=row.plan["amount"], dated_on=row.values["dated_on"],
        source=row.values.get("source", ""),
    )  # fmt: skip


def _is_possible(row, entry, opens, running):
    """The rules of record_entry, each with its own sentence."""
    if not entry.source:
        row.errors.append(("Sumber dana", NO_SOURCE))
        return False
    try:
        check_amount(entry)
        check_day(entry.dated_on, opens)
        if entry.kind == EntryKind.PAYMENT:
            check_low(entry, running.lowest(entry.dated_on))
    except DomainError as error:
        row.errors.append(("Catatan", str(error)))
    return not row.errors
