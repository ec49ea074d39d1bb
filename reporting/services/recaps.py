"""A recap takes the frozen reports that it sums; they become final when it is received."""

from core.transitions import advance
from reporting.enums import ReportState
from reporting.models import RecapPart, Report
from reporting.workflow import STEPS


def take_parts(recap, parts):
    """``parts`` stand in ``recap`` from now on. A revision of a recap takes its parts anew beside the one before."""
    RecapPart.objects.bulk_create([RecapPart(recap=recap, part=part) for part in parts], ignore_conflicts=True)
    for part in parts:
        if part.state in STEPS[part.kind]["take"].sources:
            advance(part, STEPS[part.kind], "take", actor=None, note=recap.title)


def drop_parts(recap):
    """A recap that is written again has taken nothing; what no other recap holds is as its receiver left it."""
    parts = list(Report.objects.filter(recap_links__recap=recap))
    recap.part_links.all().delete()
    for part in parts:
        if part.state == ReportState.TAKEN and not part.recap_links.exists():
            advance(part, STEPS[part.kind], _way_back(part), actor=None, note=recap.title)


def _way_back(part):
    """A quarter that its own office summed may not have been received yet."""
    was = part.events.filter(step="take").values_list("from_state", flat=True).first()
    return "let_go_unreceived" if was == ReportState.SENT else "let_go"


def finish_parts(recap):
    for part in Report.objects.filter(recap_links__recap=recap, state=ReportState.TAKEN):
        advance(part, STEPS[part.kind], "finish", actor=None, note=recap.title)
