"""What groups, sessions and incomes add up to, for a region and a period."""

from datetime import timedelta

import pytest

from core.periods import Period
from families.enums import Sex
from programmes.enums import NextStep, SessionKind
from programmes.figures.groups import SessionCounts, group_figures
from tests.factories.families import MoneyFactory
from tests.factories.groups import (
    BusinessFactory,
    FollowUpFactory,
    GroupFactory,
    MemberFactory,
    OtherMemberFactory,
    SessionFactory,
    days_ago,
    running_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    return Period.of("Y", days_ago(0))


@pytest.fixture
def group(village, period):
    programme = running_programme(village, starts_on=period.first_day, ends_on=days_ago(-400))
    return GroupFactory(village=village, programme=programme, formed_on=period.first_day)


def figures(village, period):
    return group_figures((village.pk,), period)


def test_nothing_is_nothing(village, period):
    found = figures(village, period)
    assert (found.groups, found.members, found.sessions, found.follow_ups) == ({}, {}, {}, {})
    assert (found.capital, found.attendance_percent, found.income.families, found.income.percent) == (0, None, 0, None)


def test_groups_and_their_members(village, other_village, period, group):
    MemberFactory(group=group), MemberFactory(group=group)
    OtherMemberFactory(group=group, sex="P"), OtherMemberFactory(group=group, left_on=days_ago(0), sex="P")
    gone = OtherMemberFactory(group=group, left_on=period.last_day, sex="P")
    GroupFactory(village=other_village), GroupFactory(village=village, kind="women")
    past = running_programme(village, starts_on=days_ago(1500), ends_on=period.first_day - timedelta(days=1))
    MemberFactory(group=GroupFactory(village=village, programme=past, formed_on=days_ago(1400)))
    found = figures(village, period)
    assert found.groups == {"fishers": 1, "women": 1}
    assert found.members == {(Sex.MALE, True): 2, (Sex.FEMALE, False): 1}
    assert group_figures(("53",), period).groups == found.groups
    assert sum(group_figures(("",), period).groups.values()) == 3
    assert gone.left_on == period.last_day


def test_sessions_and_attendance(village, period, group):
    early = OtherMemberFactory(group=group)
    OtherMemberFactory(group=group, joined_on=days_ago(0)), OtherMemberFactory(group=group, left_on=period.first_day)
    day = max(days_ago(3), period.first_day)
    held = SessionFactory(group=group, kind=SessionKind.SKILLS, planned_on=day, held_on=day)
    held.attendances.create(member=early, suggested=True)
    SessionFactory(group=group, kind=SessionKind.SKILLS, planned_on=days_ago(1))
    SessionFactory(group=group, kind=SessionKind.SKILLS, planned_on=days_ago(1), called_off_because="Hujan")
    SessionFactory(group=group, kind=SessionKind.INCOME, planned_on=period.last_day + timedelta(days=1))
    moved = SessionFactory(group=group, kind=SessionKind.MARKETING, planned_on=period.first_day - timedelta(days=9))
    moved.held_on = day
    moved.save()
    found = figures(village, period)
    assert found.sessions == {
        SessionKind.SKILLS: SessionCounts(2, 1, 1), SessionKind.MARKETING: SessionCounts(0, 1, 0),
    }  # fmt: skip
    assert (found.attendances, found.attendances_possible, found.suggestions) == (1, 2, 1)
    assert found.attendance_percent == 50


def test_capital_and_what_goes_on(village, period, group):
    BusinessFactory(group=group, capital=5_000_000, capital_on=days_ago(0), goes_on=True)
    BusinessFactory(group=group, capital=3_000_000, capital_on=period.first_day - timedelta(days=1), goes_on=False)
    BusinessFactory(group=group)
    member = OtherMemberFactory(group=group)
    FollowUpFactory(member=member, step=NextStep.INSTRUCTOR), FollowUpFactory(member=member, step=NextStep.CAPITAL)
    FollowUpFactory(member=member, step=NextStep.MENTOR, decided_on=period.first_day - timedelta(days=1))
    found = figures(village, period)
    assert (found.capital, found.businesses, found.businesses_known, found.businesses_going_on) == (5_000_000, 3, 2, 1)
    assert found.follow_ups == {NextStep.INSTRUCTOR: 1, NextStep.CAPITAL: 1}


def money(family, day, income, **data):
    return MoneyFactory(family=family, noted_on=day, income=income, **data)


def test_income_before_and_after(village, period, group):
    start = group.programme.starts_on
    first, second, once = (MemberFactory(group=group).person.family for _ in range(3))
    MemberFactory(group=GroupFactory(village=village, programme=group.programme), person=first.members.get())
    money(first, start - timedelta(days=90), 100_000)
    money(first, start - timedelta(days=9), 1_000_000, monthly_savings=0)
    money(first, days_ago(0), 1_500_000, monthly_savings=100_000, business_times=3, business_rhythm="week")
    money(second, start + timedelta(days=1), 1_000_000)
    money(second, days_ago(0), 900_000, monthly_savings=50_000, business_times=5, business_rhythm="month")
    money(second, period.last_day + timedelta(days=1), 9_000_000)
    money(once, days_ago(0), 700_000)
    MoneyFactory(family=once, noted_on=days_ago(5), income=None)
    income = figures(village, period).income
    assert (income.families, income.before, income.after) == (2, 2_000_000, 2_400_000)
    assert (income.change, income.percent) == (400_000, 20)
    assert (income.savings_before, income.savings_after) == (0, 75_000)
    assert income.times_a_month == pytest.approx((13 + 5) / 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_figures_take_eight_statements(village, period, group, count, django_assert_num_queries):
    for _ in range(count):
        each = GroupFactory(village=village, programme=group.programme)
        family = MemberFactory(group=each).person.family
        money(family, days_ago(90), 1_000_000), money(family, days_ago(0), 2_000_000)
        SessionFactory(group=each), BusinessFactory(group=each)
    with django_assert_num_queries(8):
        figures(village, period)
