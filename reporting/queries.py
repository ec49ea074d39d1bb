"""Reads for the pages and the paper of a report."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from core.periods import Period
from institutions.models import Activity
from regions.models import Region
from reporting.enums import ReportState
from reporting.models import UNSENT, Report

HISTORY = 5
MATERIAL = 30


def frozen_history(report):
    """{period code: figures} of the region's sent reports before this one, by the newest revision of each."""
    earlier = Report.objects.filter(kind=report.kind, region=report.region, period__lt=report.period)
    rows = earlier.exclude(state__in=UNSENT).order_by("-period", "revision").values_list("period", "figures")
    return dict(rows[: HISTORY * 2])


def compared(report):
    """The frozen figures of the period before and of a year before; None where nothing was reported."""
    period, history = Period.parse(report.period), frozen_history(report)
    return history.get(period.previous().code), history.get(period.year_before().code), history


def activities_of(report):
    """What the FCU did in the report's period: results, obstacles and solutions to write from, the latest first."""
    period = Period.parse(report.period)
    held = Activity.objects.held().filter(care_unit__village=report.region)
    within = held.filter(held_on__range=(period.first_day, period.last_day))
    return within.order_by("-held_on", "-pk")[:MATERIAL]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the reports of a kecamatan have come."""

    region: Region
    received: int
    sent: int
    writing: int
    late: int

    @property
    def total(self):
        return self.received + self.sent + self.writing + self.late


def reports_below(user):
    """The newest revision of each report in the regions whose reports ``user`` reads."""
    rows = Report.objects.counted_for(user).latest_revisions()
    return rows.select_related("region__parent", "document__file")


def coverage(reports):
    """One Coverage a kecamatan for a queryset of reports, the late ones first. Two statements."""
    counts = {}
    day = timezone.localdate()
    late = Q(state__in=UNSENT, due_on__lt=day)
    rows = (
        reports.order_by()
        .values("region__parent")
        .annotate(
            received=Count("pk", filter=Q(state=ReportState.RECEIVED)),
            sent=Count("pk", filter=Q(state=ReportState.SENT)),
            writing=Count("pk", filter=Q(state__in=UNSENT, due_on__gte=day)),
            late=Count("pk", filter=late),
        )
    )
    for row in rows:
        counts[row.pop("region__parent")] = row
    regions = Region.objects.filter(code__in=counts)
    items = [Coverage(region, **counts[region.code]) for region in regions]
    return sorted(items, key=lambda item: (-item.late, item.region.name))


def periods_of(reports):
    """Codes of the periods that have reports, newest first."""
    return list(reports.order_by("-period").values_list("period", flat=True).distinct())
