"""The days of the practice paper (III.B.2): awareness, skills in three months, marketing, income management."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.holidays import is_working_day
from core.periods import months_later
from programmes.enums import SessionKind

SKILL_DAYS = (5, 3, 3)  # working days in the first, second and third month
# (kind, how many months, days after the day on which its month begins): apart from each other and from the skills
MONTHLY = ((SessionKind.MARKETING, 6, 16), (SessionKind.INCOME, 12, 23))


@dataclass(frozen=True, slots=True)
class ProposedDay:
    kind: SessionKind
    phase: int
    number: int
    day: date


def proposed_days(starts_on):
    """In the order of time; all are working days, no two on one day."""
    taken = set()
    days = [_take(taken, SessionKind.AWARENESS, 1, 1, starts_on)]
    for phase, count in enumerate(SKILL_DAYS, start=1):
        begins = months_later(starts_on, phase - 1)
        days += [_take(taken, SessionKind.SKILLS, phase, number, begins) for number in range(1, count + 1)]
    for kind, months, after in MONTHLY:
        days += [
            _take(taken, kind, 1, number, months_later(starts_on, number - 1) + timedelta(days=after))
            for number in range(1, months + 1)
        ]
    return sorted(days, key=lambda one: one.day)


def _take(taken, kind, phase, number, day):
    """The first working day from ``day`` on that nothing else has."""
    while day in taken or not is_working_day(day):
        day += timedelta(days=1)
    taken.add(day)
    return ProposedDay(kind, phase, number, day)
