"""What waits with the reports: to write, to check and send, to receive."""

from django.utils import timezone

from core.formatting import due_words
from dashboard.queries.task import MOST, Task
from reporting.enums import UNSENT, ReportState
from reporting.models import Report
from reporting.workflow import KINDS

WRITES = {capability for it in KINDS.values() for capability in (it.write, it.send)}
RECEIVES = {it.receive for it in KINDS.values()}
ACTIONS = {ReportState.DUE: "Tulis laporan", ReportState.WRITTEN: "Periksa", ReportState.CHECKED: "Kirim"}


def reports_to_write(user):
    """What was handed over to be checked waits no more with who only writes."""
    if not any(map(user.can, WRITES)):
        return []
    newest = Report.objects.latest_revisions().light().written_by(user).filter(state__in=UNSENT)
    rows = newest.select_related("region").order_by("due_on", "pk")[:MOST]
    return [_task(report) for report in rows if _is_with(report, user)]


def _is_with(report, user):
    return report.state == ReportState.DUE or user.can(report.it.send, report.region_id)


def _task(report):
    late = f"terlambat {report.days_late} hari" if report.days_late else ""
    words = due_words(report.due_on, timezone.localdate())
    return Task(
        rank=0 if late else 2,
        tone="bad" if late else "wait",
        icon="warn" if late else "report",
        title=report.title,
        text=report.get_state_display() + ("." if late else f", {words}."),
        url=report.get_absolute_url(),
        action=ACTIONS[report.state],
        late=late,
    )


def reports_to_receive(user):
    if not any(map(user.can, RECEIVES)):
        return []
    sent = Report.objects.latest_revisions().light().received_by(user).filter(state=ReportState.SENT)
    return [
        Task(2, "wait", "report", report.title, "Dikirim, menunggu Anda.", report.get_absolute_url(), "Periksa")
        for report in sent.select_related("region").order_by("state_since")[:MOST]
    ]


SOURCES = (reports_to_write, reports_to_receive)
