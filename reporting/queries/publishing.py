"""The accepted reports of FCUs behind the open data of a regency."""

from collections import defaultdict

from core.periods import Period
from families.models import ProblemCategory
from regions.models import Region, in_regions
from reporting.enums import ACCEPTED, ReportKind
from reporting.models import Report

SPANS = "TSY"


def publishable(codes):
    """{regency: codes of the periods with accepted reports, the newest quarter first}, in two statements."""
    rows = _accepted().filter(in_regions("region__code", codes)).order_by()
    quarters = defaultdict(set)
    for regency, quarter in rows.values_list("region__parent__parent", "period").distinct():
        quarters[regency].add(Period.parse(quarter))
    regencies = Region.objects.filter(pk__in=quarters).select_related("parent").order_by("parent__name", "name")
    return {regency: _periods_around(quarters[regency.pk]) for regency in regencies}


def _periods_around(quarters):
    """The quarters, then the semesters and years that they fall in."""
    found = {Period.of(kind, quarter.first_day) for quarter in quarters for kind in SPANS}
    newest_first = sorted(found, key=lambda each: each.first_day, reverse=True)
    return [period.code for period in sorted(newest_first, key=lambda each: SPANS.index(each.kind))]


def accepted_figures(regency, period):
    """{quarter: {code of the village: frozen figures of its newest accepted revision}}; all quarters of the period."""
    found = {quarter.code: {} for quarter in period.quarters()}
    rows = _accepted().filter(region__code__within=regency.pk, period__in=found).order_by("revision")
    for quarter, village, figures in rows.values_list("period", "region", "figures"):
        found[quarter][village] = figures
    return found


def owed_reports(regency, period):
    """{quarter: codes of the villages whose FCU owes a report}"""
    found = {quarter.code: set() for quarter in period.quarters()}
    rows = Report.objects.filter(
        kind=ReportKind.UNIT_QUARTER, region__code__within=regency.pk, period__in=found, revision=1
    )
    for quarter, village in rows.order_by().values_list("period", "region"):
        found[quarter].add(village)
    return found


def names_below(regency):
    """{code: name} of the regency, its kecamatan and its villages."""
    rows = Region.objects.filter(code__within=regency.pk).order_by("code")
    return dict(rows.values_list("code", "name"))


def problem_categories():
    """(code, name) of the PPKS in their order."""
    return list(ProblemCategory.objects.values_list("code", "name"))


def _accepted():
    return Report.objects.filter(kind=ReportKind.UNIT_QUARTER, state__in=ACCEPTED)
