"""All books that a user reads, each with its balance and how far its months are closed."""

from datetime import timedelta

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from core.periods import Period
from finance.enums import MonthState
from finance.models import CashMonth, LedgerEntry
from finance.queries.ledger import SIGNED, books, total
from institutions.enums import UnitState

GRACE = 5  # days of the next month in which a book may still be open
NEVER = 0
VILLAGE_LENGTH = len("53.01.05.2011")


def place_of(period):
    """Months in a row, for comparing: 2026-07 comes right after 2026-06."""
    return period.year * 12 + period.part


def month_at(place):
    return Period("M", (place - 1) // 12, (place - 1) % 12 + 1)


def last_ended(today):
    """The latest month that may be closed: the one that ends today, else the one before."""
    month = Period.of("M", today)
    return month if today == month.last_day else month.previous()


def last_due(today):
    """The latest month that should be closed by now."""
    return Period.of("M", today - timedelta(days=GRACE)).previous()


def book_rows(user):
    """``next_place``: the month to close next, None while a book is empty; ``to_check``: closed, not yet checked."""
    months = CashMonth.objects.filter(care_unit=OuterRef("pk")).exclude(state=MonthState.OPEN).order_by()
    entries = LedgerEntry.objects.filter(care_unit=OuterRef("pk")).order_by().values("care_unit")
    to_check = months.filter(state=MonthState.CLOSED).values("care_unit").annotate(n=Count("pk"))
    closed = months.values("care_unit").annotate(place=Max(F("year") * 12 + F("month"), output_field=IntegerField()))
    first = LedgerEntry.objects.filter(care_unit=OuterRef("pk")).order_by("dated_on")
    return books(user).annotate(
        balance=Coalesce(Subquery(entries.annotate(sum=total(SIGNED)).values("sum")), 0),
        first_on=Subquery(first.values("dated_on")[:1]),
        closed_place=Coalesce(Subquery(closed.values("place")), Value(NEVER)),
        to_check=Coalesce(Subquery(to_check.values("n")), 0),
    )


def open_until(period):
    """Condition on book_rows: some month up to ``period`` is still to be closed."""
    return Q(first_on__lte=period.last_day, closed_place__lt=place_of(period))


def next_month(book):
    """The month that is next to be closed, of a row of book_rows."""
    if book.closed_place != NEVER:
        return month_at(book.closed_place).next()
    return Period.of("M", book.first_on) if book.first_on else None


def late_months(book, today):
    """How many months should be closed by now and are not."""
    turn = next_month(book)
    return max(place_of(last_due(today)) - place_of(turn) + 1, 0) if turn else 0


def working(rows):
    return rows.exclude(state=UnitState.INACTIVE)


def was_returned():
    """On a book: its next month came back from the coordinator."""
    return Exists(CashMonth.objects.filter(care_unit=OuterRef("pk"), state=MonthState.OPEN, events__step="return"))


def sees_several(user, capability):
    codes = user.codes(capability)
    return len(codes) > 1 or any(len(code) < VILLAGE_LENGTH for code in codes)
