"""What was entered or corrected in a period after its figures had frozen."""

from core.periods import Period
from reporting.documents.tables import flat_figures
from reporting.figures import region_figures
from reporting.queries import frozen_history

PERIODS = 4
KEY = ("part", "table", "row", "column")


def late_entries(report):
    """Rows of period, part, table, row, column, said and now, for figures of the last quarters that read otherwise
    today than they were last reported: in their own report, or as late in a later one."""
    history = frozen_history(report)
    periods = sorted(history)[-PERIODS:]
    said_later = _said_later(history)
    return [row for code in periods for row in _changed(report, code, history[code], said_later.get(code, {}))]


def _said_later(history):
    """{period: {key: what the newest report said of it as late}}"""
    said = {}
    for code in sorted(history):
        for row in history[code].get("late") or []:
            said.setdefault(row["period"], {})[_key(row)] = row["now"]
    return said


def _key(row):
    return tuple(row[name] for name in KEY)


def _changed(report, code, frozen, said_later):
    said = flat_figures(frozen) | said_later
    region = report.region
    now = flat_figures(region_figures((region.pk,), Period.parse(code), region.zone_name))
    return [
        {"period": code, **dict(zip(KEY, key, strict=True)), "said": value, "now": now[key]}
        for key, value in said.items()
        if key in now and now[key] != value
    ]


def summed_late(parts):
    """The late rows of the parts of a recap, those of one figure added up."""
    rows = {}
    for row in (row for part in parts for row in part.figures.get("late") or []):
        key = (row["period"], *_key(row))
        kept = rows.setdefault(key, row | {"said": 0, "now": 0})
        kept["said"], kept["now"] = kept["said"] + row["said"], kept["now"] + row["now"]
    return list(rows.values())
