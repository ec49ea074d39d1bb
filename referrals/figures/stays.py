"""How long files lay in each state, in working days."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Left, TruncDate

from cases.enums import Urgency
from cases.figures import Spread, spread
from core.holidays import working_days_between
from referrals.models import ReferralEvent, TimeLimit

REGENCY_CODE = 5


@dataclass(frozen=True, slots=True)
class Stay:
    """``count`` files lay ``days`` working days in ``state`` until ``step``; ``on_time`` is None without a limit.

    A file that was written has not lain anywhere before: ``days`` is None.
    """

    step: str
    state: str
    days: int | None
    on_time: bool | None
    count: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Working days in one state, of the stays that ended; ``within_limit`` of ``timed`` kept to the time limit."""

    days: Spread
    timed: int
    within_limit: int


def limits_of(regencies):
    """{regency: {state: (usual, emergency)}} in working days, as they hold today."""
    return TimeLimit.objects.by_regency(*regencies)


def stays(events, zone):
    """A Stay for all of ``events`` that are alike, the days counted on the clock of ``zone``. One statement.

    The database groups by first and last day; only the pairs that occur are counted in working days.
    """
    before = ReferralEvent.objects.filter(referral=OuterRef("referral"), number__lt=OuterRef("number"))
    rows = events.annotate(
        emergency=Q(referral__urgency=Urgency.EMERGENCY),
        regency=Left("referral__village_id", REGENCY_CODE),
        since=TruncDate(Subquery(before.order_by("-number").values("happened_at")[:1]), tzinfo=zone),
        until=TruncDate("happened_at", tzinfo=zone),
    )
    alike = rows.order_by().values_list("step", "from_state", "emergency", "regency", "since", "until")
    found = list(alike.annotate(n=Count("pk")))
    limits = limits_of({row[3] for row in found})
    return [_stay(*row, limits) for row in found]


def _stay(step, state, emergency, regency, since, until, count, limits):
    days = _working_days(since, until) if since else None
    limit = limits[regency].get(state)
    on_time = None if days is None or limit is None else days <= limit[emergency]
    return Stay(step, state, days, on_time, count)


_working_days = lru_cache(maxsize=20_000)(working_days_between)


def pace_by_state(found):
    """{state: Pace} of these stays."""
    by_state = defaultdict(list)
    for stay in found:
        if stay.days is not None:
            by_state[stay.state].append(stay)
    return {state: pace(rows) for state, rows in by_state.items()}


def pace(found):
    timed = [stay for stay in found if stay.on_time is not None]
    return Pace(
        days=spread(stay.days for stay in found for _ in range(stay.count)),
        timed=sum(stay.count for stay in timed),
        within_limit=sum(stay.count for stay in timed if stay.on_time),
    )
