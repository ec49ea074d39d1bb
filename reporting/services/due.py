"""Which reports a period that has ended makes due."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Assignment
from core.formatting import date_long
from core.periods import Period
from institutions.models import CareUnit
from jobs.services import enqueue
from regions.enums import LEVEL_BY_LENGTH
from regions.models import Region, in_regions
from reporting.enums import ReportKind
from reporting.models import Report
from reporting.queries.parts import part_codes
from reporting.services.telling import tell_writers
from reporting.workflow import KINDS

GENERATING = "reporting.generate"
LENGTHS = {level: length for length, level in LEVEL_BY_LENGTH.items()}


def make_reports_due(today=None, codes=("",), period=None):
    """A report row for every FCU, LK3 and office whose period has ended by its own clock, and a job that counts each.

    ``codes`` are region codes (subtrees). ``period`` names another period than those that ended last. Run again, it
    adds nothing, and where nothing is to be done it takes a few statements a kind. Returns the new reports.
    """
    made = []
    for kind, it in KINDS.items():
        if period is None or period.kind == it.span:
            made += _made(kind, _owing(kind, codes), today, period)
    return made


def _owing(kind, codes):
    """(region, since when it owes such reports, None for ever) of those that may owe one."""
    if kind == ReportKind.UNIT_QUARTER:
        units = CareUnit.objects.active().filter(in_regions("village__code", codes)).select_related("village")
        return [(unit.village, unit.founded_on) for unit in units]
    if kind == ReportKind.LK3_QUARTER:
        held = Assignment.objects.current().filter(role=Role.LK3, user__is_active=True)
        rows = Region.objects.filter(in_regions("code", codes), code__in=held.values("region"))
        return [(region, None) for region in rows]
    return [(region, None) for region in Region.objects.filter(code__in=_above_parts(kind, codes))]


def _above_parts(kind, codes):
    """Codes of the regions that hold a report which this kind sums."""
    it = KINDS[kind]
    parts = Report.objects.filter(in_regions("region__code", codes), kind__in=it.parts, revision=1).order_by()
    return {code[: LENGTHS[it.level]] for code in parts.values_list("region_id", flat=True).distinct()}


def _made(kind, places, today, period):
    wanted = [(region, found) for region, since in places if (found := _ended(kind, region, since, today, period))]
    there, parts = _there(kind, wanted), _parts_there(kind, wanted)
    return [
        report
        for region, found in wanted
        if (region.pk, found.code) not in there and (parts is None or (region.pk, found.code) in parts)
        if (report := _made_due(kind, region, found))
    ]


def _ended(kind, region, since, today, period):
    """The period that the region owes a report of, or None."""
    today = today or timezone.localdate(timezone=region.zone)
    period = period or Period.of(KINDS[kind].span, today).previous()
    return period if period.has_ended(today) and not (since and since > period.last_day) else None


def _there(kind, wanted):
    rows = Report.objects.filter(kind=kind, period__in={period.code for _, period in wanted})
    return set(rows.order_by().values_list("region_id", "period"))


def _parts_there(kind, wanted):
    """{(region, period)} in which there is something to sum; None for a kind that sums nothing. A recap of nothing is
    no report: a region whose FCUs were founded later owes none."""
    it = KINDS[kind]
    if not it.parts:
        return None
    within = {part: period.code for _, period in wanted for part in part_codes(it, period)}
    rows = Report.objects.filter(kind__in=it.parts, period__in=within).order_by()
    found = rows.values_list("region_id", "period").distinct()
    return {(code[: LENGTHS[it.level]], within[part]) for code, part in found}


@transaction.atomic
def _made_due(kind, region, period):
    """The report, its notices and the job that counts it, or none: a run that was cut off is made up for."""
    due_on = period.last_day + timedelta(days=KINDS[kind].days)
    report, is_new = Report.objects.get_or_create(
        kind=kind, region=region, period=period.code, revision=1, defaults={"due_on": due_on}
    )
    if not is_new:
        return None
    tell_writers(report, f"{report.title} perlu dibuat. Kirim sebelum {date_long(report.due_on)}.")
    request_generating(report)
    return report


def request_generating(report, *, with_paper=False):
    """Ask for its figures, and perhaps its paper; asked twice while the first is not finished, it is one job."""
    args, key = {"report_id": report.pk, "with_paper": with_paper}, f"report-{report.pk}"
    return enqueue(GENERATING, title=report.title, args=args, key=f"{key}-paper" if with_paper else key)
