"""Counts of programmes for a region and a period; every report and chart reads these."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from programmes.enums import ProgrammeState
from programmes.models import MonthlyProgress, Programme, ProgrammeActivity, ProgrammeReview
from programmes.queries.programme import OF_AGENCY
from regions.models import in_regions
from regions.queries import villages_below

REACHED = Programme.villages.through.objects


@dataclass(frozen=True)
class ProgrammeFigures:
    """Of the programmes that ran in the period in the region or reach a village of it; one that reaches further counts
    whole, with all its money. Rupiah. ``by_…``: {value: how many}.

    ``spent``: in the period, ``spent_so_far``: up to its end; likewise activities reach their target by its end.
    ``people_reached`` of ``people_targeted``: of activities that count people (“orang”). Reviews: due in the period,
    done in it, late now.
    """

    running: int
    by_sector: dict
    by_agency: dict
    by_source: dict
    budget: int
    spent: int
    spent_so_far: int
    activities: int
    activities_reached: int
    people_targeted: int
    people_reached: int
    villages: int
    villages_reached: int
    reviews_due: int
    reviews_done: int
    reviews_late: int

    @property
    def villages_left_out(self):
        return self.villages - self.villages_reached


def programme_figures(codes, period):
    """Of the regions below ``codes``, in six statements."""
    programmes = running_in(codes, period)
    return ProgrammeFigures(
        **_groups(programmes),
        **_spending(programmes, period),
        **_activities(programmes, period),
        villages=villages_below(codes).count(),
        villages_reached=_villages_reached(codes, programmes),
        **_reviews(programmes, period),
    )


def running_in(codes, period):
    """Begun by the end of the period, and not over before it."""
    inside = in_regions("region__code", codes)
    reaching = Q(pk__in=REACHED.filter(inside).values("programme"))
    ran = Q(state=ProgrammeState.RUNNING) | Q(ended_on__gte=period.first_day)
    return Programme.objects.filter(inside | reaching, ran, starts_on__lte=period.last_day).order_by()


def _groups(programmes):
    rows = programmes.annotate(title=OF_AGENCY).values_list("sector", "title", "source")
    counted = {"by_sector": Counter(), "by_agency": Counter(), "by_source": Counter()}
    running = budget = 0
    for sector, agency, source, count, amount in rows.annotate(n=Count("pk"), total=Coalesce(Sum("budget"), 0)):
        running, budget = running + count, budget + amount
        for name, value in zip(counted, (sector, agency, source), strict=True):
            counted[name][value] += count
    return {"running": running, "budget": budget, **{name: dict(counter) for name, counter in counted.items()}}


def _spending(programmes, period):
    rows = MonthlyProgress.objects.filter(activity__programme__in=programmes.values("pk"))
    inside, so_far = Q(month__range=(period.first_day, period.last_day)), Q(month__lte=period.last_day)
    sums = rows.aggregate(
        inside=Coalesce(Sum("spent", filter=inside), 0), so_far=Coalesce(Sum("spent", filter=so_far), 0)
    )
    return {"spent": sums["inside"], "spent_so_far": sums["so_far"]}


def _activities(programmes, period):
    so_far = MonthlyProgress.objects.filter(activity=OuterRef("pk"), month__lte=period.last_day).order_by()
    done = Coalesce(Subquery(so_far.values("activity").annotate(n=Sum("done")).values("n")), 0)
    people = Q(unit__iexact="orang")
    rows = ProgrammeActivity.objects.filter(programme__in=programmes.values("pk"), removed_on=None).order_by()
    at_most = Case(
        When(done_so_far__gt=F("target"), then=F("target")), default=F("done_so_far"), output_field=IntegerField()
    )
    return rows.annotate(done_so_far=done).aggregate(
        activities=Count("pk"),
        activities_reached=Count("pk", filter=Q(done_so_far__gte=F("target"))),
        people_targeted=Coalesce(Sum("target", filter=people), 0),
        people_reached=Coalesce(Sum(at_most, filter=people), 0),
    )


def _villages_reached(codes, programmes):
    rows = REACHED.filter(in_regions("region__code", codes), programme__in=programmes.values("pk"))
    return rows.aggregate(n=Count("region", distinct=True))["n"]


def _reviews(programmes, period):
    days = (period.first_day, period.last_day)
    late = Q(done_on=None, due_on__lt=timezone.localdate(), programme__state=ProgrammeState.RUNNING)
    rows = ProgrammeReview.objects.filter(programme__in=programmes.values("pk"))
    return rows.aggregate(
        reviews_due=Count("pk", filter=Q(due_on__range=days)),
        reviews_done=Count("pk", filter=Q(done_on__range=days)),
        reviews_late=Count("pk", filter=late),
    )
