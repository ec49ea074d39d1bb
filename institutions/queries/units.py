"""Who belongs to an FCU, its terms, meetings and papers."""

from datetime import timedelta

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Prefetch, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from core.periods import Period
from documents.enums import DocumentKind
from documents.models import Document
from documents.queries import newest_documents
from institutions.enums import FoundingKind, Post, UnitState
from institutions.models import (
    Attendance,
    CareUnit,
    Decree,
    FoundingPaper,
    Meeting,
    Membership,
    Officer,
)
from institutions.queries.counting import count_of

TERM_WARNING = timedelta(days=60)
RECENT_MEETINGS = 3
# Papers of a meeting: True while it is planned, False once it was held, None for both.
MEETING_PAPERS = {
    DocumentKind.MEETING_INVITATION: True,
    DocumentKind.ATTENDANCE_SHEET: None,
    DocumentKind.MEETING_MINUTES: False,
}


def unit_of(village):
    """The village's FCU that works or is being formed, or None. ``village`` is a region or its code."""
    return CareUnit.objects.active().filter(village=village).first()


def officers_on(unit, day):
    """Who held a post on this day, coordinator first."""
    return unit.officers.in_term(day).select_related("membership").order_by("post")


def ending_terms(officers, day=None):
    """Of these officers the terms that end within 60 days without a successor."""
    day = day or timezone.localdate()
    followed = {row.post for row in officers if row.starts_on > day}
    soon = [row for row in officers if row.starts_on <= day <= row.ends_on <= day + TERM_WARNING]
    return sorted((row for row in soon if row.post not in followed), key=lambda row: row.ends_on)


def terms_to_renew(officers, day=None):
    """Of these officers' terms the last of each post, where it ends within 60 days or is over and nobody followed."""
    day = day or timezone.localdate()
    later = Officer.objects.filter(
        care_unit=OuterRef("care_unit"), post=OuterRef("post"), starts_on__gt=OuterRef("starts_on")
    )
    ending = officers.filter(starts_on__lte=day, ends_on__lte=day + TERM_WARNING)
    return ending.exclude(Exists(later)).exclude(care_unit__state=UnitState.INACTIVE).order_by("ends_on", "pk")


def formation_day(unit):
    """When the members first met to form the FCU, by its founding file; None when that is not written down."""
    return _first_day(unit, FoundingKind.FORMATION)


def founding_day(unit):
    """The day that a decree may not come before."""
    return max(filter(None, (unit.founded_on, formation_day(unit))), default=None)


def confirmation_day(unit):
    """The first confirmation of the founding file or the day of the decree, whichever came first."""
    decided = Decree.objects.filter(care_unit=unit).values_list("decided_on", flat=True).first()
    return min(filter(None, (decided, _first_day(unit, FoundingKind.CONFIRMATION))), default=None)


def _first_day(unit, kind):
    return unit.founding_steps.filter(kind=kind).aggregate(day=Min("held_on"))["day"]


def steps_of(unit):
    """The founding file in the order of its days, each step with the ``papers`` that were not taken away."""
    papers = FoundingPaper.objects.kept().select_related("file")
    return unit.founding_steps.prefetch_related(Prefetch("papers", papers)).order_by("held_on", "pk")


def latest_draft(unit):
    """The decree as it was drafted last, or None."""
    drafts = Document.objects.filter(
        kind=DocumentKind.UNIT_DECREE, subject_type=unit._meta.label_lower, subject_id=unit.pk
    )
    return drafts.select_related("file").order_by("-revision").first()


def groups_of(unit):
    """The working groups, those that still work first, each with its ``members`` ready."""
    members = Membership.objects.select_related("institution").order_by("name", "pk")
    groups = unit.working_groups.select_related("chair").prefetch_related(Prefetch("members", members))
    return groups.order_by(F("ends_on").desc(nulls_first=True), "name", "pk")


def recent_meetings(meetings, day=None):
    """The last three meetings of each FCU among ``meetings`` up to ``day``."""
    day = day or timezone.localdate()
    newest = Window(RowNumber(), partition_by=F("care_unit"), order_by=[F("held_on").desc(), F("pk").desc()])
    return meetings.held().filter(held_on__lte=day).annotate(age_rank=newest).filter(age_rank__lte=RECENT_MEETINGS)


def with_activity(memberships, meetings, day=None):
    """Annotates ``is_active``: the member attended at least one of the last three meetings."""
    recent = Meeting.objects.filter(pk__in=recent_meetings(meetings, day).values("pk"))
    attended = Attendance.objects.filter(membership=OuterRef("pk"), meeting__in=recent)
    return memberships.annotate(is_active=Exists(attended))


def members_of_unit(unit, day=None):
    """Those who belong to the FCU on this day, with ``is_active``."""
    current = Membership.objects.filter(care_unit=unit).current(day)
    return with_activity(current, unit.meetings.all(), day).select_related("institution").order_by("name", "pk")


def with_attendance(meetings):
    """Annotates ``members_present`` and ``guests_present``."""
    present = Attendance.objects.filter(meeting=OuterRef("pk"))
    return meetings.annotate(
        members_present=count_of(present.exclude(membership=None), "meeting"),
        guests_present=count_of(present.filter(membership=None), "meeting"),
    )


def letters_of(meeting):
    """(kind, its newest paper or None, may it be issued now) for this meeting, planned or held."""
    issued = newest_documents(meeting, MEETING_PAPERS)
    now = [kind for kind, planned_only in MEETING_PAPERS.items() if planned_only in (None, meeting.is_planned)]
    return [(kind, issued.get(kind), kind in now) for kind in MEETING_PAPERS if kind in now or kind in issued]


def unit_rows(units, day=None):
    """With ``member_count``, ``officer_count``, ``last_meeting`` and ``decree_number``: a row of the list of FCUs."""
    day = day or timezone.localdate()
    members = Membership.objects.filter(care_unit=OuterRef("pk")).current(day)
    officers = Officer.objects.filter(care_unit=OuterRef("pk")).in_term(day)
    meetings = Meeting.objects.held().filter(care_unit=OuterRef("pk")).order_by("-held_on")
    return units.select_related("village__parent").annotate(
        member_count=count_of(members, "care_unit"),
        officer_count=count_of(officers, "care_unit"),
        last_meeting=Subquery(meetings.values("held_on")[:1]),
        decree_number=Subquery(Decree.objects.filter(care_unit=OuterRef("pk")).values("number")[:1]),
    )


def grid_villages(villages):
    """Each with ``unit_pk`` and ``unit_state`` of its FCU: the one that works, else the last one that did."""
    rank = Case(When(state=UnitState.INACTIVE, then=Value(1)), default=Value(0))
    units = CareUnit.objects.filter(village=OuterRef("pk")).order_by(rank, "-pk")
    return villages.select_related("parent").annotate(
        unit_pk=Subquery(units.values("pk")[:1]), unit_state=Subquery(units.values("state")[:1])
    )


def units_with(what, day):
    """Keys of the FCUs that have a ``decree``, all ``officers`` in term, or ``meetings`` in the quarter before."""
    if what == "decree":
        return Decree.objects.values("care_unit")
    if what == "officers":
        held = Officer.objects.in_term(day).order_by().values("care_unit").annotate(n=Count("post", distinct=True))
        return held.filter(n=len(Post)).values("care_unit")
    quarter = Period.quarter_of(day).previous()
    held = Meeting.objects.filter(held_on__range=(quarter.first_day, quarter.last_day), is_planned=False)
    return held.values("care_unit")


def units_by_district(villages):
    """(district, villages, villages with an FCU) of ``grid_villages``, by district."""
    working = Q(unit_state__isnull=False) & ~Q(unit_state=UnitState.INACTIVE)
    counted = villages.order_by().values_list("parent").annotate(n=Count("pk"), n_with=Count("pk", filter=working))
    return list(counted.order_by("parent"))
