"""One village with a little of everything that success indicators count, all in the third quarter of 2026."""

from datetime import date
from decimal import Decimal

from accounts.enums import Role
from core.periods import Period
from families.enums import FamilyStatus
from institutions.enums import FundSource, MemberKind, Post
from monitoring.models import IndicatorTarget
from referrals.enums import ReferralState
from referrals.models import Referral
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, ServiceGivenFactory
from tests.factories.families import FamilyFactory, MoneyFactory, ProblemFactory, make_assessment, make_status
from tests.factories.groups import (
    BusinessFactory,
    FollowUpFactory,
    GroupFactory,
    MemberFactory,
    OtherMemberFactory,
    SessionFactory,
    running_programme,
)
from tests.factories.institutions import (
    ActivityFactory,
    AgendaItemFactory,
    AnnualAgendaFactory,
    AttendanceFactory,
    CareUnitFactory,
    DecreeFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
)
from tests.factories.ledger import LedgerEntryFactory, pay
from tests.factories.referrals import make_referral

QUARTER = Period("T", 2026, 3)
FIRST, LAST = QUARTER.first_day, QUARTER.last_day
JULY, AUGUST, AFTER = date(2026, 7, 10), date(2026, 8, 10), date(2026, 10, 1)
LONG_AGO = date(2025, 1, 1)


def target(region, indicator="meetings", value="3", year=2026, **fields):
    regency = region.parent.parent
    fields.setdefault("set_by", make_user(Role.DINAS, region))
    return IndicatorTarget.objects.create(
        region=regency, indicator=indicator, value=Decimal(value), year=year, **fields
    )


def bare_unit(village):
    return CareUnitFactory(village=village, founded_on=LONG_AGO)


def lively_unit(village):
    """An FCU in which each indicator has a value."""
    unit = bare_unit(village)
    _body(unit)
    _work(unit)
    _files(village)
    _group(village)
    return unit


def _body(unit):
    """Two officers of three; two of three members active; two meetings, both in July; one institution."""
    DecreeFactory(care_unit=unit, decided_on=LONG_AGO)
    posts = (Post.COORDINATOR, Post.SECRETARY)
    first, second = (
        OfficerFactory(membership__care_unit=unit, membership__joined_on=LONG_AGO, post=post, starts_on=LONG_AGO,
                       ends_on=date(2027, 1, 1)).membership
        for post in posts
    )  # fmt: skip
    MembershipFactory(
        care_unit=unit, kind=MemberKind.REPRESENTATIVE, institution=InstitutionFactory(region=unit.village),
        joined_on=LONG_AGO,
    )  # fmt: skip
    for day in (FIRST, JULY):
        AttendanceFactory(meeting=MeetingFactory(care_unit=unit, held_on=day), membership=first)
    AttendanceFactory(meeting=MeetingFactory(care_unit=unit, held_on=AFTER), membership=second)
    AttendanceFactory(meeting=unit.meetings.get(held_on=JULY), membership=second)


def _work(unit):
    """Two of four planned; three activities for 25 people; a book with two sources."""
    agenda = AnnualAgendaFactory(care_unit=unit, year=2026)
    item = AgendaItemFactory(agenda=agenda, times=12)
    AgendaItemFactory(agenda=agenda, first_month=9, last_month=9, times=1)
    ActivityFactory(care_unit=unit, held_on=FIRST, agenda_item=item, men=5, women=8, children=2)
    ActivityFactory(care_unit=unit, held_on=LAST, agenda_item=item, men=10)
    ActivityFactory(care_unit=unit, held_on=AUGUST)
    ActivityFactory(care_unit=unit, held_on=AFTER, men=99)
    ActivityFactory(care_unit=unit, held_on=AUGUST, is_planned=True, men=99)
    for source, amount, day in (("village", 1_500_000, FIRST), ("self_help", 500_000, LAST), ("csr", 9, AFTER)):
        LedgerEntryFactory(care_unit=unit, source=FundSource(source), amount=amount, dated_on=day)
    pay(unit, amount=100_000, dated_on=AUGUST)


def _files(village):
    """Four families, one graduated; two cases; three services, two with one institution, one with two; four
    referrals, two of them answered; two problems new, of three in hand one solved, two families with problems."""
    families = [make_status(FamilyFactory(village=village), FamilyStatus.PLASMA, on=LONG_AGO) for _ in range(4)]
    _ratings(families)
    graduate = families[3]
    graduate.status_periods.update(ends_on=JULY)
    graduate.status_periods.create(village=village, status="pioneer", starts_on=AUGUST, actor=graduate.recorded_by)
    case = CaseFactory(family=families[0], opened_on=FIRST, number=f"K-{village.pk}-1")
    CaseFactory(family=families[1], opened_on=LAST, number=f"K-{village.pk}-2")
    _services(case)
    for state in (ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.SUBMITTED, ReferralState.PLACED):
        referral = make_referral(state, case=case, number=f"463/{village.pk}/{state}")
        Referral.objects.filter(pk=referral.pk).update(submitted_on=LAST)
        if state == ReferralState.ACCEPTED:
            referral.placements.update(appointment_on=AFTER)
    problem = {"family": families[0], "recorded_on": LONG_AGO}
    ProblemFactory(**problem, handled_on=JULY, state="solved", solved_on=LAST)
    ProblemFactory(**problem, handled_on=LONG_AGO, state="handled")
    ProblemFactory(**problem, handled_on=LONG_AGO, state="solved", solved_on=AFTER)
    ProblemFactory(family=families[1], recorded_on=FIRST)
    ProblemFactory(family=families[0], recorded_on=LAST)
    ProblemFactory(family=families[2], recorded_on=AFTER)


def _services(case):
    for helpers in (0, 1, 1, 2):
        service = ServiceGivenFactory(case=case, given_on=AUGUST)
        service.institutions.set(InstitutionFactory(region=case.village) for _ in range(helpers))
    ServiceGivenFactory(case=case, given_on=AFTER)
    ServiceGivenFactory(case=case, given_on=AUGUST, cancelled_on=AUGUST, cancel_reason="Salah tulis")


def _ratings(families):
    """The latest by the end of the quarter: 3 and 1."""
    make_assessment(families[0], on=JULY, outcome=0)
    make_assessment(families[0], on=LAST, outcome=3)
    make_assessment(families[0], on=AFTER, outcome=0)
    make_assessment(families[1], on=LONG_AGO, outcome=1)


def _group(village):
    """Three members, one of a family whose income grew from 1 to 1.5 million; one of two knows that it goes on."""
    programme = running_programme(village, starts_on=LONG_AGO, ends_on=date(2026, 12, 31))
    group = GroupFactory(village=village, programme=programme, formed_on=LONG_AGO)
    member, other, leaves = MemberFactory(group=group), *(OtherMemberFactory(group=group) for _ in range(2))
    family, early = member.person.family, LONG_AGO
    make_status(family, FamilyStatus.PIONEER, on=AFTER)
    MoneyFactory(family=family, noted_on=early, income=1_000_000)
    MoneyFactory(
        family=family,
        noted_on=LAST,
        income=1_500_000,
        monthly_savings=60_000,
        business_times=3,
        business_rhythm="week",
    )
    MoneyFactory(family=family, noted_on=AFTER, income=9_000_000)
    held = SessionFactory(group=group, planned_on=AUGUST, held_on=AUGUST)
    held.attendances.create(member=member, suggested=True)
    held.attendances.create(member=leaves)
    SessionFactory(group=group, planned_on=AFTER, held_on=AFTER).attendances.create(member=member, suggested=True)
    for each, step in ((other, "instructor"), (other, "mentor"), (member, "capital")):
        FollowUpFactory(member=each, step=step, decided_on=LAST)
    BusinessFactory(group=group, goes_on=True), BusinessFactory(group=group, goes_on=False)
    BusinessFactory(group=group)


def indicator_records(village, unit):
    """For the walk over all addresses."""
    return {"monitoring:unit_indicators": unit, "monitoring:region": village.parent}
