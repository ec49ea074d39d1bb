"""What waits with the cash books: months to close for the treasurer, closed ones for the coordinator."""

from django.utils import timezone

from accounts.capabilities import Capability as C
from dashboard.queries.task import MOST, Task
from finance.enums import MonthState
from finance.models import CashMonth
from finance.queries.ledger_books import (
    book_rows,
    last_ended,
    late_months,
    next_month,
    open_until,
    was_returned,
    working,
)
from institutions.enums import UnitState


def months_to_close(user):
    """The next month of each book, once it is over; late from the sixth of the month after it."""
    if not user.can(C.KEEP_CASH_BOOK):
        return []
    today = timezone.localdate()
    mine = working(book_rows(user)).filter(user.scope(C.KEEP_CASH_BOOK, "village__code"))
    books = mine.filter(open_until(last_ended(today))).annotate(returned=was_returned())
    return [_task(book, today) for book in books.order_by("closed_place", "village")[:MOST]]


def _task(book, today):
    month, late = next_month(book), late_months(book, today)
    title = f"Buku kas {month.label} dikembalikan koordinator" if book.returned else f"Tutup buku kas {month.label}"
    said = f"terlambat, {late} bulan belum ditutup" if late > 1 else "terlambat"
    return Task(
        rank=0 if late else 1,
        tone="bad" if late or book.returned else "wait",
        icon="back" if book.returned else "lock",
        title=title,
        text=f"Hitung uang kas {book}, lalu tutup bulannya.",
        url=CashMonth(care_unit_id=book.pk, year=month.year, month=month.part).get_absolute_url(),
        action="Perbaiki" if book.returned else "Tutup bulan",
        late=said if late else "",
    )


def months_to_check(user):
    """Closed by the treasurer; who closed a month does not check it."""
    if not user.can(C.CHECK_CASH_BOOK):
        return []
    mine = user.scope(C.CHECK_CASH_BOOK, "care_unit__village__code")
    months = CashMonth.objects.visible_to(user).filter(mine, state=MonthState.CLOSED).exclude(closed_by=user)
    months = months.exclude(care_unit__state=UnitState.INACTIVE).select_related("care_unit", "closed_by")
    return [
        Task(
            rank=2,
            tone="wait",
            icon="coin",
            title=f"Buku kas {month.period.label} menunggu Anda periksa",
            text=f"Ditutup {month.closed_by}, {month.care_unit}.",
            url=month.get_absolute_url(),
            action="Periksa",
        )
        for month in months.order_by("year", "month", "care_unit")[:MOST]
    ]


SOURCES = (months_to_close, months_to_check)
