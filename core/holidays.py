"""Working days: Monday to Friday without national holidays and cuti bersama."""

from datetime import timedelta
from functools import cache

import holidays


@cache
def days_off(year):
    """Far years have no decree yet: what is known or computed counts, else only weekends are off."""
    return frozenset(holidays.ID(years=year, language="id", categories=("public", "government")))


def is_working_day(day):
    return day.weekday() < 5 and day not in days_off(day.year)


def add_working_days(day, count):
    """The working day that comes ``count`` working days after ``day``; the day itself for 0."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def nth_last_working_day(day, count):
    """The day from which there are ``count`` working days up to and with ``day``."""
    count -= is_working_day(day)
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start, end):
    """Working days after ``start`` up to and with ``end``; below zero when ``end`` comes first."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
