"""The proposed days of a plan, for whatever day it starts from."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.holidays import days_off
from core.periods import months_later
from programmes.enums import SessionKind
from programmes.queries.session_days import proposed_days

STARTS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(STARTS)
def test_no_day_is_a_weekend_or_a_holiday_and_none_is_taken_twice(start):
    days = [one.day for one in proposed_days(start)]
    assert all(day.weekday() < 5 and day not in days_off(day.year) for day in days)
    assert len(set(days)) == len(days)
    assert days == sorted(days)
    assert days[0] >= start


@given(STARTS)
def test_the_kinds_have_the_days_of_the_paper_each_in_its_month(start):
    days = proposed_days(start)
    assert Counter((one.kind, one.phase) for one in days) == {
        (SessionKind.AWARENESS, 1): 1, (SessionKind.SKILLS, 1): 5, (SessionKind.SKILLS, 2): 3,
        (SessionKind.SKILLS, 3): 3, (SessionKind.MARKETING, 1): 6, (SessionKind.INCOME, 1): 12,
    }  # fmt: skip
    assert len({(one.kind, one.phase, one.number) for one in days}) == len(days)
    for one in days:
        part = one.phase if one.kind == SessionKind.SKILLS else one.number
        begins = months_later(start, part - 1)
        assert begins <= one.day < begins + timedelta(days=45), one


def test_a_start_in_august_2026():
    """17 August is a holiday; the first day is the next one, and the skills follow it."""
    days = {(one.kind, one.phase, one.number): one.day for one in proposed_days(date(2026, 8, 15))}
    assert days[SessionKind.AWARENESS, 1, 1] == date(2026, 8, 18)
    skills = [days[SessionKind.SKILLS, 1, number] for number in range(1, 6)]
    assert skills == [date(2026, 8, day) for day in (19, 20, 21, 24, 26)]  # the 25th is the Prophet's birthday
    assert days[SessionKind.SKILLS, 2, 1] == date(2026, 9, 15)
