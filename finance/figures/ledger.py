"""Counts of cash books for a region and a period; every report and chart reads these. Rupiah, reversals taken off."""

from dataclasses import dataclass

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.periods import Period
from finance.enums import MonthState
from finance.models import CashMonth, LedgerEntry
from finance.queries.ledger import PAID, source_flows, sum_of, total
from finance.queries.ledger_books import last_due, place_of
from institutions.enums import UnitState
from regions.models import in_regions

VILLAGE = "care_unit__village__code"


@dataclass(frozen=True)
class LedgerFigures:
    """``by_source``: SourceFlow of each source in use. ``by_kind``: {kind of activity: spent}, "" for what belongs to
    none. Months of the period: ``closed`` (and perhaps checked), ``checked``, and ``late`` as it stands now.
    """

    opening: int
    receipts: int
    payments: int
    closing: int
    by_source: list
    by_kind: dict
    closed: int
    checked: int
    late: int


def ledger_figures(codes, period):
    """Of the villages below ``codes``, in four statements."""
    entries = LedgerEntry.objects.filter(in_regions(VILLAGE, codes)).order_by()
    flows = source_flows(entries, period)
    sums = sum_of(flows)
    return LedgerFigures(
        opening=sums.opening,
        receipts=sums.receipts,
        payments=sums.payments,
        closing=sums.closing,
        by_source=flows,
        by_kind=_by_kind(entries, period),
        **_months(entries, codes, period),
    )


def _by_kind(entries, period):
    within = entries.filter(dated_on__range=(period.first_day, period.last_day))
    kinds = within.values_list(Coalesce("activity__kind", "agenda_item__kind"))
    return {kind or "": spent for kind, spent in kinds.annotate(sum=total(PAID)) if spent}


def _months(entries, codes, period):
    """A book is late for each month from its first entry on that should be closed by now and is not."""
    first, last = place_of(Period.of("M", period.first_day)), place_of(Period.of("M", period.last_day))
    due = min(last, place_of(last_due(timezone.localdate())))
    place = F("year") * 12 + F("month")
    closed = CashMonth.objects.filter(in_regions(VILLAGE, codes)).exclude(state=MonthState.OPEN).order_by()
    rows = closed.alias(place=place).filter(place__range=(first, last)).values("care_unit").annotate(
        n=Count("pk"),
        n_checked=Count("pk", filter=Q(state=MonthState.CHECKED)),
        n_due=Count("pk", filter=Q(place__lte=due)),
    )  # fmt: skip
    closed_by_due = {row["care_unit"]: (row["n"], row["n_checked"], row["n_due"]) for row in rows}
    begun = entries.exclude(care_unit__state=UnitState.INACTIVE).values_list("care_unit").annotate(on=Min("dated_on"))
    expected = {unit: max(due - max(first, place_of(Period.of("M", day))) + 1, 0) for unit, day in begun}
    return {
        "closed": sum(counts[0] for counts in closed_by_due.values()),
        "checked": sum(counts[1] for counts in closed_by_due.values()),
        "late": sum(max(months - closed_by_due.get(unit, (0, 0, 0))[2], 0) for unit, months in expected.items()),
    }
