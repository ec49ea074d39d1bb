"""The schedule of visits: made once for a course, moved after a gap. The rhythm itself stands in queries.rhythm."""

from collections import defaultdict
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.exceptions import DomainError
from institutions.services.rights import locked
from jobs.services import enqueue
from mentoring.models import Mentorship, PlannedVisit
from mentoring.queries.rhythm import WEEKS, free_days, schedule

FARTHEST = timedelta(days=92)
MOST_COURSES = 500
# What one statement does for courses that began on one day. Who took over a course gets only what is left of it.
_PLAN = """
    WITH rhythm (number, due_on) AS (VALUES {rows})
    INSERT INTO mentoring_plannedvisit (mentorship_id, number, due_on)
    SELECT course.id, rhythm.number, rhythm.due_on FROM mentoring_mentorship course CROSS JOIN rhythm
    WHERE course.id IN ({courses}) AND course.ends_on IS NULL AND rhythm.due_on >= course.starts_on
    ORDER BY course.id, rhythm.number
"""


def plan_all(progress):
    """A schedule for every running course that has none; run again, it adds nothing. Courses of one day go together,
    each statement a transaction of its own, so that a run that broke off is gone on with. Of two runs at once the
    unique constraint stops one, and its job tries again later."""
    waiting = defaultdict(list)
    for began_on, pk in unplanned().order_by("course_began_on", "pk").values_list("course_began_on", "pk"):
        waiting[began_on].append(pk)
    for number, (began_on, courses) in enumerate(waiting.items()):
        progress(number, len(waiting))
        for start in range(0, len(courses), MOST_COURSES):
            plan_courses(began_on, courses[start : start + MOST_COURSES])


def plan_courses(began_on, courses):
    """The schedules of these mentorships, all of courses that began on this day."""
    rows = schedule(began_on)
    statement = _PLAN.format(rows=_marks("(%s, %s)", rows), courses=_marks("%s", courses))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(value for row in rows for value in row), *courses])


def _marks(mark, values):
    return ", ".join([mark] * len(values))


def unplanned():
    return Mentorship.objects.open().filter(~Exists(PlannedVisit.objects.filter(mentorship=OuterRef("pk"))))


def ask_for_plans():
    """Once a day by the clock."""
    return enqueue("mentoring.make_plans", title="Jadwal kunjungan", args={}, key="plans")


@transaction.atomic
def replan(mentorship, day, *, actor):
    """After a gap: the next visit falls on ``day`` and those behind it keep their distance.

    Numbers stay, what has passed stays late or missed, and doing it twice changes nothing.
    """
    if not Mentorship.objects.recordable_by(actor).filter(pk=mentorship.pk).exists():
        raise PermissionDenied("record_visits")
    locked(Mentorship.objects.all(), mentorship.pk)
    today = timezone.localdate()
    if not today <= day <= today + FARTHEST:
        raise DomainError("Isi hari ini atau hari dalam tiga bulan ke depan.")
    rows = list(mentorship.planned.ahead(today).order_by("number"))
    if not rows:
        raise DomainError("Tidak ada lagi kunjungan yang harus dibuat pada jadwal ini.")
    shift(rows, day)


def shift(rows, day):
    """The first of ``rows`` falls on ``day``, the others as far behind it as the rhythm has them."""
    weeks = [WEEKS[planned.number - 1] - WEEKS[rows[0].number - 1] for planned in rows]
    for planned, due_on in zip(rows, free_days(day + timedelta(weeks=each) for each in weeks), strict=True):
        planned.due_on = due_on
    PlannedVisit.objects.bulk_update(rows, ["due_on"])
