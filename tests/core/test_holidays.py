from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.holidays import add_working_days, days_off, is_working_day, working_days_between

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def test_weekends_holidays_and_joint_leave_are_off():
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 8, 17))
    assert not is_working_day(date(2026, 12, 24))
    assert is_working_day(date(2026, 11, 23))


def test_three_working_days_over_a_weekend():
    assert add_working_days(date(2026, 11, 19), 3) == date(2026, 11, 24)


def test_three_working_days_over_christmas():
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 30)


def test_no_working_day_is_the_day_itself():
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)


def test_counting_backwards_is_negative():
    assert working_days_between(date(2026, 11, 24), date(2026, 11, 19)) == -3


def test_a_year_without_data_has_weekends_only():
    assert days_off(2200) == frozenset()
    assert add_working_days(date(2200, 1, 3), 1) == date(2200, 1, 6)


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(day, count):
    end = add_working_days(day, count)
    assert is_working_day(end)
    assert working_days_between(day, end) == count
    assert working_days_between(day, end - timedelta(days=1)) == count - 1
