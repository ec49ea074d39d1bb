"""The month calendar: how many visits stand on each day, and the visits of a day or of a quiet month."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from core.holidays import days_off
from mentoring.models import MentoringVisit, Mentorship, PlannedVisit

MOST_LISTED = 40
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    in_month: bool
    is_today: bool
    is_off: bool
    made: int
    ahead: int
    late: int
    missed: int

    @property
    def total(self):
        return self.made + self.ahead + self.late + self.missed


def weeks_of(month, mentorships, today):
    """The weeks of a period of one month, Monday first; two statements."""
    unmade = _by_day(_planned(mentorships, month.first_day, month.last_day), today)
    visits = MentoringVisit.objects.filter(
        mentorship__in=mentorships, visited_on__range=(month.first_day, month.last_day)
    ).order_by()
    made = dict(visits.values_list("visited_on").annotate(n=Count("pk")))
    return [
        [_day(day, month, today, made.get(day, 0), unmade.get(day, {})) for day in week]
        for week in Calendar().monthdatescalendar(month.first_day.year, month.first_day.month)
    ]


def _planned(mentorships, first, last):
    """Of a pair that ended nothing is to be made any more; what was made stays."""
    return PlannedVisit.objects.filter(
        mentorship__in=mentorships, mentorship__ends_on=None, due_on__range=(first, last)
    )


def _by_day(planned, today):
    late, missed = (Q(pk__in=getattr(planned, name)(today).values("pk")) for name in ("late", "missed"))
    rows = planned.unmade().order_by().values("due_on")
    rows = rows.annotate(
        late=Count("pk", filter=late),
        missed=Count("pk", filter=missed),
        ahead=Count("pk", filter=Q(due_on__gte=today)),
    )
    return {row.pop("due_on"): row for row in rows}


def _day(day, month, today, made, unmade):
    counted = {name: unmade.get(name, 0) for name in ("ahead", "late", "missed")}
    is_off = day.weekday() == SUNDAY or day in days_off(day.year)
    return Day(day, month.contains(day), day == today, is_off, made, **counted)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line under the calendar."""

    day: date
    mentorship: Mentorship
    visit: MentoringVisit | None
    badge: tuple


def entries_between(first, last, mentorships, today):
    """What was made and what is still to be made from ``first`` to ``last``, by day; two statements."""
    related = ("mentorship__plasma", "mentorship__pioneer", "mentorship__village__parent")
    visits = MentoringVisit.objects.filter(mentorship__in=mentorships, visited_on__range=(first, last))
    made = [
        Entry(each.visited_on, each.mentorship, each, ("ok", "tick", "Sudah dikunjungi"))
        for each in visits.select_related(*related)
    ]
    planned = _planned(mentorships, first, last).unmade()
    late = planned.late(today).values("pk")
    rows = planned.annotate(is_late=Q(pk__in=late)).select_related(*related)
    coming = [Entry(each.due_on, each.mentorship, None, _badge(each, today)) for each in rows]
    return sorted([*made, *coming], key=lambda entry: (entry.day, entry.mentorship.plasma.head_name))


def _badge(planned, today):
    if planned.due_on >= today:
        return ("info", "cal", f"Kunjungan ke-{planned.number}")
    return ("bad", "warn", "Terlambat") if planned.is_late else ("mute", "stop", "Terlewat")
