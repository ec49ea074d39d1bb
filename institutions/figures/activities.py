"""What the FCUs of a region planned and did in a period, by kind: two statements, however many villages."""

from dataclasses import dataclass

from django.db.models import Count, F, Sum

from institutions.enums import ActivityKind, UnitState
from institutions.models import Activity, AgendaItem
from regions.models import in_regions

REACH = ("men", "women", "children", "pioneer_families", "plasma_families")


@dataclass(slots=True)
class KindFigures:
    """``planned`` counts times by the agendas, ``done`` all that was carried out, agreed before or not."""

    planned: int = 0
    done: int = 0
    on_agenda: int = 0
    men: int = 0
    women: int = 0
    children: int = 0
    pioneer_families: int = 0
    plasma_families: int = 0
    cost: int = 0


def activity_figures(codes, period):
    """{kind: KindFigures} for the subtrees of these region codes; all seven kinds are there."""
    found = {kind.value: KindFigures() for kind in ActivityKind}
    for row in _held(codes, period):
        kind = found[row.pop("kind")]
        for name, value in row.items():
            setattr(kind, name, value or 0)
    for kind, first, last, times, agendas in _planned(codes, period):
        found[kind].planned += agendas * times_within(first, last, times, period)
    return found


def times_within(first, last, times, period):
    """How many of the ``times`` fall into the period when they are spread evenly over months ``first`` to ``last``."""
    before = times_until(first, last, times, period.first_day.month - 1)
    return times_until(first, last, times, period.last_day.month) - before


def times_until(first, last, times, month):
    """Those due by the end of ``month``: whole times only, and all of them by the end of the last month."""
    length = last - first + 1
    return times * min(max(month - first + 1, 0), length) // length


def _held(codes, period):
    activities = Activity.objects.held().filter(
        in_regions("care_unit__village__code", codes), held_on__range=(period.first_day, period.last_day)
    )
    sums = {name: Sum(name) for name in (*REACH, "cost")}
    return activities.order_by().values("kind").annotate(done=Count("pk"), on_agenda=Count("agenda_item"), **sums)


def _planned(codes, period):
    """Items alike are one row, so that a nation's agendas come as some hundred rows."""
    items = AgendaItem.objects.filter(in_regions("agenda__care_unit__village__code", codes), agenda__year=period.year)
    working = items.exclude(agenda__care_unit__state=UnitState.INACTIVE)
    alike = working.order_by().values_list("kind", "first_month", "last_month", F("times"))
    return alike.annotate(agendas=Count("pk"))
