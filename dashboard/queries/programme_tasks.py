"""What waits with the programmes for the Dinas: late monitoring and evaluation, months without progress."""

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability as C
from core.formatting import due_words
from core.periods import Period
from dashboard.queries.task import MOST, Task
from programmes.enums import ProgrammeState
from programmes.models import MonthlyProgress, Programme, ProgrammeActivity


def _kept(user):
    mine = user.scope(C.CHANGE_PROGRAMMES, "region__code")
    return Programme.objects.filter(mine, state=ProgrammeState.RUNNING).select_related("agency")


def late_reviews(user):
    """One line a programme, the longest late first."""
    if not user.can(C.CHANGE_PROGRAMMES):
        return []
    today = timezone.localdate()
    late = Q(reviews__done_on=None, reviews__due_on__lt=today)
    rows = _kept(user).annotate(late=Count("reviews", filter=late), since=Min("reviews__due_on", filter=late))
    return [
        Task(
            rank=0,
            tone="bad",
            icon="warn",
            title=f"{programme.late} pemantauan atau evaluasi belum dicatat: {programme}",
            text=f"{programme.agency_label}.",
            url=programme.get_absolute_url(),
            action="Catat hasil",
            late=due_words(programme.since, today, own_work=True),
        )
        for programme in rows.filter(late__gt=0).order_by("since", "pk")[:MOST]
    ]


def months_without_progress(user):
    """Programmes of which nothing was recorded for the last month, though an activity was planned in it."""
    if not user.can(C.CHANGE_PROGRAMMES):
        return []
    month = Period.of("M", timezone.localdate()).previous()
    planned = ProgrammeActivity.objects.filter(
        programme=OuterRef("pk"), removed_on=None, starts_on__lte=month.last_day, ends_on__gte=month.first_day
    )
    recorded = MonthlyProgress.objects.filter(activity__programme=OuterRef("pk"), month=month.first_day)
    rows = _kept(user).filter(Exists(planned), ~Exists(recorded)).order_by("starts_on", "pk")[:MOST]
    return [
        Task(
            rank=2,
            tone="wait",
            icon="table",
            title=f"Kemajuan {month.label} belum dicatat: {programme}",
            text=f"{programme.agency_label}.",
            url=reverse("programmes:progress", args=[programme.pk, month.code]),
            action="Catat kemajuan",
        )
        for programme in rows
    ]


SOURCES = (late_reviews, months_without_progress)
