"""Targets of the indicators that the Dinas of each regency set at the turn of the year: some are reached by now."""

from datetime import date
from decimal import Decimal

from monitoring.queries.targets import targets_of, targets_seal
from monitoring.services.targets import set_targets

LAST_YEAR = {"officers": 100, "decree": 100, "active_members": 60, "meetings": 3, "cases": 3, "graduated": 1}
THIS_YEAR = LAST_YEAR | {
    "active_members": 75, "meeting_months": 100, "activities": 80, "reach": 60, "institutions": 5,
    "referrals_answered": 90, "money": 3_000_000, "services": 6, "psks": 50, "basic_needs": 2, "social_function": 2,
    "self_reliance": 2, "solved": 50, "open_share": 40, "income_percent": 20, "income_change": 250_000,
    "savings": 50_000, "attendance": 85,
}  # fmt: skip


def begin_targets(diary, world):
    for year, values in ((world.today.year - 1, LAST_YEAR), (world.today.year, THIS_YEAR)):
        diary.begin(date(year, 1, 6), world.cast, _set_all(world.village.parent.parent, year, values))


def _set_all(regency, year, values):
    dinas = yield 0, "dinas"
    seen = targets_seal(targets_of(regency.pk, year))
    set_targets(regency, year, {code: Decimal(value) for code, value in values.items()}, seen=seen, actor=dinas)
