"""Months of the cash book: closed by the treasurer in order, checked or sent back by the coordinator."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from core.exceptions import DomainError
from core.formatting import date_long, rupiah
from core.transitions import advance
from finance.enums import MonthState
from finance.models import CashMonth
from finance.queries.ledger import last_closed, month_to_close, sums_of
from finance.services.ledger import hold_book
from finance.workflow import MONTH_STEPS
from notices.services import notify

MAIL = "Ada kabar tentang buku kas FCU."
UNFROZEN = dict.fromkeys(("opening", "receipts", "payments", "closing", "counted", "closed_by"))


@transaction.atomic
def close_month(unit, period, *, counted, note="", actor, seen=None):
    """Freeze the sums of a month that is over. What was counted differently needs a word in ``note``."""
    unit = hold_book(unit, actor)
    month = kept_month(unit, period)
    frozen = _frozen(month, counted, note) if month.state == MonthState.OPEN else {}
    event = advance(month, MONTH_STEPS, "close", actor=actor, note=note, seen=seen, closed_by=actor, **frozen)
    to_tell = User.objects.holding(Capability.CHECK_CASH_BOOK, unit.village_id).exclude(pk=actor.pk)
    _tell(month, to_tell, "sudah ditutup dan menunggu Anda periksa")
    return event


@transaction.atomic
def check_month(month, *, note="", actor, seen=None):
    current = _held(month, actor)
    event = advance(current, MONTH_STEPS, "check", actor=actor, note=note, seen=seen)
    _tell(current, [current.closed_by], "sudah diperiksa koordinator")
    return event


@transaction.atomic
def return_month(month, *, note, actor, seen=None):
    """Open again, while no later month stands on its sums."""
    current = _held(month, actor)
    closed_by = current.closed_by
    latest = last_closed(current.care_unit)
    if current.state == MonthState.CLOSED and latest.pk != current.pk:
        raise DomainError(
            f"Buku kas {latest.period.label} sudah ditutup sesudahnya. Kembalikan dahulu bulan itu, atau terima bulan "
            "ini dan minta bendahara membuat catatan pembalik."
        )
    event = advance(current, MONTH_STEPS, "return", actor=actor, note=note, seen=seen, **UNFROZEN)
    _tell(current, [closed_by], "dikembalikan koordinator untuk diperbaiki")
    return event


def kept_month(unit, period):
    """The row of a month; the lock on its FCU keeps two from making it."""
    month, _ = CashMonth.objects.get_or_create(care_unit=unit, year=period.year, month=period.part)
    month.care_unit = unit
    return month


def _held(month, actor):
    unit = hold_book(month.care_unit, actor, Capability.CHECK_CASH_BOOK)
    current = CashMonth.objects.select_related("closed_by").get(pk=month.pk)
    current.care_unit = unit
    return current


def _frozen(month, counted, note):
    _check_turn(month)
    sums = sums_of(month.care_unit, month.period)
    if counted != sums.closing and not note.strip():
        raise DomainError(
            f"Uang yang dihitung {rupiah(counted)}, saldo buku {rupiah(sums.closing)}. Jelaskan selisihnya pada "
            "catatan."
        )
    return {
        "opening": sums.opening, "receipts": sums.receipts, "payments": sums.payments, "closing": sums.closing,
        "counted": counted,
    }  # fmt: skip


def _check_turn(month):
    period = month.period
    if timezone.localdate() < period.last_day:
        raise DomainError(f"Buku kas {period.label} baru bisa ditutup pada {date_long(period.last_day)}.")
    turn = month_to_close(month.care_unit)
    if turn is None or period.first_day < turn.first_day:
        raise DomainError(f"Buku kas belum berisi catatan sampai {period.label}, jadi tidak ada yang ditutup.")
    if turn != period:
        raise DomainError(f"Bulan ditutup berurutan. Tutup dahulu buku kas {turn.label}.")


def _tell(month, users, what):
    users = [user for user in users if user]
    if users:
        text = f"Buku kas {month.period.label} {month.care_unit} {what}."
        notify(users, text=text, url=month.get_absolute_url(), mail_text=MAIL)
