"""One report by a job: its figures, counted anew while they are open."""

from reporting.enums import OPEN_FIGURES
from reporting.models import Report
from reporting.services.counting import keep_count

STEPS = 2


def generate(report_id, progress):
    """Count an unfinished report. What has frozen stays. Returns the address of its page."""
    report = Report.objects.select_related("region").get(pk=report_id)
    progress(1, STEPS)
    if report.state in OPEN_FIGURES:
        keep_count(report)
    progress(STEPS, STEPS)
    return report.get_absolute_url()
