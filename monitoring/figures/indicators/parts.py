"""What is counted, each by village: the rows of a period, the way to their village, and what is counted of them.

The rules are those of the apps' own figures; tests hold the sums against them.
"""

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractMonth

from cases.models import Case as SocialCase
from cases.models import ServiceGiven
from families.enums import CloseReason, Dimension, FamilyStatus, WorkRhythm
from families.figures.places import lived_in, open_on, recorded_in, running_on
from families.models import Assessment, Family, MoneyRecord, Problem, Rating, StatusPeriod
from finance.models import LedgerEntry
from finance.queries.ledger import RECEIVED, total
from institutions.enums import UnitState
from institutions.models import Activity, AgendaItem, CareUnit, Meeting, Membership, Officer
from institutions.queries import with_activity
from monitoring.figures.indicators.table import SOURCE_KEYS
from programmes.enums import NextStep
from programmes.models import (
    BeneficiaryGroup,
    BusinessGroup,
    GroupMember,
    MemberFollowUp,
    SessionAttendance,
    TrainingSession,
)
from programmes.queries.money import money_then_and_now
from referrals.enums import ReferralState
from referrals.models import Placement, Referral
from regions.models import in_regions

ABLE = (NextStep.INSTRUCTOR, NextStep.MENTOR)
OUTCOME_CODES = ("H.1", "H.2", "H.3")  # of the national checklist; a regency's own keeps them
OF_UNIT = "care_unit__village"


def days_of(period):
    return period.first_day, period.last_day


def units(codes, period):
    day = period.last_day
    rows = CareUnit.objects.active().filter(in_regions("village__code", codes))
    rows = rows.filter(Q(founded_on=None) | Q(founded_on__lte=day))
    return rows, "village", [Count("pk"), Count("pk", filter=Q(decree__decided_on__lte=day))]


def _working(codes):
    return in_regions("care_unit__village__code", codes) & ~Q(care_unit__state=UnitState.INACTIVE)


def officers(codes, period):
    return Officer.objects.filter(_working(codes)).in_term(period.last_day), OF_UNIT, [Count("pk")]


def members(codes, period):
    day = period.last_day
    rows = Membership.objects.filter(_working(codes)).current(day)
    rows = with_activity(rows, Meeting.objects.filter(_working(codes)), day)
    counts = [Count("pk"), Count("pk", filter=Q(is_active=True)), Count("institution", distinct=True)]
    return rows, OF_UNIT, counts


def meetings(codes, period):
    rows = Meeting.objects.held().filter(in_regions(f"{OF_UNIT}__code", codes), held_on__range=days_of(period))
    return rows, OF_UNIT, [Count("pk"), Count(ExtractMonth("held_on"), distinct=True)]


def activities(codes, period):
    rows = Activity.objects.held().filter(in_regions(f"{OF_UNIT}__code", codes), held_on__range=days_of(period))
    return rows, OF_UNIT, [Count("pk"), Count("agenda_item"), Sum(F("men") + F("women") + F("children"))]


def agendas(codes, period):
    """Rows of items that are alike: first month, last month, times, how many."""
    rows = AgendaItem.objects.filter(in_regions("agenda__care_unit__village__code", codes), agenda__year=period.year)
    rows = rows.exclude(agenda__care_unit__state=UnitState.INACTIVE)
    return rows, "agenda__care_unit__village", [F("first_month"), F("last_month"), F("times"), Count("pk")]


def referrals(codes, period):
    rows = Referral.objects.filter(in_regions("village__code", codes), submitted_on__range=days_of(period))
    given = Placement.objects.filter(~Q(declined_reason="") | Q(appointment_on__isnull=False), referral=OuterRef("pk"))
    answered = Q(Exists(given)) | Q(state=ReferralState.REJECTED)
    return rows, "village", [Count("pk"), Count("pk", filter=answered)]


def money(codes, period):
    """Receipts in all and of each source; a book counts from its first entry on."""
    rows = LedgerEntry.objects.filter(in_regions(f"{OF_UNIT}__code", codes), dated_on__lte=period.last_day)
    within = Q(dated_on__gte=period.first_day)
    received = [total(RECEIVED, filter=within & Q(source=source)) for source in SOURCE_KEYS]
    return rows, OF_UNIT, [Count("care_unit", distinct=True), total(RECEIVED, filter=within), *received]


def services(codes, period):
    rows = ServiceGiven.objects.counted().filter(in_regions("case__village__code", codes))
    partners = ServiceGiven.institutions.through.objects.filter(servicegiven=OuterRef("pk")).order_by()
    joint = partners.values("servicegiven").annotate(n=Count("pk")).filter(n__gte=2)
    counts = [Count("pk"), Count("pk", filter=Exists(partners)), Count("pk", filter=Exists(joint))]
    return rows.filter(given_on__range=days_of(period)), "case__village", counts


def cases(codes, period):
    rows = SocialCase.objects.filter(in_regions("village__code", codes), opened_on__range=days_of(period))
    return rows, "village", [Count("pk")]


def outcomes(codes, period):
    """The three outcomes in the latest assessment of each family by the end of the period."""
    day = period.last_day
    later = Q(assessed_on__gt=OuterRef("assessment__assessed_on"))
    later |= Q(assessed_on=OuterRef("assessment__assessed_on"), pk__gt=OuterRef("assessment"))
    newer = Assessment.objects.filter(later, family=OuterRef("assessment__family"), assessed_on__lte=day)
    rows = Rating.objects.filter(
        ~Exists(newer), recorded_in(codes, day, "assessment__family__"), value__isnull=False,
        assessment__assessed_on__lte=day, indicator__dimension=Dimension.OUTCOME,
    )  # fmt: skip
    counts = []
    for code in OUTCOME_CODES:
        this = Q(indicator__code=code)
        counts += [Sum("value", filter=this, default=0), Count("pk", filter=this)]
    return rows, "assessment__family__status_periods__village", counts


def families(codes, period):
    day = period.last_day
    rows = StatusPeriod.objects.filter(in_regions("village__code", codes), running_on(day), open_on(day, "family__"))
    return rows, "village", [Count("pk")]


def graduates(codes, period):
    """Became a pioneer in the period, and was plasma before."""
    earlier = StatusPeriod.objects.filter(family=OuterRef("family"), starts_on__lt=OuterRef("starts_on"))
    before = Coalesce(Subquery(earlier.order_by("-starts_on").values("status")[:1]), Value(""))
    rows = StatusPeriod.objects.filter(
        Exists(earlier.filter(status=FamilyStatus.PLASMA)), in_regions("village__code", codes),
        starts_on__range=days_of(period), status=FamilyStatus.PIONEER,
    )  # fmt: skip
    return rows.alias(before=before).exclude(before=FamilyStatus.PIONEER), "village", [Count("pk")]


def problems(codes, period):
    """In hand: begun to be handled by the end of the period and not solved before it, or solved in it."""
    first, last = days_of(period)
    rows = Problem.objects.filter(lived_in(codes, last, "family__"), recorded_on__lte=last)
    rows = rows.exclude(family__closed_reason=CloseReason.MERGED)
    solved = Q(solved_on__range=(first, last))
    unsolved = Q(solved_on=None) | Q(solved_on__gt=last)
    counts = [
        Count("pk", filter=Q(recorded_on__gte=first)),
        Count("pk", filter=solved),
        Count("pk", filter=solved | (unsolved & Q(handled_on__lte=last))),
        Count("family", distinct=True, filter=unsolved & open_on(last, "family__")),
    ]
    return rows, "family__status_periods__village", counts


def _groups(codes, days):
    rows = BeneficiaryGroup.objects.filter(in_regions("village__code", codes), programme__ends_on__gte=days[0])
    return rows.filter(formed_on__lte=days[1]).order_by()


def participants(codes, period):
    rows = GroupMember.objects.current(period.last_day).filter(group__in=_groups(codes, days_of(period)))
    return rows, "group__village", [Count("pk"), Count("group", distinct=True)]


def attendable(codes, period):
    """Pairs of a session held and a member who belonged on that day."""
    rows = TrainingSession.objects.filter(
        Q(group__members__left_on=None) | Q(group__members__left_on__gte=F("held_on")),
        in_regions("group__village__code", codes), group__members__joined_on__lte=F("held_on"),
        held_on__range=days_of(period),
    )  # fmt: skip
    return rows, "group__village", [Count("pk")]


def attendances(codes, period):
    rows = SessionAttendance.objects.filter(
        in_regions("session__group__village__code", codes), session__held_on__range=days_of(period)
    )
    return rows, "session__group__village", [Count("pk"), Count("pk", filter=Q(suggested=True))]


def cadres(codes, period):
    rows = MemberFollowUp.objects.filter(in_regions("member__group__village__code", codes), step__in=ABLE)
    rows = rows.filter(decided_on__range=days_of(period))
    return rows, "member__group__village", [Count("member", distinct=True)]


def businesses(codes, period):
    rows = BusinessGroup.objects.filter(group__in=_groups(codes, days_of(period)), goes_on__isnull=False)
    return rows, "group__village", [Count("pk"), Count("pk", filter=Q(goes_on=True))]


def incomes(codes, period):
    """Families of members with two records of their income. Times are told in twelfths a month: 52 weeks a year."""
    days = days_of(period)
    joined = GroupMember.objects.filter(group__in=_groups(codes, days), joined_on__lte=days[1], person__isnull=False)
    members_ = joined.filter(person__family=OuterRef("pk")).order_by("group__programme__starts_on", "pk")
    rows = Family.objects.filter(pk__in=joined.order_by().values("person__family")).order_by()
    rows = money_then_and_now(rows, Subquery(members_.values("group__programme__starts_on")[:1]), days[1])
    rows = rows.annotate(
        place=Subquery(members_.values("group__village")[:1]),
        before=_of("first", F("income")), after=_of("latest", F("income")),
        saved=_of("latest", F("monthly_savings")), times=_of("latest", _twelfths()),
    )  # fmt: skip
    sums = [Coalesce(Sum(each), 0, output_field=BigIntegerField()) for each in ("before", "after", "saved", "times")]
    return rows, "place", [Count("pk"), *sums, Count("saved"), Count("times")]


def _of(record, value):
    """``value``: an expression of the record that the annotation ``record`` names."""
    return Subquery(MoneyRecord.objects.filter(pk=OuterRef(record)).annotate(asked=value).values("asked"))


def _twelfths():
    weekly = When(business_rhythm=WorkRhythm.WEEK, then=F("business_times") * Value(52))
    return Case(weekly, default=F("business_times") * Value(12), output_field=BigIntegerField())
