"""The indicators of one region as its page, its sheet and its paper show them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from accounts.capabilities import Capability
from core.formatting import NOTHING, number, rupiah
from core.periods import Period
from documents.queries import REGENCY_LENGTH
from institutions.models import CareUnit
from monitoring.figures.indicators import GROUPS, INDICATORS, SOURCE_KEYS, Indicator, Unit, indicator_values
from monitoring.queries.targets import targets_of
from referrals.figures import extent_of
from regions.models import VILLAGE_LENGTH, Region

TOO_FEW = "kurang dari 3 FCU"
QUARTERS = 5  # that make a trend
OFFERED = 8  # quarters to choose from
DISTRICT_LENGTH = 8
CENT = Decimal("0.01")


def units_seen(user):
    """The FCUs whose indicators ``user`` reads one by one; who does need not see the FCU's own pages."""
    mine = user.scope(Capability.SEE_MONITORING, "village__code")
    return CareUnit.objects.active().filter(mine).select_related("village__parent")


def extent_seen(user, asked=""):
    """None where it is none of the user's regions."""
    return extent_of(user.codes(Capability.SEE_MONITORING), asked)


def region_of(extent):
    """None for the nation, and where the user has several."""
    return Region.objects.filter(pk=extent.chosen).first() if extent.chosen else None


def villages_named(codes):
    """{code: village with its kecamatan}"""
    return Region.objects.select_related("parent").in_bulk(list(codes))


def quarters_until(period, count):
    """The last one is ``period``."""
    found = [period]
    while len(found) < count:
        found.insert(0, found[0].previous())
    return found


def quarters_offered(today, asked):
    offered = quarters_until(Period.quarter_of(today), OFFERED)
    return sorted({*offered, asked}, key=lambda quarter: quarter.first_day, reverse=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a region. ``an_fcu``: what may be set beside others; ``beside``: (who, what they reach)."""

    indicator: Indicator
    value: Decimal | None
    before: Decimal | None
    an_fcu: Decimal | None
    target: Decimal | None
    detail: str
    beside: list

    @property
    def change(self):
        return None if None in (self.value, self.before) else self.value - self.before

    @property
    def says(self):
        return self.indicator.says(self.value)

    @property
    def says_before(self):
        return self.indicator.says(self.before)

    @property
    def says_change(self):
        return self.indicator.says_change(self.change)

    @property
    def direction(self):
        """Better or worse than the quarter before, as a badge; None where that is not known."""
        if self.change is None:
            return None
        if not self.change:
            return ("mute", "right", "Tetap")
        better = (self.change > 0) == self.indicator.higher_is_better
        return ("ok", "higher", "Membaik") if better else ("wait", "warn", "Menurun")

    @property
    def says_target(self):
        return NOTHING if self.target is None else self.indicator.says(self.target)

    @property
    def is_reached(self):
        """None without a target or a value."""
        if self.target is None or self.an_fcu is None:
            return None
        value = self.an_fcu.quantize(CENT, ROUND_HALF_UP)
        return value >= self.target if self.indicator.higher_is_better else value <= self.target

    @property
    def reached(self):
        return {True: ("ok", "ok", "Tercapai"), False: ("bad", "x", "Belum tercapai")}.get(self.is_reached)


@dataclass(frozen=True, slots=True)
class Overview:
    """``heads``: of the columns with what others reach. ``sources``: (label, rupiah) of the money received."""

    groups: list
    heads: list
    sources: list
    units: int

    @property
    def lines(self):
        return [line for _, lines in self.groups for line in lines]


def overview_of(extent, period):
    """Of the region beside the quarter before, its target and its neighbours: two statements of counts, one of
    targets. Whose neighbours lie outside the region is counted with its whole regency."""
    code = extent.chosen or ""
    before = period.previous()
    now = indicator_values(_around(extent), [period])
    then = indicator_values(extent.codes, [before])
    targets = targets_of(code, period.year)
    neighbours = _neighbours(code)
    lines = [
        Line(
            indicator=each,
            value=now.value(each, code, period),
            before=then.value(each, code, before),
            an_fcu=now.an_fcu(each, code, period),
            target=targets.get(each.code),
            detail=_detail(each, now.counts(code, period), len(code)),
            beside=[(head, says(now, each, period)) for head, says in neighbours],
        )
        for each in INDICATORS
    ]
    counts = now.counts(code, period)
    return Overview(
        groups=[(group, [line for line in lines if line.indicator.group == group]) for group in GROUPS],
        heads=[head for head, _ in neighbours],
        sources=[(source.label, rupiah(counts[key])) for source, key in SOURCE_KEYS.items() if counts[key]],
        units=counts["units"],
    )


def _around(extent):
    if extent.chosen and len(extent.chosen) > REGENCY_LENGTH:
        return (extent.chosen[:REGENCY_LENGTH],)
    return extent.codes


def _neighbours(code):
    """(head, what it says of an indicator): medians for an FCU, the regency for a kecamatan."""
    if len(code) == VILLAGE_LENGTH:
        return [
            ("Median FCU kecamatan", _median(code[:DISTRICT_LENGTH])),
            ("Median FCU kabupaten/kota", _median(code[:REGENCY_LENGTH])),
        ]
    if len(code) == DISTRICT_LENGTH:
        return [("Kabupaten/kota", _whole(code[:REGENCY_LENGTH])), ("Median FCU kecamatan", _median(code))]
    return [("Median FCU", _median(code))]


def _median(code):
    def says(counted, indicator, period):
        spread = counted.spread(indicator, code, period)
        if spread is None:
            return TOO_FEW
        return f"{indicator.says(spread.median)} ({indicator.says(spread.lowest)}–{indicator.says(spread.highest)})"

    return says


def _whole(code):
    def says(counted, indicator, period):
        value = counted.an_fcu(indicator, code, period)
        words = indicator.says(value)
        return f"{words} tiap FCU" if indicator.is_sum and value is not None else words

    return says


def _detail(indicator, counts, length):
    """What the value is made of: “2 dari 3”, “rata-rata 1,5 tiap FCU”."""
    if indicator.unit == Unit.PERCENT and counts[indicator.base] and indicator.part != "income_change":
        return f"{number(counts[indicator.part])} dari {number(counts[indicator.base])}"
    if indicator.is_sum and length < VILLAGE_LENGTH and counts["units"] and counts[indicator.part]:
        return f"rata-rata {indicator.says(Decimal(counts[indicator.part]) / counts['units'])} tiap FCU"
    return ""


@dataclass(frozen=True, slots=True)
class Trend:
    """Five quarters of one indicator in a region, and its FCUs in the last of them, the best first."""

    indicator: Indicator
    quarters: list
    values: list
    units: list
    target: Decimal | None

    @property
    def rows(self):
        """(quarter, what it says), the latest first."""
        pairs = zip(self.quarters, self.values, strict=True)
        return [(quarter.label, self.indicator.says(value)) for quarter, value in pairs][::-1]

    @property
    def chart(self):
        """A description for ``{% draw %}``; None without any value."""
        if all(value is None for value in self.values):
            return None
        said = "; ".join(f"{label}: {words}" for label, words in reversed(self.rows))
        args = {
            "labels": [quarter.short_label for quarter in self.quarters],
            "values": self.values,
            "digits": 0 if self.indicator.is_money else 1,
        }
        if self.target is not None:
            args["limit"] = (f"Target {self.indicator.says(self.target)}", self.target)
        return {"shape": "trend", "title": f"{self.indicator.label}. {said}.", "args": args}


def trend_of(indicator, extent, period):
    """Five statements of counts, of what this indicator needs, and one of targets."""
    code, quarters = extent.chosen or "", quarters_until(period, QUARTERS)
    counted = indicator_values(extent.codes, quarters, [indicator])
    units = [(village, counted.an_fcu(indicator, village, period)) for village in counted.units(code, period)]
    as_target = extent.is_village or not indicator.is_sum
    return Trend(
        indicator=indicator,
        quarters=quarters,
        values=[counted.value(indicator, code, quarter) for quarter in quarters],
        units=_ranked(units, indicator.higher_is_better),
        target=targets_of(code, period.year).get(indicator.code) if as_target else None,
    )


def _ranked(units, highest_first):
    """Those without data last."""
    known = [unit for unit in units if unit[1] is not None]
    unknown = [unit for unit in units if unit[1] is None]
    return sorted(known, key=lambda unit: (-unit[1] if highest_first else unit[1], unit[0])) + unknown
