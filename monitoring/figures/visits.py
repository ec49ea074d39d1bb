"""Counts of visits, plans and findings for a region and a period."""

from dataclasses import dataclass

from django.db.models import Avg, Count, Q
from django.utils import timezone

from institutions.models import CareUnit
from monitoring.enums import FindingState
from monitoring.models import Finding, PlannedSupervision, SupervisionVisit
from monitoring.queries.visits import scored
from regions.models import in_regions

REGION = "region__code"


@dataclass(frozen=True)
class VisitFigures:
    """Of visits that were sent, by the day of the visit: ``visits`` {kind: how many}, ``units_visited`` of the
    ``units`` that work now, ``means`` {(kind, aspect): mean of the scale from 1 to 4}.

    ``planned``, ``made``, ``overdue``: plans due in the period, not called off; overdue as of today.
    ``found`` and how they stand now: findings told in the period; ``late`` are among the ``open`` ones.
    """

    visits: dict
    units: int
    units_visited: int
    means: dict
    planned: int
    made: int
    overdue: int
    found: int
    open: int
    answered: int
    done: int
    late: int


def visit_figures(codes, period):
    """Of the regions below ``codes``, in six statements."""
    days = (period.first_day, period.last_day)
    visits = SupervisionVisit.objects.sent().filter(in_regions(REGION, codes), visited_on__range=days).order_by()
    units = CareUnit.objects.active().filter(in_regions("village__code", codes))
    return VisitFigures(
        visits=dict(visits.values_list("kind").annotate(n=Count("pk"))),
        units=units.count(),
        units_visited=visits.filter(care_unit__in=units).aggregate(n=Count("care_unit", distinct=True))["n"],
        means=_means(codes, days),
        **_plans(codes, days),
        **_findings(codes, days),
    )


def _means(codes, days):
    place = in_regions(f"visit__{REGION}", codes)
    answers = scored().filter(place, visit__sent_on__isnull=False, visit__visited_on__range=days)
    rows = answers.values_list("visit__kind", "question__aspect").annotate(mean=Avg("score"))
    return {(kind, aspect): mean for kind, aspect, mean in rows}


def _plans(codes, days):
    made = Q(visit__sent_on__isnull=False)
    over = Q(visit__sent_on=None, due_on__lt=timezone.localdate())
    rows = PlannedSupervision.objects.filter(in_regions(REGION, codes), due_on__range=days, called_off_because="")
    return rows.aggregate(planned=Count("pk"), made=Count("pk", filter=made), overdue=Count("pk", filter=over))


def _findings(codes, days):
    rows = Finding.objects.filter(in_regions(f"visit__{REGION}", codes), told_on__range=days).order_by()
    states = {state.value: Count("pk", filter=Q(state=state)) for state in FindingState}
    late = Count("pk", filter=Q(state=FindingState.OPEN, due_on__lt=timezone.localdate()))
    return rows.aggregate(found=Count("pk"), late=late, **states)
