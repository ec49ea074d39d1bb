from django.contrib import messages
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires
from core.periods import PeriodError
from regions.enums import Level, level_of
from reporting.forms import ReportFilter
from reporting.models import Report
from reporting.queries import coverage, periods_of, reports_below


@require_safe
@requires(Capability.SEE_REPORTS)
def report_list(request):
    """The FCU's own reports by period; for wider roles the coverage of one period by kecamatan."""
    if not _sees_villages_only(request.user):
        return _coverage_page(request, reports_below(request.user))
    reports = Report.objects.visible_to(request.user).latest_revisions()
    reports = reports.select_related("region__parent", "document__file")
    return render(request, "reporting/own_list.html", {"page": page(reports, request)})


def _sees_villages_only(user):
    codes = user.codes(Capability.SEE_REPORTS)
    return "" not in codes and all(level_of(code) == Level.VILLAGE for code in codes)


def _coverage_page(request, reports):
    form = ReportFilter(request.GET, periods=periods_of(reports))
    try:
        period = form.period
    except PeriodError as error:
        messages.error(request, str(error))
        period = form.periods[0] if form.periods else ""
    of_period = reports.filter(period=period)
    covered = coverage(of_period)
    context = {
        "form": form,
        "period": period,
        "coverage": covered,
        "totals": _totals(covered),
        "page": page(_chosen(of_period, request.GET).order_by("region__parent__name", "region__name"), request),
        "chips": chips(request, form),
        "chosen_district": request.GET.get("kecamatan", ""),
        "may_download": request.user.can(Capability.DOWNLOAD_REPORTS),
    }
    return render(request, "reporting/coverage.html", context)


def _totals(covered):
    names = ("received", "sent", "writing", "late", "total")
    return {name: sum(getattr(item, name) for item in covered) for name in names}


def _chosen(reports, asked):
    if district := asked.get("kecamatan", ""):
        reports = reports.filter(region__parent=district)
    if state := asked.get("keadaan", ""):
        reports = reports.filter(state=state)
    return reports
