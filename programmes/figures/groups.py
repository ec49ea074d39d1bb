"""Counts of groups, their sessions and what follows from them, for a region and a period (practice paper, III.D)."""

from dataclasses import dataclass

from django.db.models import Avg, Case, Count, Exists, F, FloatField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from families.enums import Sex, WorkRhythm
from families.models import Family, MoneyRecord
from programmes.models import (
    BeneficiaryGroup,
    BusinessGroup,
    GroupMember,
    MemberFollowUp,
    SessionAttendance,
    TrainingSession,
)
from programmes.queries.money import money_then_and_now
from regions.models import in_regions

VILLAGE = "village__code"
WEEKS_A_MONTH = 52 / 12


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """``planned``: days of the period, without those called off; ``late``: of them over and not held by now."""

    planned: int
    held: int
    late: int


@dataclass(frozen=True, slots=True)
class IncomeFigures:
    """Of the families with two records of their income: one from before the programme, or else its first, and the
    last by the end of the period. Sums in rupiah a month; savings and times are means of those that know them."""

    families: int
    before: int
    after: int
    savings_before: float | None
    savings_after: float | None
    times_a_month: float | None

    @property
    def change(self):
        return self.after - self.before

    @property
    def percent(self):
        """None where nothing was earned before."""
        return 100 * self.change / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Groups of programmes whose planned time touches the period, and their members on its last day; what was held,
    given or recommended, in the period. ``businesses_going_on`` of ``businesses_known``, as it is known by now.

    ``groups``: {kind: how many}; ``members``: {(sex, is of a registered family): how many}; ``sessions``: {kind:
    SessionCounts}; ``follow_ups``: {NextStep: members}; ``capital`` in rupiah.
    """

    groups: dict
    members: dict
    sessions: dict
    attendances: int
    attendances_possible: int
    suggestions: int
    capital: int
    businesses: int
    businesses_known: int
    businesses_going_on: int
    follow_ups: dict
    income: IncomeFigures

    @property
    def attendance_percent(self):
        return 100 * self.attendances / self.attendances_possible if self.attendances_possible else None


def group_figures(codes, period):
    """Of the villages below ``codes``, in eight statements."""
    days = (period.first_day, period.last_day)
    groups = BeneficiaryGroup.objects.filter(
        in_regions(VILLAGE, codes), formed_on__lte=days[1], programme__ends_on__gte=days[0]
    ).order_by()  # fmt: skip
    sessions = TrainingSession.objects.filter(in_regions(f"group__{VILLAGE}", codes)).order_by()
    return GroupFigures(
        groups=dict(groups.values_list("kind").annotate(n=Count("pk"))),
        members=_members(groups, days[1]),
        sessions=_sessions(sessions, days),
        attendances_possible=_possible(sessions, days),
        **_attendances(codes, days),
        **_businesses(groups, codes, days),
        follow_ups=_follow_ups(codes, days),
        income=_income(groups, days[1]),
    )


def _members(groups, day):
    rows = GroupMember.objects.current(day).filter(group__in=groups).order_by()
    sex = Case(When(person=None, then=F("sex")), default=F("person__sex"))
    counted = rows.values_list(sex, Q(person__isnull=False)).annotate(n=Count("pk"))
    return {(Sex(sex), bool(registered)): n for sex, registered, n in counted}


def _sessions(sessions, days):
    in_time = Q(planned_on__range=days, called_off_because="")
    held = Q(held_on__range=days)
    late = in_time & Q(held_on=None, planned_on__lt=timezone.localdate())
    rows = sessions.filter(in_time | held).values_list("kind")
    counted = rows.annotate(
        planned=Count("pk", filter=in_time), held=Count("pk", filter=held), late=Count("pk", filter=late)
    )  # fmt: skip
    return {kind: SessionCounts(*counts) for kind, *counts in counted}


def _possible(sessions, days):
    """Pairs of a session held and a member who belonged on that day."""
    member = Q(group__members__joined_on__lte=F("held_on"))
    stayed = Q(group__members__left_on=None) | Q(group__members__left_on__gte=F("held_on"))
    return sessions.filter(member, stayed, held_on__range=days).count()


def _attendances(codes, days):
    rows = SessionAttendance.objects.filter(
        in_regions(f"session__group__{VILLAGE}", codes), session__held_on__range=days
    )  # fmt: skip
    return rows.aggregate(attendances=Count("pk"), suggestions=Count("pk", filter=Q(suggested=True)))


def _businesses(groups, codes, days):
    rows = BusinessGroup.objects.filter(in_regions(f"group__{VILLAGE}", codes))
    ours = Q(group__in=groups)
    return rows.aggregate(
        capital=Coalesce(Sum("capital", filter=Q(capital_on__range=days)), 0),
        businesses=Count("pk", filter=ours),
        businesses_known=Count("pk", filter=ours & Q(goes_on__isnull=False)),
        businesses_going_on=Count("pk", filter=ours & Q(goes_on=True)),
    )


def _follow_ups(codes, days):
    rows = MemberFollowUp.objects.filter(
        in_regions(f"member__group__{VILLAGE}", codes), decided_on__range=days
    ).order_by()  # fmt: skip
    return dict(rows.values_list("step").annotate(n=Count("member", distinct=True)))


def _income(groups, day):
    members = GroupMember.objects.filter(group__in=groups, person__family=OuterRef("pk"), joined_on__lte=day)
    began = members.order_by("group__programme__starts_on").values("group__programme__starts_on")[:1]
    families = Family.objects.filter(Exists(members)).order_by()
    rows = money_then_and_now(families, Subquery(began), day)
    rows = rows.annotate(
        before=_of("first", F("income")), after=_of("latest", F("income")),
        saved_before=_of("first", F("monthly_savings")), saved_after=_of("latest", F("monthly_savings")),
        times=_of("latest", _times_a_month()),
    )  # fmt: skip
    counted = rows.aggregate(
        families=Count("pk"), total_before=Coalesce(Sum("before"), 0), total_after=Coalesce(Sum("after"), 0),
        savings_before=Avg("saved_before"), savings_after=Avg("saved_after"), times_a_month=Avg("times"),
    )  # fmt: skip
    return IncomeFigures(before=counted.pop("total_before"), after=counted.pop("total_after"), **counted)


def _of(record, value):
    """``value``: an expression of the record that the annotation ``record`` names."""
    return Subquery(MoneyRecord.objects.filter(pk=OuterRef(record)).annotate(asked=value).values("asked"))


def _times_a_month():
    weekly = When(business_rhythm=WorkRhythm.WEEK, then=F("business_times") * Value(WEEKS_A_MONTH))
    return Case(weekly, default=F("business_times") * Value(1.0), output_field=FloatField())
