"""What a recap sums: the frozen reports of the tier below it, or of the periods within its own."""

from django.db.models import Q

from core.periods import Period
from reporting.enums import ACCEPTED, ReportKind, ReportState
from reporting.models import Report
from reporting.workflow import KINDS


def part_codes(it, period):
    """Codes of the periods that the parts of a kind report on, in their order."""
    spans = {KINDS[kind].span for kind in it.parts}
    return [part.code for span in spans for part in ((period,) if span == period.kind else period.quarters())]


def part_periods(recap):
    return part_codes(recap.it, Period.parse(recap.period))


def parts_to_take(recap):
    """The newest accepted revision of each: received by who writes the recap, or sent where the writer is the same."""
    own = [kind for kind in recap.it.parts if KINDS[kind].level == recap.it.level]
    frozen = Q(state__in=ACCEPTED) | Q(kind__in=own, state=ReportState.SENT)
    rows = Report.objects.filter(
        kind__in=recap.it.parts, region__code__within=recap.region_id, period__in=part_periods(recap)
    )
    newest = rows.filter(frozen).select_related("region").order_by("region_id", "period", "-revision")
    chosen = {}
    for report in newest:
        chosen.setdefault((report.region_id, report.period), report)
    return list(chosen.values())


def missing_parts(recap, taken):
    """The owed ones that are not among ``taken``, newest revision of each, with their regions."""
    have = {(part.region_id, part.period) for part in taken}
    newest = Report.objects.filter(
        kind__in=recap.it.parts, region__code__within=recap.region_id, period__in=part_periods(recap)
    ).latest_revisions()
    rows = newest.light().select_related("region").order_by("region_id", "period")
    return [report for report in rows if (report.region_id, report.period) not in have]


def coverage_of(recap, taken):
    """How many FCUs of how many stand in it: {quarter: {expected, reported}}, counted once however many tiers up."""
    owed = Report.objects.filter(kind=ReportKind.UNIT_QUARTER, region__code__within=recap.region_id, revision=1)
    quarters = [quarter.code for quarter in Period.parse(recap.period).quarters()]
    counts = {code: {"expected": 0, "reported": 0} for code in quarters}
    for code in owed.filter(period__in=quarters).order_by().values_list("period", flat=True):
        counts[code]["expected"] += 1
    for part in taken:
        if part.kind == ReportKind.UNIT_QUARTER:
            counts[part.period]["reported"] += 1
        for code, units in (part.figures.get("coverage") or {}).get("units", {}).items():
            counts[code]["reported"] += units["reported"]
    return {"units": counts}


def lower_reports(recap, kind=ReportKind.UNIT_QUARTER):
    """The frozen reports of ``kind`` that stand in the recap, through however many tiers, by region and period."""
    found, tier = [], [recap]
    while tier:
        parts = Report.objects.filter(recap_links__recap__in=tier).select_related("region").distinct()
        found += [part for part in parts if part.kind == kind]
        tier = [part for part in parts if part.kind != kind and part.it.parts]
    return sorted(found, key=lambda report: (report.region_id, report.period))


def revised_since(recap):
    """Accepted reports that have taken the place of one that stands in the recap, or were not there yet."""
    held = set(recap.takes.values_list("pk", flat=True))
    return [part for part in parts_to_take(recap) if part.pk not in held]
