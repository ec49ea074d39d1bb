"""Taking the figures of a report: counted for an FCU, summed from frozen reports for a recap."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.exceptions import StaleState
from core.periods import Period
from reporting.enums import OPEN_FIGURES, ReportKind
from reporting.figures import own_figures, region_figures, sum_periods, sum_regions
from reporting.models import Report
from reporting.queries import coverage_of, parts_to_take
from reporting.services.late import late_entries, summed_late
from reporting.workflow import KINDS


def counted(report):
    """Its figures as they are now, and when that was: fields of the report."""
    if report.is_recap:
        return summed_now(report, parts_to_take(report))
    region, period = report.region, Period.parse(report.period)
    if report.kind == ReportKind.UNIT_QUARTER:
        late = late_entries(report)
        figures = region_figures((region.pk,), period, region.zone_name)
        return _taken(report, figures | ({"late": late} if late else {}))
    return _taken(report, {})


def summed_now(recap, parts):
    return _taken(recap, summed(recap, parts))


def _taken(report, figures):
    own = own_figures(report.kind, report.region, Period.parse(report.period))
    return {"figures": figures | ({"own": own} if own else {}), "counted_at": timezone.now()}


def summed(recap, parts):
    """The sum of the frozen figures of ``parts``, and how many FCUs of how many stand in it."""
    own_level = [part for part in parts if KINDS[part.kind].level == recap.it.level]
    snapshots = [part.figures for part in parts]
    total = (sum_periods if own_level else sum_regions)(snapshots) or {}
    late = summed_late(parts)
    return total | {"coverage": coverage_of(recap, parts)} | ({"late": late} if late else {})


def recount(report, *, actor):
    """Take the figures of an unfinished report anew; they freeze when it is checked."""
    if not actor.can(report.it.write, report.region_id):
        raise PermissionDenied
    if not keep_count(report):
        raise StaleState("Angka laporan ini sudah dibekukan. Tekan “Ubah lagi uraian”, atau buat revisi.")


def keep_count(report):
    """Count and keep, unless the figures have frozen meanwhile. Tells whether it was kept.

    The same figures keep the time at which they were counted first, so that their draft is the same paper.
    """
    found = counted(report)
    if found["figures"] == report.figures:
        del found["counted_at"]
    kept = Report.objects.filter(pk=report.pk, state__in=OPEN_FIGURES).update(**found)
    report.refresh_from_db()
    return bool(kept)
