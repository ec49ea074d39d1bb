"""Counts of mentoring for a region and a period; every report and chart reads these."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from families.enums import FamilyStatus
from families.models import StatusPeriod
from mentoring.enums import MentorshipEnd, TaskState, WatchResult
from mentoring.models import (
    AgreedTask,
    Candidate,
    Graduation,
    MentoringVisit,
    Mentorship,
    PlannedVisit,
    TrainingAttendance,
)
from mentoring.queries.prepared import required_subjects
from regions.models import in_regions


@dataclass(frozen=True)
class MentoringFigures:
    """``*_at_end``: as of the last day; the rest happened in the period.

    ``missed``: planned visits whose turn passed without a visit before the next one came; ``late``: those still
    open on the last day whose day has passed.
    """

    candidates: dict
    established: int
    trainings_attended: int
    pioneers_at_end: int
    prepared_at_end: int
    pairs_at_end: int
    guiding_at_end: int
    begun: int
    planned: int
    visits: int
    families_visited: int
    missed: int
    late: int
    tasks_agreed: int
    tasks_done: int
    graduated: int
    terminated: int
    relapsed: int
    ended: dict


def mentoring_figures(codes, period):
    """Of the villages below ``codes``, in eleven statements."""
    days = (period.first_day, period.last_day)
    guided = in_regions("mentorship__village__code", codes)
    return MentoringFigures(
        **_candidates(codes, days),
        **_prepared(codes, days),
        **_pairs(Mentorship.objects.filter(in_regions("village__code", codes)), days),
        **_planned(PlannedVisit.objects.filter(guided), days),
        **_visits(MentoringVisit.objects.filter(guided, visited_on__range=days)),
        **_tasks(AgreedTask.objects.filter(guided), days),
        **_ends(guided, codes, days),
    )


def _candidates(codes, days):
    rows = Candidate.objects.filter(in_regions("selection__village__code", codes)).order_by()
    in_period = rows.filter(selection__began_on__range=days).values_list("state").annotate(n=Count("pk"))
    return {"candidates": dict(in_period), "established": rows.filter(established_on__range=days).count()}


def _prepared(codes, days):
    """A pioneer family is prepared when it attended all required subjects by the last day."""
    on = Q(starts_on__lte=days[1]) & (Q(ends_on=None) | Q(ends_on__gte=days[1]))
    pioneers = StatusPeriod.objects.filter(on, in_regions("village__code", codes), status=FamilyStatus.PIONEER)
    required = required_subjects().count()
    heard = Q(family__trainings__training__held_on__lte=days[1], family__trainings__training__subjects__required=True)
    subjects = Count("family__trainings__training__subjects", filter=heard, distinct=True)
    ready = pioneers.values("family").annotate(subjects=subjects).order_by()
    attended = TrainingAttendance.objects.filter(
        in_regions("training__village__code", codes), training__held_on__range=days
    )
    counted = [row["subjects"] for row in ready]
    return {
        "pioneers_at_end": len(counted),
        "prepared_at_end": sum(subjects >= required for subjects in counted),
        "trainings_attended": attended.count(),
    }


def _pairs(mentorships, days):
    now = Q(starts_on__lte=days[1]) & (Q(ends_on=None) | Q(ends_on__gt=days[1]))
    first = ~Exists(
        Mentorship.objects.filter(
            plasma=OuterRef("plasma"), course_began_on=OuterRef("course_began_on"), starts_on__lt=OuterRef("starts_on")
        )
    )
    return mentorships.annotate(first=first).aggregate(
        pairs_at_end=Count("pk", filter=now),
        guiding_at_end=Count("pioneer", filter=now, distinct=True),
        begun=Count("pk", filter=Q(course_began_on__range=days, first=True)),
    )


def _planned(planned, days):
    after = PlannedVisit.objects.filter(
        mentorship=OuterRef("mentorship"), due_on__gt=OuterRef("due_on"), due_on__lte=days[1]
    )
    due, open_then = Q(due_on__range=days), Q(visit=None) | Q(visit__visited_on__gt=days[1])
    return (
        planned.filter(due)
        .annotate(passed=Exists(after))
        .aggregate(
            planned=Count("pk"),
            missed=Count("pk", filter=open_then & Q(passed=True)),
            late=Count("pk", filter=open_then & Q(passed=False)),
        )
    )


def _visits(visits):
    return visits.aggregate(visits=Count("pk"), families_visited=Count("mentorship__plasma", distinct=True))


def _tasks(tasks, days):
    return tasks.aggregate(
        tasks_agreed=Count("pk", filter=Q(agreed_at__visited_on__range=days)),
        tasks_done=Count("pk", filter=Q(state=TaskState.DONE, settled_at__visited_on__range=days)),
    )


def _ends(guided, codes, days):
    over = Mentorship.objects.filter(in_regions("village__code", codes), ends_on__range=days).order_by()
    ended = dict(over.values_list("end").annotate(n=Count("pk")))
    relapsed = Graduation.objects.filter(guided, watched_on__range=days, watch_result=WatchResult.RELAPSED)
    return {
        "ended": ended,
        "graduated": ended.get(MentorshipEnd.GRADUATED, 0),
        "terminated": ended.get(MentorshipEnd.TERMINATED, 0),
        "relapsed": relapsed.count(),
    }
