"""The figures of a recap: the sums of frozen snapshots, over the regions below or over the periods within.

What one of them did not count yet is None in the sum: unknown, never too small.
"""

from collections import Counter

from cases.figures import spread_of
from families.figures import with_means
from reporting.figures.rules import RULES, Rule

NAMES = ("code", "name")


def sum_regions(snapshots):
    """Snapshots of different regions and one period as one."""
    return _sum_by(RULES, [_known(snapshot) for snapshot in snapshots], over_time=False)


def sum_periods(snapshots):
    """Snapshots of one region and periods in their order as one."""
    return _sum_by(RULES, [_known(snapshot) for snapshot in snapshots], over_time=True)


def _known(snapshot):
    return {name: value for name, value in snapshot.items() if name in RULES}


def _sum_by(rules, values, over_time):
    """Dicts with the same fields. KeyError for a field without a rule."""
    fields = dict.fromkeys(field for value in values for field in value or {})
    return {field: _sum(rules[field], [(value or {}).get(field) for value in values], over_time) for field in fields}


def _sum(rule, values, over_time):
    if isinstance(rule, dict):
        is_rows = any(isinstance(value, list) for value in values)
        return _rows(rule, values, over_time) if is_rows else _sum_by(rule, values, over_time)
    return _SUMS[rule](values, over_time)


def _flow(values, over_time):
    return None if None in values else _added(values)


def _added(values):
    """Numbers, or dicts of them in which a missing name is none."""
    if not isinstance(values[0], dict):
        return sum(values)
    names = dict.fromkeys(name for value in values for name in value)
    return {name: _added(_filled([value.get(name) for value in values])) for name in names}


def _filled(values):
    empty = {} if any(isinstance(value, dict) for value in values) else 0
    return [empty if value is None else value for value in values]


def _stock(values, over_time):
    return values[-1] if over_time else _flow(values, over_time)


def _opening(values, over_time):
    return values[0] if over_time else _flow(values, over_time)


def _rows(rule, values, over_time):
    """Rows of one code add up; one that a snapshot does not have stands at nothing there."""
    if None in values:
        return None
    names = {row["code"]: row for rows in values for row in rows}
    tables = [{row["code"]: row for row in rows} for rows in values]
    nothing = dict.fromkeys(rule, 0)
    return [
        {name: names[code][name] for name in NAMES if name in names[code]}
        | {
            field: _sum(rule[field], [table.get(code, nothing)[field] for table in tables], over_time)
            for field in rule
        }
        for code in sorted(names)
    ]


def _spread(values, over_time):
    """Older snapshots kept the median alone, of which none can be formed."""
    if None in values:
        return None
    if any(value["count"] and not value.get("days") for value in values):
        return {"median": None, "p90": None, "count": sum(value["count"] for value in values), "days": {}}
    days = sum((Counter(value.get("days", {})) for value in values), Counter())
    found = spread_of(Counter({int(day): n for day, n in days.items()}))
    return {"median": found.median, "p90": found.p90, "count": found.count, "days": found.days}


def _ratings(values, over_time):
    if None in values:
        return None
    dimensions = dict.fromkeys(dimension for value in values for dimension in value)
    return {each: _rating([value[each] for value in values if each in value]) for each in dimensions}


def _rating(rated):
    families = sum(each["families"] for each in rated)
    if any("ratings" not in each for each in rated):
        return {"families": families, "ratings": None, "points": None, "value": None}
    ratings, points = (sum(each[name] for each in rated) for name in ("ratings", "points"))
    return {"families": families, "ratings": ratings, "points": points, "value": round(points / ratings, 2)}


def _money(values, over_time):
    if over_time:
        return values[-1]
    if None in values or any("first_sum" not in value for value in values):
        return None
    counted = ("recorded", "families", "with_business", "first_sum", "last_sum")
    return with_means({name: sum(value[name] for value in values) for name in counted})


_SUMS = {
    Rule.FLOW: _flow, Rule.STOCK: _stock, Rule.OPENING: _opening, Rule.SPREAD: _spread, Rule.RATINGS: _ratings,
    Rule.MONEY: _money,
}  # fmt: skip
