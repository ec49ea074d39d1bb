"""Entries of the cash book. Whoever writes holds the row of the FCU, so numbers and balances follow one another."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_long, rupiah
from core.periods import Period
from documents.services import next_number, store_upload
from finance.enums import CASH_SOURCES, EntryKind
from finance.models import LedgerEntry
from finance.queries.ledger import first_open_day, left_of_source, lowest_balance
from institutions.enums import FundSource, UnitState
from institutions.models import CareUnit
from institutions.services.rights import locked, refuse_future, require_change

OLDEST = 5  # years: before that it is a slip of the pen
INACTIVE = "FCU ini sudah tidak aktif, buku kasnya hanya bisa dibaca."


class SourceShort(DomainError):
    """More than is left of its source: to be asked, not refused."""


def hold_book(unit, actor, capability=Capability.KEEP_CASH_BOOK):
    """The FCU of the book, held until the transaction ends."""
    require_change(actor, unit.village_id, capability)
    current = locked(CareUnit.objects.select_related("village"), unit.pk)
    if current.state == UnitState.INACTIVE:
        raise DomainError(INACTIVE)
    return current


@transaction.atomic
def record_entry(unit, *, actor, upload=None, overdraw=False, **data):
    """``data``: fields of LedgerEntry. ``overdraw``: also beyond what is left of its source (else SourceShort)."""
    unit = hold_book(unit, actor)
    entry = LedgerEntry(care_unit=unit, entered_by=actor, **data)
    check_amount(entry)
    _check_links(entry)
    check_day(entry.dated_on, first_open_day(unit))
    _check_balance(entry)
    if entry.kind == EntryKind.PAYMENT and not overdraw:
        _check_source(entry)
    if upload:
        entry.scan = store_upload(upload, actor=actor)
    return _write(entry)


@transaction.atomic
def reverse_entry(entry, *, dated_on, reason, actor):
    """The opposite entry of the same amount; the mistaken one stays as it is."""
    unit = hold_book(entry.care_unit, actor)
    current = unit.ledger.select_related("reversed_by").get(pk=entry.pk)
    _check_reversible(current)
    if not reason.strip():
        raise DomainError("Isi alasan pembalikan.")
    opposite = EntryKind.PAYMENT if current.kind == EntryKind.RECEIPT else EntryKind.RECEIPT
    same = ("amount", "source", "party", "activity", "agenda_item")
    reversal = LedgerEntry(
        care_unit=unit, entered_by=actor, kind=opposite, dated_on=dated_on, reverses=current,
        purpose=f"Pembalik {current}: {reason.strip()}", **{name: getattr(current, name) for name in same},
    )  # fmt: skip
    check_day(dated_on, first_open_day(unit))
    if dated_on < current.dated_on:
        raise DomainError(f"Pembalik tidak boleh sebelum catatannya, {date_long(current.dated_on)}. Ubah tanggalnya.")
    _check_balance(reversal)
    return _write(reversal)


@transaction.atomic
def add_scan(entry, upload, *, actor):
    """The one thing that may come later, while the month is open."""
    unit = hold_book(entry.care_unit, actor)
    current = unit.ledger.get(pk=entry.pk)
    if current.scan_id:
        raise DomainError("Catatan ini sudah punya pindaian, dan pindaian tidak diganti.")
    opens = first_open_day(unit)
    if opens and current.dated_on < opens:
        month = Period.of("M", current.dated_on).label
        raise DomainError(f"Buku kas {month} sudah ditutup, pindaian tidak bisa ditambah lagi.")
    current.scan = store_upload(upload, actor=actor)
    current.save(update_fields=["scan"])
    return current


def _write(entry):
    entry.year = entry.dated_on.year
    entry.number = take_number(entry.care_unit, entry.year)
    entry.save()
    return entry


def take_number(unit, year):
    """Of this FCU's own series, inside the transaction that uses it."""
    return next_number(unit.village_id, f"cash-book-{unit.pk}", year)


def check_amount(entry):
    if entry.amount <= 0:
        raise DomainError("Jumlahnya nol. Tulis jumlah uang yang diterima atau dibayar.")
    if entry.source not in CASH_SOURCES:
        raise DomainError("Pilih sumber dana: dari mana uang ini.")


def _check_links(entry):
    """The agenda item follows from the activity."""
    activity, unit_id = entry.activity, entry.care_unit_id
    if activity and activity.care_unit_id != unit_id:
        raise DomainError("Kegiatan itu milik FCU lain. Pilih kegiatan FCU ini.")
    if activity and activity.agenda_item_id:
        if entry.agenda_item_id not in (None, activity.agenda_item_id):
            raise DomainError(
                f"Kegiatan itu melaksanakan mata agenda “{activity.agenda_item}”. Pilih mata agenda itu, "
                "atau kosongkan mata agendanya."
            )
        entry.agenda_item = activity.agenda_item
    if entry.agenda_item and entry.agenda_item.agenda.care_unit_id != unit_id:
        raise DomainError("Mata agenda itu milik FCU lain. Pilih mata agenda FCU ini.")


def check_day(day, opens):
    """DomainError for a day on which nothing may be dated. ``opens``: the first open day, None for an open book."""
    refuse_future(day, "Tanggal kas")
    if day.year < timezone.localdate().year - OLDEST:
        raise DomainError(f"Tanggal itu lebih dari {OLDEST} tahun yang lalu. Periksa tahunnya.")
    if opens and day < opens:
        raise DomainError(
            f"Buku kas {Period.of('M', day).label} sudah ditutup. Hari terbuka yang pertama {date_long(opens)}: "
            "pakai tanggal itu atau sesudahnya."
        )


def _check_balance(entry):
    """The balance is below zero at no point of the order, also after a payment that is dated back."""
    if entry.kind == EntryKind.PAYMENT:
        check_low(entry, lowest_balance(entry.care_unit, entry.dated_on))


def check_low(entry, low):
    """DomainError for a payment of more than ``low``, the lowest balance from its day on."""
    if low.amount >= entry.amount:
        return
    if low.day == entry.dated_on:
        said = f"Saldo kas pada {date_long(low.day)} hanya {rupiah(low.amount)}."
    else:
        said = f"Sesudah itu, pada {date_long(low.day)}, saldo kas tinggal {rupiah(low.amount)}."
    what = "Penerimaan ini tidak bisa dibalik" if entry.reverses_id else "Pengeluaran ini tidak bisa dicatat"
    raise DomainError(
        f"{said} {what}, karena saldo menjadi kurang dari nol. Catat dahulu penerimaannya, atau periksa jumlah dan "
        "tanggalnya."
    )


def _check_source(entry):
    left = left_of_source(entry.care_unit, entry.source)
    if entry.amount > left:
        source = FundSource(entry.source).label
        raise SourceShort(
            f"Sisa dana {source} {rupiah(left)}, kurang dari pengeluaran ini. Pilih sumber lain, atau centang "
            "“Tetap catat” bila dananya memang dipakai lebih dahulu."
        )


def _check_reversible(entry):
    if entry.reverses_id:
        raise DomainError("Catatan ini sendiri pembalik, jadi tidak dibalik lagi. Buat catatan baru yang benar.")
    if entry.reversal:
        raise DomainError(f"Catatan ini sudah dibalik dengan nomor {entry.reversal}.")
