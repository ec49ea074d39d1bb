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
from regions.models import Region, in_regions
from reporting.enums import ReportKind
from reporting.models import Report
from reporting.services.telling import tell_writers
from reporting.workflow import KINDS

GENERATING = "reporting.generate"
RECAPS = [kind for kind, it in KINDS.items() if it.parts]


def make_reports_due(today=None, codes=("",), period=None):
    """A report row for every FCU, LK3 and office whose period has ended by its own clock, and a job that counts each.

    ``codes`` are region codes (subtrees). ``period`` names another period than those that ended last; recaps of that
    very period come along. Run again, it adds nothing. Returns the new reports.
    """
    made = []
    if period is None or period.kind == "T":
        made += _made(ReportKind.UNIT_QUARTER, _unit_villages(codes), today, period)
        made += _made(ReportKind.LK3_QUARTER, _regencies_with_lk3(codes), today, period)
    for kind in RECAPS:
        if period is None or period.kind == KINDS[kind].span:
            made += _made(kind, _regions_of_recaps(kind, codes), today, period)
    return made


def _unit_villages(codes):
    """(village, the day its FCU was founded)."""
    units = CareUnit.objects.active().filter(in_regions("village__code", codes)).select_related("village")
    return [(unit.village, unit.founded_on) for unit in units]


def _regencies_with_lk3(codes):
    held = Assignment.objects.current().filter(role=Role.LK3, user__is_active=True)
    rows = Region.objects.filter(in_regions("code", codes), code__in=held.values("region"))
    return [(region, None) for region in rows]


def _regions_of_recaps(kind, codes):
    """The regions that hold a report which this kind sums; those of the nation stand above every region."""
    it = KINDS[kind]
    length = {"district": 8, "regency": 5, "province": 2}[it.level]
    parts = Report.objects.filter(in_regions("region__code", codes), kind__in=it.parts, revision=1)
    above = {code[:length] for code in parts.order_by().values_list("region_id", flat=True).distinct()}
    return [(region, None) for region in Region.objects.filter(code__in=above)]


def _made(kind, places, today, period):
    found = (_due_report(kind, region, founded_on, today, period) for region, founded_on in places)
    return [report for report in found if report]


def _due_report(kind, region, founded_on, today, period):
    today = today or timezone.localdate(timezone=region.zone)
    period = period or Period.of(KINDS[kind].span, today).previous()
    if not period.has_ended(today) or (founded_on and founded_on > period.last_day):
        return None
    once = {"kind": kind, "region": region, "period": period.code, "revision": 1}
    if Report.objects.filter(**once).exists() or not _has_parts(kind, region, period):
        return None
    return _made_due(once, period.last_day + timedelta(days=KINDS[kind].days))


def _has_parts(kind, region, period):
    """A recap of nothing is no report: a region whose FCUs were founded later owes none."""
    it = KINDS[kind]
    if not it.parts:
        return True
    spans = {KINDS[part].span for part in it.parts}
    periods = [part.code for span in spans for part in ((period,) if span == period.kind else period.quarters())]
    parts = Report.objects.filter(kind__in=it.parts, region__code__within=region.pk, period__in=periods)
    return parts.exists()


@transaction.atomic
def _made_due(once, due_on):
    """The report, its notices and the job that counts it, or none: a run that was cut off is made up for."""
    report, is_new = Report.objects.get_or_create(**once, defaults={"due_on": due_on})
    if not is_new:
        return None
    tell_writers(report, f"{report.title} perlu dibuat. Kirim sebelum {date_long(report.due_on)}.")
    request_generating(report)
    return report


def request_generating(report, *, with_paper=False):
    """Ask for its figures, and perhaps its paper; asked twice while the first is not finished, it is one job."""
    args, key = {"report_id": report.pk, "with_paper": with_paper}, f"report-{report.pk}"
    return enqueue(GENERATING, title=report.title, args=args, key=f"{key}-paper" if with_paper else key)
