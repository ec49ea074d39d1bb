from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Period, PeriodError, months_later

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


@pytest.mark.parametrize(
    ("code", "label", "short", "first", "last"),
    [
        ("2026-T3", "Triwulan III Tahun 2026", "III 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-T4", "Triwulan IV Tahun 2026", "IV 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-S1", "Semester I Tahun 2026", "Sem. I 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", "Tahun 2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", "Februari 2024", "Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_code_says_its_days(code, label, short, first, last):
    period = Period.parse(code)
    assert (period.code, str(period)) == (code, code)
    assert (period.label, period.short_label, period.first_day, period.last_day) == (label, short, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-T5",
        "2026-T0",
        "2026-S3",
        "2026-13",
        "2026-00",
        "26-T1",
        "1026",
        "2026-",
        "2026-T3x",
        "٢٠٢٦",
        None,
        "2026-T3\n1",
        "9" * 999,
    ],
)
def test_what_is_no_period_is_refused_in_words(text):
    with pytest.raises(PeriodError, match="tidak dikenal. Tulis seperti 2026-T3"):
        Period.parse(text)


def test_small_letters_and_spaces_are_read():
    assert Period.parse(" 2026-t3 ") == Period("T", 2026, 3)


def test_a_part_that_does_not_exist_cannot_be_made():
    with pytest.raises(PeriodError):
        Period("T", 2026, 5)


def test_neighbours():
    first = Period.parse("2026-T1")
    assert (first.previous().code, first.next().code, first.year_before().code) == ("2025-T4", "2026-T2", "2025-T1")
    assert Period.parse("2026-01").previous().code == "2025-12"


def test_quarters_and_months_inside():
    assert [q.code for q in Period.parse("2026-S2").quarters()] == ["2026-T3", "2026-T4"]
    assert [q.code for q in Period.parse("2026").quarters()] == ["2026-T1", "2026-T2", "2026-T3", "2026-T4"]
    assert [m.code for m in Period.parse("2026-T3").months()] == ["2026-07", "2026-08", "2026-09"]
    assert Period.parse("2026-T3").quarters() == (Period.parse("2026-T3"),)
    assert Period.parse("2026-07").quarters() == ()


def test_days_label():
    assert Period.parse("2026-T3").days_label == "1 Juli 2026 sampai dengan 30 September 2026"


def test_a_period_has_ended_the_day_after_its_last():
    period = Period.parse("2026-T3")
    assert not period.has_ended(date(2026, 9, 30))
    assert period.has_ended(date(2026, 10, 1))


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES)
def test_the_last_second_is_inside_and_midnight_is_not(zone):
    clock = ZoneInfo(zone)
    start, end = Period.parse("2026-T1").bounds(clock)
    assert start <= datetime(2026, 1, 1, tzinfo=clock)
    assert not start <= datetime(2025, 12, 31, 23, 59, 59, tzinfo=clock)
    assert datetime(2026, 3, 31, 23, 59, 59, tzinfo=clock) < end
    assert not datetime(2026, 4, 1, tzinfo=clock) < end
    assert start.tzinfo is UTC
    assert end.tzinfo is UTC


def test_one_moment_is_another_quarter_in_another_zone():
    moment = datetime(2026, 3, 31, 16, 59, 59, tzinfo=UTC)
    first = {name: moment < Period.parse("2026-T1").bounds(ZoneInfo(zone))[1] for name, zone in ZONES.items()}
    assert first == {"WIB": True, "WITA": False, "WIT": False}


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.sampled_from("MTSY"))
def test_periods_lie_side_by_side(day, kind):
    period = Period.of(kind, day)
    assert period.contains(day)
    assert period.next().first_day == period.last_day + timedelta(days=1)
    assert period.next().previous() == period
    assert Period.parse(period.code) == period


def test_quarter_of():
    assert Period.quarter_of(date(2026, 9, 30)).code == "2026-T3"
    assert Period.quarter_of(date(2026, 10, 1)).code == "2026-T4"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later(day, months, then):
    assert months_later(day, months) == then
