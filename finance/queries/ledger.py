"""What the book says: who reads which book, its balances and sums. Rupiah.

Receipts and payments are net: a reversal takes from the column of the entry that it reverses.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, Case, Count, F, Q, Sum, When, Window
from django.db.models.functions import Coalesce

from accounts.capabilities import Capability
from core.periods import Period
from finance.enums import EntryKind, MonthState
from finance.models import CashMonth, LedgerEntry
from institutions.enums import FundSource, UnitState
from institutions.models import CareUnit

RUPIAH = BigIntegerField()
RECEIPT_SIDE = Q(kind=EntryKind.RECEIPT, reverses=None) | Q(kind=EntryKind.PAYMENT, reverses__isnull=False)
SIGNED = Case(When(kind=EntryKind.RECEIPT, then=F("amount")), default=-F("amount"), output_field=RUPIAH)
RECEIVED = Case(When(RECEIPT_SIDE, then=SIGNED), default=0, output_field=RUPIAH)
PAID = Case(When(RECEIPT_SIDE, then=0), default=-SIGNED, output_field=RUPIAH)
IN_ORDER = ("dated_on", "number")
RUNNING = Window(Sum(SIGNED), order_by=[F(name).asc() for name in IN_ORDER])


def total(of, **where):
    """Zero where nothing is summed. ``where``: filter=Q(…)."""
    return Coalesce(Sum(of, **where), 0, output_field=RUPIAH)


def books(user):
    """The FCUs whose book ``user`` reads; who keeps a book need not see the FCU's own pages."""
    mine = user.scope(Capability.SEE_CASH_BOOK, "village__code")
    return CareUnit.objects.filter(mine).select_related("village__parent")


def may_keep(user, unit):
    return unit.state != UnitState.INACTIVE and user.can(Capability.KEEP_CASH_BOOK, unit.village_id)


def entries_seen(user):
    rows = LedgerEntry.objects.visible_to(user)
    return rows.select_related(
        "care_unit__village__parent",
        "activity",
        "agenda_item__agenda",
        "entered_by",
        "scan",
        "reverses",
        "reversed_by",
    )


def last_closed(unit, before=None):
    """The latest closed month, that ended before the day ``before`` where one is given; None without one."""
    closed = CashMonth.objects.filter(care_unit=unit).exclude(state=MonthState.OPEN)
    if before:
        earlier = Q(year__lt=before.year) | Q(year=before.year, month__lt=before.month)
        closed = closed.filter(earlier)
    return closed.order_by("-year", "-month").first()


def first_open_day(unit):
    """The first day on which an entry may still be dated; None while no month was closed."""
    closed = last_closed(unit)
    return closed.period.last_day + timedelta(days=1) if closed else None


def balance_before(unit, day):
    """At the end of the day before."""
    return _balance_since(last_closed(unit, before=day), unit, day)


def _balance_since(closed, unit, day):
    """Closed months are frozen, so only what came after them is summed."""
    rows = unit.ledger.filter(dated_on__lt=day)
    if closed:
        rows = rows.filter(dated_on__gt=closed.period.last_day)
    return (closed.closing if closed else 0) + rows.aggregate(sum=total(SIGNED))["sum"]


@dataclass(frozen=True, slots=True)
class Balance:
    day: date
    amount: int


def lowest_balance(unit, day):
    """The lowest that the running balance comes to from the end of ``day`` on, and when first."""
    start = balance_before(unit, day + timedelta(days=1))
    later = unit.ledger.filter(dated_on__gt=day).annotate(run=RUNNING)
    low = later.order_by("run", *IN_ORDER).values_list("dated_on", "run").first()
    if low and low[1] < 0:
        return Balance(low[0], start + low[1])
    return Balance(day, start)


def balance_after(entry):
    """The running balance once ``entry`` was made, as it stands in the book."""
    same_day = entry.care_unit.ledger.filter(dated_on=entry.dated_on, number__lte=entry.number)
    return balance_before(entry.care_unit, entry.dated_on) + same_day.aggregate(sum=total(SIGNED))["sum"]


def left_of_source(unit, source):
    return unit.ledger.filter(source=source).aggregate(sum=total(SIGNED))["sum"]


@dataclass(frozen=True, slots=True)
class Sums:
    opening: int
    receipts: int
    payments: int

    @property
    def closing(self):
        return self.opening + self.receipts - self.payments


def sums_of(unit, period):
    """Three statements, however long the book is."""
    return sums_since(last_closed(unit, before=period.first_day), unit, period)


def sums_since(closed, unit, period):
    """``closed``: the last closed month before the period, where it is known already."""
    within = unit.ledger.filter(dated_on__range=(period.first_day, period.last_day))
    return Sums(_balance_since(closed, unit, period.first_day), **moved(within))


def moved(rows):
    return rows.order_by().aggregate(receipts=total(RECEIVED), payments=total(PAID))


def entries_of(unit, period):
    """In the order of the book."""
    days = (period.first_day, period.last_day)
    rows = unit.ledger.filter(dated_on__range=days).select_related(
        "activity", "agenda_item", "reverses", "reversed_by"
    )
    return rows.order_by(*IN_ORDER)


def with_balance(rows, opening):
    """Whole periods only: a row that was filtered out would be missing from the balance."""
    return rows.annotate(balance=RUNNING + opening)


@dataclass(frozen=True, slots=True)
class SourceFlow(Sums):
    """What came and went of one source in a period."""

    source: str

    @property
    def label(self):
        return FundSource(self.source).label

    @property
    def is_overdrawn(self):
        return self.closing < 0


def source_flows(entries, period):
    """Of the sources in use up to the end of ``period``, in the order of the guideline; one statement."""
    before, within = Q(dated_on__lt=period.first_day), Q(dated_on__gte=period.first_day)
    rows = entries.filter(dated_on__lte=period.last_day).order_by().values("source").annotate(
        opening=total(SIGNED, filter=before),
        receipts=total(RECEIVED, filter=within),
        payments=total(PAID, filter=within),
        moved=Count("pk", filter=within),
    )  # fmt: skip
    found = {row["source"]: row for row in rows if row.pop("moved") or row["opening"]}
    return [SourceFlow(**found[source]) for source in FundSource.values if source in found]


def sum_of(flows):
    return Sums(*(sum(getattr(flow, name) for flow in flows) for name in ("opening", "receipts", "payments")))


def kept_months(unit):
    """Those that were ever closed or printed, the latest first: {Period: CashMonth}."""
    return {month.period: month for month in unit.cash_months.all()}


def closed_before(kept, day):
    """Of kept_months the last closed one that ended before this day."""
    closed = (month for period, month in kept.items() if period.last_day < day and month.state != MonthState.OPEN)
    return next(closed, None)


def month_on(unit, period):
    """The row of the month, or a new one that is not stored: it is open."""
    kept = unit.cash_months.filter(year=period.year, month=period.part).select_related("closed_by").first()
    month = kept or CashMonth(care_unit=unit, year=period.year, month=period.part)
    month.care_unit = unit
    return month


def month_to_close(unit):
    """The month that is next to be closed, or None while the book is empty."""
    closed = last_closed(unit)
    if closed:
        return closed.period.next()
    first = unit.ledger.order_by("dated_on").values_list("dated_on", flat=True).first()
    return Period.of("M", first) if first else None
