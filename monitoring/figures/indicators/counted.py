"""Counts by village and period, added up for kecamatan, regency and province, and the values they give."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import F, Value
from django.utils import timezone

from institutions.enums import Post
from institutions.figures.activities import times_within
from monitoring.figures.indicators import parts
from monitoring.figures.indicators.table import INDICATORS, SOURCE_KEYS, Unit
from regions.queries import path_codes

WHOLE = ""  # the key of all that was counted together
FEWEST = 3  # FCUs that make a median; below that it would tell of single ones


@dataclass(frozen=True, slots=True)
class Part:
    """``keys`` name the columns; ``read`` turns them into counts where they are not counts themselves."""

    rows: object
    keys: tuple
    read: object = None


def _read_agendas(columns, period):
    first, last, times, agendas, *_ = columns
    return {"planned": agendas * times_within(first, last, times, period)}


def _read_incomes(columns, _period):
    found, before, after, saved, times, saved_known, times_known, *_ = columns
    return {
        "income_families": found, "income_before": before, "income_change": after - before, "savings": saved,
        "savings_known": saved_known, "times": times, "times_known": times_known * 12,
    }  # fmt: skip


RATINGS = ("needs_sum", "needs_rated", "social_sum", "social_rated", "reliant_sum", "reliant_rated")
INCOMES = (
    "income_families", "income_before", "income_change", "savings", "savings_known", "times", "times_known",
)  # fmt: skip
PARTS = (
    Part(parts.units, ("units", "decrees")),
    Part(parts.officers, ("officers",)),
    Part(parts.members, ("members", "active", "institutions")),
    Part(parts.meetings, ("meetings", "meeting_months")),
    Part(parts.activities, ("held", "on_agenda", "people")),
    Part(parts.agendas, ("planned",), _read_agendas),
    Part(parts.referrals, ("referrals", "answered")),
    Part(parts.money, ("books", "received", *SOURCE_KEYS.values())),
    Part(parts.services, ("services", "with_psks", "integrated")),
    Part(parts.cases, ("cases",)),
    Part(parts.outcomes, RATINGS),
    Part(parts.families, ("families",)),
    Part(parts.graduates, ("graduated",)),
    Part(parts.problems, ("new_problems", "solved", "in_hand", "open_families")),
    Part(parts.participants, ("participants", "groups")),
    Part(parts.attendable, ("attendable",)),
    Part(parts.attendances, ("attended", "suggestions")),
    Part(parts.cadres, ("cadres",)),
    Part(parts.businesses, ("businesses", "going_on")),
    Part(parts.incomes, INCOMES, _read_incomes),
)
WIDTH = max(len(part.keys) for part in PARTS)


def indicator_values(codes, periods, indicators=INDICATORS):
    """Of the villages below ``codes``: one statement a period, however many villages and indicators."""
    wanted = {key for each in indicators for key in (each.part, each.base)} | {"units"}
    asked = [part for part in PARTS if wanted.intersection(part.keys)]
    return Counted({period: _counts(asked, codes, period) for period in periods})


def _counts(asked, codes, period):
    """{village: Counter}"""
    selects = [_select(place, part, codes, period) for place, part in enumerate(asked)]
    rows = selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]
    found = defaultdict(Counter)
    for place, village, *columns in rows:
        part, columns = asked[place], [int(column or 0) for column in columns]
        counts = part.read(columns, period) if part.read else dict(zip(part.keys, columns, strict=False))
        found[village].update(counts)
    for counts in found.values():
        counts["posts"] = counts["units"] * len(Post)
        counts["months"] = counts["units"] * _months_begun(period)
    return found


def _select(place, part, codes, period):
    rows, village, columns = part.rows(codes, period)
    padded = [*columns, *[Value(0)] * (WIDTH - len(columns))]
    named = {f"column_{number}": column for number, column in enumerate(padded)}
    return rows.order_by().values_list(Value(place), F(village)).annotate(**named)


def _months_begun(period):
    today = timezone.localdate()
    return sum(month.first_day <= today for month in period.months())


@dataclass(frozen=True, slots=True)
class Spread:
    """Of the FCUs of a region that have a value."""

    median: Decimal
    lowest: Decimal
    highest: Decimal
    units: int


class Counted:
    """Values of a region in a period; the code "" is all that was counted."""

    def __init__(self, villages):
        self._villages = villages
        self._regions = {period: _added_up(found) for period, found in villages.items()}

    def counts(self, code, period):
        return self._regions[period].get(code, Counter())

    def value(self, indicator, code, period):
        """Decimal; None where there is no data."""
        return value_of(indicator, self.counts(code, period))

    def an_fcu(self, indicator, code, period):
        """What may be set beside another region or a target: a sum is told as the mean of its FCUs."""
        return value_an_fcu(indicator, self.counts(code, period))

    def units(self, code, period):
        """Codes of the villages there that have an FCU, in their order."""
        found = self._villages[period].items()
        return sorted(village for village, counts in found if counts["units"] and village.startswith(code))

    def spread(self, indicator, code, period):
        """None with fewer than three FCUs that have a value."""
        values = [self.an_fcu(indicator, village, period) for village in self.units(code, period)]
        known = [value for value in values if value is not None]
        if len(known) < FEWEST:
            return None
        return Spread(Decimal(median(known)), min(known), max(known), len(known))


def _added_up(villages):
    regions = defaultdict(Counter)
    for village, counts in villages.items():
        for code in (WHOLE, *path_codes(village)):
            regions[code].update(counts)
    return dict(regions)


def value_of(indicator, counts):
    part, base = counts[indicator.part], counts[indicator.base]
    if indicator.is_sum:
        return Decimal(part) if part or base else None
    if not base:
        return None
    return Decimal(part) * (100 if indicator.unit == Unit.PERCENT else 1) / base


def value_an_fcu(indicator, counts):
    value = value_of(indicator, counts)
    if value is None or not indicator.is_sum:
        return value
    return value / counts["units"] if counts["units"] else None
