"""What each pioneer family did of its eight tasks (guideline III.A.6.2) in a period, read from the records.

1 identify: problems recorded and assessments made of the families while it guided them.
2 communicate: visits. 3 motivate and advocate: tasks agreed at visits. 4 be an example: it was a pioneer family to the
last day. 5 link with source systems: cases of the guided families that a visit served, or that it reported itself.
6 share experience and skills: the different topics of its visits. 7 attend: meetings of the FCU.
8 monitor and report: visits recorded within three days.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q

from cases.enums import IntakeSource
from cases.models import Case
from families.enums import FamilyStatus
from families.models import Assessment, Problem, StatusPeriod
from institutions.models import Attendance
from mentoring.models import AgreedTask, MentoringVisit, Mentorship

TASKS = {
    "identify": "Mengenali masalah dan kebutuhan",
    "communicate": "Membangun komunikasi",
    "motivate": "Memotivasi dan mengadvokasi",
    "example": "Menjadi contoh",
    "link": "Menghubungkan dengan sistem sumber",
    "share": "Berbagi pengalaman dan keterampilan",
    "attend": "Menghadiri rapat FCU",
    "report": "Memantau dan melaporkan",
}
SOON = timedelta(days=3)


def eight_tasks(village_code, period):
    """{pioneer family: {task: how often}} of those who guided somebody in the period, in ten statements."""
    days = (period.first_day, period.last_day)
    mentorships = Mentorship.objects.filter(village=village_code, starts_on__lte=days[1])
    mentorships = mentorships.filter(Q(ends_on=None) | Q(ends_on__gte=days[0]))
    pioneers = set(mentorships.values_list("pioneer", flat=True))
    done = {pk: dict.fromkeys(TASKS, 0) for pk in pioneers}
    for task, counted in _counted(mentorships, pioneers, days).items():
        for pk, times in counted:
            if pk in done:
                done[pk][task] += times
    return done


def _counted(mentorships, pioneers, days):
    visits = MentoringVisit.objects.filter(mentorship__in=mentorships, visited_on__range=days)
    return {
        "identify": [
            *_of_guided(mentorships, Problem, "recorded_on", days),
            *_of_guided(mentorships, Assessment, "assessed_on", days),
        ],
        "communicate": _by_pioneer(visits),
        "motivate": _by_pioneer(AgreedTask.objects.filter(agreed_at__in=visits)),
        "example": _steady(pioneers, days[1]),
        "link": _linked(mentorships, visits, days),
        "share": _topics(visits),
        "attend": _attended(pioneers, days),
        "report": _by_pioneer(visits.filter(recorded_at__date__lte=F("visited_on") + SOON)),
    }


def _by_pioneer(rows, path="mentorship__pioneer"):
    return list(rows.order_by().values_list(path).annotate(n=Count("pk")))


def _of_guided(mentorships, model, field, days):
    """Rows about a family, counted for whoever guided it on that day."""
    mine = Q(**{f"plasma__{_SIDE[model]}__{field}__range": days})
    mine &= Q(**{f"plasma__{_SIDE[model]}__{field}__gte": F("starts_on")})
    mine &= Q(ends_on=None) | Q(**{f"plasma__{_SIDE[model]}__{field}__lte": F("ends_on")})
    rows = mentorships.filter(mine).order_by().values_list("pioneer")
    return list(rows.annotate(n=Count(f"plasma__{_SIDE[model]}", distinct=True)))


_SIDE = {Problem: "problems", Assessment: "assessments"}


def _steady(pioneers, day):
    on = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
    rows = StatusPeriod.objects.filter(on, family__in=pioneers, status=FamilyStatus.PIONEER)
    return [(pk, 1) for pk in rows.values_list("family", flat=True)]


def _linked(mentorships, visits, days):
    """Cases opened in the period that one of its visits served, or that came in as a pioneer's report."""
    served = Exists(visits.filter(case=OuterRef("pk")))
    reported = Q(intake__source=IntakeSource.PIONEER)
    cases = Case.objects.filter(served | reported, opened_on__range=days)
    lasted = Q(family__guided_by__ends_on=None) | Q(family__guided_by__ends_on__gte=F("opened_on"))
    rows = cases.filter(
        lasted, family__guided_by__in=mentorships, family__guided_by__starts_on__lte=F("opened_on")
    ).order_by()
    return list(rows.values_list("family__guided_by__pioneer").annotate(n=Count("pk", distinct=True)))


def _topics(visits):
    heard = defaultdict(set)
    for pioneer, topics in visits.values_list("mentorship__pioneer", "topics"):
        heard[pioneer].update(topics)
    return [(pioneer, len(topics)) for pioneer, topics in heard.items()]


def _attended(pioneers, days):
    rows = Attendance.objects.filter(
        membership__family__in=pioneers, meeting__held_on__range=days, meeting__is_planned=False
    )
    return _by_pioneer(rows, "membership__family")
