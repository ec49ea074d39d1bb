"""One report by a job: its figures, counted anew while they are open, and if asked for its paper."""

from documents.enums import DocumentState
from documents.services import render
from reporting.enums import OPEN_FIGURES, UNSENT
from reporting.models import Report
from reporting.services.counting import keep_count
from reporting.services.papers import issue_draft

STEPS = 5


def generate(report_id, progress, *, with_paper=False):
    """Count an unfinished report; what has frozen stays. With its paper: the draft of one that is not sent yet, the
    report itself where its PDF is missing. Run again after half a run it makes the same. Returns its page's address.
    """
    report = Report.objects.select_related("region__parent__parent", "document").get(pk=report_id)
    progress(1, STEPS)
    if report.state in OPEN_FIGURES:
        keep_count(report)
    progress(2, STEPS)
    if with_paper:
        _make_paper(report, progress)
    progress(STEPS, STEPS)
    return report.get_absolute_url()


def _make_paper(report, progress):
    paper = issue_draft(report, actor=None, ask=False) if report.state in UNSENT else report.document
    if paper.state != DocumentState.READY:
        # Three steps of its own, after the two of the figures.
        render(paper.pk, lambda done, total: progress(2 + done, STEPS))
