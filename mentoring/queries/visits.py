"""What a mentor has to know before and after a visit."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, Exists, IntegerField, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cases.models import Case
from core.formatting import due_words
from mentoring.enums import TaskState
from mentoring.models import AgreedTask, MentoringVisit, Mentorship, PlannedVisit
from mentoring.queries.rhythm import COURSE


def mentorship_rows(user):
    return Mentorship.objects.visible_to(user).select_related("plasma", "pioneer", "mentor", "village__parent")


def visits_of(mentorship):
    """Of the whole course, whoever guided the family then."""
    same = {"mentorship__plasma": mentorship.plasma_id, "mentorship__course_began_on": mentorship.course_began_on}
    return MentoringVisit.objects.filter(**same).select_related("recorded_by", "mentorship__pioneer")


def visible_visits(user):
    rows = MentoringVisit.objects.filter(mentorship__in=Mentorship.objects.visible_to(user))
    return rows.select_related(
        "mentorship__plasma", "mentorship__pioneer", "mentorship__village__parent", "recorded_by", "case", "photo"
    )


def open_tasks(mentorship):
    """Agreed at earlier visits of this course and not settled yet."""
    same = {"mentorship__plasma": mentorship.plasma_id, "mentorship__course_began_on": mentorship.course_began_on}
    return AgreedTask.objects.filter(state=TaskState.OPEN, **same).order_by("pk")


def cases_for(mentorship, user):
    """Open cases of the family that the user may know of."""
    return Case.objects.visible_to(user).open().filter(family=mentorship.plasma_id).order_by("-opened_on", "-pk")


def with_course(mentorships, today):
    """Each with ``next_on``, ``late_on``, ``missed``, ``tasks_open`` and ``last_on``, in the same statement.

    The plan is that of the row; tasks and visits are those of the whole course, whoever guided the family then.
    """
    planned = PlannedVisit.objects.filter(mentorship=OuterRef("pk")).order_by()
    same = {
        "mentorship__plasma": OuterRef("plasma"),
        "mentorship__course_began_on": OuterRef("course_began_on"),
    }
    tasks = AgreedTask.objects.filter(state=TaskState.OPEN, **same).order_by()
    visits = MentoringVisit.objects.filter(**same).order_by()
    return mentorships.annotate(
        next_on=_least(planned.ahead(today), Min("due_on")),
        late_on=_least(planned.late(today), Min("due_on")),
        missed=_counted(planned.missed(today)),
        tasks_open=_counted(tasks, "mentorship__plasma"),
        last_on=_least(visits, Max("visited_on"), "mentorship__plasma"),
    )


def _least(rows, wanted, by="mentorship"):
    return Subquery(rows.values(by).annotate(found=wanted).values("found"), output_field=DateField())


def _counted(rows, by="mentorship"):
    counted = rows.values(by).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def is_late(today):
    """The condition for a mentorship with a late visit."""
    return Exists(PlannedVisit.objects.filter(mentorship=OuterRef("pk")).late(today))


def is_over(today):
    """Longer than the eighteen months: to be decided on."""
    return Q(course_began_on__lte=today - COURSE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the visits of one mentorship stand today, for a badge: (tone, icon, words)."""

    next_on: date | None
    late_on: date | None
    today: date

    @property
    def badge(self):
        if self.late_on:
            return ("bad", "warn", due_words(self.late_on, self.today, own_work=True))
        if self.next_on is None:
            return ("mute", "stop", "Tidak ada jadwal")
        if self.next_on == self.today:
            return ("wait", "clock", "Hari ini")
        return ("info", "cal", f"{(self.next_on - self.today).days} hari lagi")


def standing(row, today):
    return Standing(row.next_on, row.late_on, today)
