"""Counts of intakes, cases and services for a region and a period; every report and chart reads these."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from cases.enums import CaseState, IntakeState
from cases.models import Case, Intake, ServiceGiven
from regions.models import in_regions


@dataclass(frozen=True)
class Spread:
    """Days as most people met them, and as the slowest tenth did; None where there was nothing to measure."""

    median: float | None
    p90: int | None
    count: int


@dataclass(frozen=True)
class CaseFigures:
    """Dicts are keyed by the values of cases.enums. ``days_to_*`` count from the intake, else from the opening."""

    intakes: int
    intakes_by_source: dict
    intakes_by_urgency: dict
    informed: int
    opened: int
    open_at_end: int
    closed: int
    closed_by_result: dict
    dropped: int
    services: int
    services_by_kind: dict
    integrated_services: int
    people_served: int
    families_served: int
    days_to_service: Spread
    days_to_closing: Spread

    @property
    def success(self):
        """Cases recorded and services given together, the guideline's measure (II.H)."""
        return self.opened + self.services


def spread(days):
    """Median and 90th percentile (nearest rank) of whole days."""
    ordered = sorted(days)
    if not ordered:
        return Spread(None, None, 0)
    half = len(ordered) // 2
    median = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return Spread(median, ordered[-(-len(ordered) * 9 // 10) - 1], len(ordered))


def case_figures(codes, period):
    """Of the villages below ``codes`` (region codes), in six statements."""
    days = (period.first_day, period.last_day)
    place = in_regions("village__code", codes)
    return CaseFigures(
        **_intakes(Intake.objects.filter(place, received_on__range=days)),
        **_opened(Case.objects.filter(place), days),
        **_ended(Case.objects.filter(place, closed_on__range=days)),
        **_services(ServiceGiven.objects.filter(in_regions("case__village__code", codes), given_on__range=days)),
        days_to_service=_days_to_service(Case.objects.filter(place), days),
    )


def _intakes(intakes):
    rows = list(intakes.values_list("source", "urgency", "state").annotate(n=Count("pk")).order_by())
    by_source, by_urgency, by_state = (_summed(rows, column) for column in range(3))
    return {
        "intakes": sum(row[-1] for row in rows),
        "intakes_by_source": by_source,
        "intakes_by_urgency": by_urgency,
        "informed": by_state.get(IntakeState.INFORMED, 0),
    }


def _summed(rows, column):
    totals = Counter()
    for row in rows:
        totals[row[column]] += row[-1]
    return dict(totals)


def _opened(cases, days):
    still_open = Q(opened_on__lte=days[1]) & (Q(closed_on=None) | Q(closed_on__gt=days[1]))
    return cases.aggregate(
        opened=Count("pk", filter=Q(opened_on__range=days)), open_at_end=Count("pk", filter=still_open)
    )


def _ended(cases):
    """One narrow row a case that ended: results and days come from the same rows."""
    rows = list(cases.annotate(start=_START).order_by().values_list("state", "result", "start", "closed_on"))
    closed = [(result, (end - start).days) for state, result, start, end in rows if state == CaseState.CLOSED]
    return {
        "closed": len(closed),
        "closed_by_result": dict(Counter(result for result, _ in closed)),
        "dropped": len(rows) - len(closed),
        "days_to_closing": spread(days for _, days in closed),
    }


def _services(services):
    partners = ServiceGiven.institutions.through.objects.filter(servicegiven=OuterRef("pk")).order_by()
    joint = Exists(partners.values("servicegiven").annotate(n=Count("pk")).filter(n__gte=2))
    by_kind = dict(services.order_by().values_list("kind").annotate(n=Count("pk")))
    reach = services.aggregate(
        people=Sum("people", default=0),
        families=Count("case__family", distinct=True),
        integrated=Count("pk", filter=joint),
    )
    return {
        "services": sum(by_kind.values()),
        "services_by_kind": by_kind,
        "integrated_services": reach["integrated"],
        "people_served": reach["people"],
        "families_served": reach["families"],
    }


_START = Coalesce("intake__received_on", "opened_on")


def _days_to_service(cases, days):
    """Of the cases whose first service fell in the period."""
    served = cases.annotate(start=_START, first=Min("services__given_on")).filter(first__range=days)
    return spread((first - start).days for start, first in served.order_by().values_list("start", "first"))
