"""Counts of the stimulus fund for region codes and a period; every report and chart reads these. Rupiah."""

from collections import defaultdict
from dataclasses import dataclass, fields

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Sum

from finance.enums import ACCOUNTED_STATES, StimulusState
from finance.models import StimulusProposal
from regions.models import in_regions

VILLAGE = "village__code"


@dataclass(frozen=True)
class StimulusSums:
    """``proposals`` and ``asked``: handed in for the first time in the period; ``approved`` and ``paid``: in the
    period. ``accounted``: of the payouts of the period, those whose receipts were sent to the Dinas by now."""

    proposals: int = 0
    asked: int = 0
    approved: int = 0
    paid: int = 0
    accounted: int = 0

    @property
    def rest(self):
        """Paid in the period and not accounted for yet."""
        return self.paid - self.accounted

    def __add__(self, other):
        return StimulusSums(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True)
class StimulusLine:
    """``key``: a village's code, or a source of money."""

    key: str
    sums: StimulusSums


@dataclass(frozen=True)
class StimulusFigures:
    """``states``: (state, proposals, rupiah asked for) as they stand now; ``days_to_payment``: from handing in to the
    payment, of the payments of the period, None without any."""

    total: StimulusSums
    villages: list
    sources: list
    states: list
    days_to_payment: float | None


def stimulus_figures(codes, period):
    """Of the villages below ``codes``, in three statements."""
    days = (period.first_day, period.last_day)
    sent = StimulusProposal.objects.filter(in_regions(VILLAGE, codes), submitted_on__isnull=False).order_by()
    villages, sources = defaultdict(StimulusSums), defaultdict(StimulusSums)
    for village, source, *sums in _sums(sent, days):
        villages[village] += StimulusSums(*sums)
        sources[source] += StimulusSums(*sums)
    return StimulusFigures(
        total=sum(villages.values(), StimulusSums()),
        villages=_lines(villages),
        sources=_lines(sources),
        states=_by_state(sent),
        days_to_payment=_days_to_payment(sent.filter(paid_on__range=days)),
    )


def _sums(sent, days):
    """(village, source, and the five sums in their order)"""
    asked, approved, paid = (Q(**{f"{name}__range": days}) for name in ("submitted_on", "approved_on", "paid_on"))
    counted = {
        "n": Count("pk", filter=asked),
        "asked": Sum("requested", filter=asked, default=0),
        "granted": Sum("approved", filter=approved, default=0),
        "paid_out": Sum("paid", filter=paid, default=0),
        "settled": Sum("paid", filter=paid & Q(state__in=ACCOUNTED_STATES), default=0),
    }
    return sent.filter(asked | approved | paid).values_list("village", "source").annotate(**counted)


def _by_state(sent):
    """In the order of their life."""
    found = sent.values_list("state").annotate(n=Count("pk"), asked=Sum("requested"))
    return sorted(found, key=lambda row: StimulusState.values.index(row[0]))


def _lines(found):
    return [StimulusLine(key, found[key]) for key in sorted(found)]


def _days_to_payment(paid):
    took = ExpressionWrapper(F("paid_on") - F("submitted_on"), DurationField())
    mean = paid.aggregate(mean=Avg(took))["mean"]
    return None if mean is None else mean.total_seconds() / 86_400
