"""The recaps of the provinces as one: what the ministry reads of a semester or a year. Figures only."""

from dataclasses import dataclass

from reporting.enums import ACCEPTED, ReportKind
from reporting.figures import sum_regions
from reporting.models import Report

PROVINCIAL = (ReportKind.PROVINCE_SEMESTER, ReportKind.PROVINCE_ANNUAL)


@dataclass(frozen=True, slots=True)
class Nation:
    """``figures`` are {} while no province is in; ``missing`` recaps are due or on their way."""

    figures: dict
    provinces: list
    missing: list
    units: dict


def national_periods(user):
    """Codes of the periods with recaps of provinces, the newest first."""
    rows = Report.objects.counted_for(user).filter(kind__in=PROVINCIAL).order_by("-period")
    return list(rows.values_list("period", flat=True).distinct())


def nation_of(user, period):
    rows = Report.objects.counted_for(user).filter(kind__in=PROVINCIAL, period=period).select_related("region")
    taken, waiting = {}, {}
    for report in rows.order_by("region", "-revision"):
        (taken if report.state in ACCEPTED else waiting).setdefault(report.region_id, report)
    provinces = list(taken.values())
    missing = [report for code, report in waiting.items() if code not in taken]
    figures = sum_regions(report.figures for report in provinces) if provinces else {}
    return Nation(figures, provinces, missing, _units(provinces))


def _units(provinces):
    """{quarter: {expected, reported}} of FCUs."""
    found = {}
    for report in provinces:
        for quarter, each in report.figures["coverage"]["units"].items():
            kept = found.setdefault(quarter, {"expected": 0, "reported": 0})
            for name, count in each.items():
                kept[name] += count
    return found
