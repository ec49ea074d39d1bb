"""Which reports are late, and whom to ask for them."""

from accounts.capabilities import GRANTS
from accounts.models import Assignment
from reporting.models import Report


def late_reports(user, day):
    """The newest revisions past their time limit in the regions whose reports ``user`` reads, the oldest first."""
    rows = Report.objects.counted_for(user).latest_revisions().late(day).light()
    return rows.select_related("region__parent").order_by("due_on", "kind", "region__name")


def writers_of(reports):
    """{report id: names of those who send it}, in one statement for all."""
    held = Assignment.objects.current().filter(
        region__in={report.region_id for report in reports}, user__is_active=True
    )
    people = [(each.region_id, each.role, each.user.name) for each in held.select_related("user")]
    return {report.pk: _names(report, people) for report in reports}


def _names(report, people):
    return ", ".join(
        sorted({name for code, role, name in people if code == report.region_id and report.it.send in GRANTS[role]})
    )


def countable(user):
    """Reports of which ``user`` knows how far they are, also the unsent ones."""
    return Report.objects.counted_for(user).select_related("region__parent")
