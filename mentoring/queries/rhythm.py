"""When the rhythm asks for visits: weekly for half a year, every two weeks for the next, monthly for the last."""

from datetime import date, timedelta

from core.holidays import days_off

WEEKLY, FORTNIGHTLY, LAST = 26, 52, 78  # weeks: half a year, a year, a year and a half
# A month is four or five weeks, so that a family keeps its weekday.
MONTHLY = (56, 61, 65, 69, 74, LAST)
# Weeks after the beginning, in the order of the visits.
WEEKS = (*range(1, WEEKLY + 1), *range(WEEKLY + 2, FORTNIGHTLY + 1, 2), *MONTHLY)
COURSE = timedelta(weeks=LAST)
SUNDAY = 6


def schedule(began_on):
    """(number, day) of the 45 visits of a course."""
    return list(enumerate(free_days(began_on + timedelta(weeks=week) for week in WEEKS), start=1))


def free_days(days):
    """Each moved to the next free day, and never two on one: the holidays around Lebaran may take a whole week."""
    last = date.min
    for day in days:
        last = free_day(max(day, last + timedelta(days=1)))
        yield last


def is_free(day):
    return day.weekday() != SUNDAY and day not in days_off(day.year)


def free_day(day):
    """The day itself, or the next that is no Sunday, national holiday or cuti bersama."""
    while not is_free(day):
        day += timedelta(days=1)
    return day
