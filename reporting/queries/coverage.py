"""How far the reports of a region have come."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from regions.models import Region
from reporting.enums import ACCEPTED, UNSENT, ReportState
from reporting.models import Report

MOST_WAITING = 10


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the reports of a kecamatan, a regency or a province have come. ``region`` None: of the nation."""

    region: Region | None
    received: int
    sent: int
    writing: int
    late: int

    @property
    def total(self):
        return self.received + self.sent + self.writing + self.late


def reports_below(user):
    """The newest revision of each report in the regions whose reports ``user`` reads."""
    rows = Report.objects.counted_for(user).latest_revisions().light()
    return rows.select_related("region__parent", "document__file")


def coverage(reports):
    """One Coverage a region above them for a queryset of reports, the late ones first. Two statements."""
    counts = {}
    day = timezone.localdate()
    late = Q(state__in=UNSENT, due_on__lt=day)
    rows = (
        reports.order_by()
        .values("region__parent")
        .annotate(
            received=Count("pk", filter=Q(state__in=ACCEPTED)),
            sent=Count("pk", filter=Q(state=ReportState.SENT)),
            writing=Count("pk", filter=Q(state__in=UNSENT, due_on__gte=day)),
            late=Count("pk", filter=late),
        )
    )
    for row in rows:
        counts[row.pop("region__parent")] = row
    regions = {region.code: region for region in Region.objects.filter(code__in=[code for code in counts if code])}
    items = [Coverage(regions.get(code), **counted) for code, counted in counts.items()]
    return sorted(items, key=lambda item: (-item.late, item.region.name if item.region else ""))


def periods_of(reports):
    """Codes of the periods that have reports, newest first."""
    return list(reports.order_by("-period").values_list("period", flat=True).distinct())


def waiting_reports(user):
    """{"write": [...], "receive": [...]}: what this user has to write and send, the late ones first, and to decide."""
    newest = Report.objects.latest_revisions().light().select_related("region")
    to_write = newest.written_by(user).filter(state__in=UNSENT).order_by("due_on", "kind", "region")
    to_receive = newest.received_by(user).filter(state=ReportState.SENT).order_by("state_since", "pk")
    return {"write": list(to_write[:MOST_WAITING]), "receive": list(to_receive[:MOST_WAITING])}
