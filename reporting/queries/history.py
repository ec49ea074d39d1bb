"""Reads for the pages and the paper of a report."""

from core.periods import Period
from reporting.enums import UNSENT
from reporting.models import Report

HISTORY = 5


def frozen_history(report):
    """{period code: figures} of the region's sent reports before this one, by the newest revision of each."""
    earlier = Report.objects.filter(kind=report.kind, region=report.region, period__lt=report.period)
    rows = earlier.exclude(state__in=UNSENT).order_by("-period", "revision").values_list("period", "figures")
    return dict(rows[: HISTORY * 2])


def compared(report):
    """The frozen figures of the period before and of a year before; None where nothing was reported."""
    period, history = Period.parse(report.period), frozen_history(report)
    return history.get(period.previous().code), history.get(period.year_before().code), history
