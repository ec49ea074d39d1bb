from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from cases.models import Case
from core.http import chips, page
from core.periods import PeriodError
from regions.enums import Level, level_of
from reporting.enums import ReportKind
from reporting.forms import ReportFilter
from reporting.models import Report
from reporting.queries import coverage, periods_of, reports_below, waiting_reports

SEES = (Capability.SEE_REPORTS, Capability.SEE_REGENCY_REPORTS)


@require_safe
def report_list(request):
    """The FCU's own reports by period; for wider roles what waits for them and the coverage of one kind and period."""
    if not any(map(request.user.can, SEES)):
        raise PermissionDenied("see_reports")
    if not _sees_villages_only(request.user):
        return _coverage_page(request, reports_below(request.user))
    reports = Report.objects.visible_to(request.user).latest_revisions().light()
    reports = reports.select_related("region__parent", "document__file")
    return render(request, "reporting/own_list.html", {"page": page(reports, request), **_doors(request.user)})


def _sees_villages_only(user):
    codes = user.codes(Capability.SEE_REPORTS)
    return bool(codes) and "" not in codes and all(level_of(code) == Level.VILLAGE for code in codes)


def _doors(user):
    """Where else figures and papers stand, for those who may go there."""
    return {
        "may_download": user.can(Capability.DOWNLOAD_REPORTS),
        "may_national": user.can(Capability.RECEIVE_PROVINCE_RECAPS),
        "may_figures": user.can(Capability.SEE_FIGURES),
        "may_incidentals": Case.objects.visible_to(user).exists(),
    }


def _coverage_page(request, reports):
    there = set(reports.order_by().values_list("kind", flat=True).distinct())
    kinds = [kind for kind in ReportKind if kind in there]
    asked = request.GET.get("jenis", "")
    kind = ReportKind(asked) if asked in kinds else _first(kinds, request.user)
    of_kind = reports.filter(kind=kind)
    form, period = _filter(request, of_kind)
    of_period = of_kind.filter(period=period)
    covered = coverage(of_period)
    context = {
        "waiting": waiting_reports(request.user),
        "kinds": kinds,
        "kind": kind,
        "form": form,
        "period": period,
        "coverage": covered,
        "totals": _totals(covered),
        "page": page(_chosen(of_period, request.GET).order_by("region__parent__name", "region__name"), request),
        "chips": chips(request, form),
        "chosen_district": request.GET.get("kecamatan", ""),
        **_doors(request.user),
    }
    return render(request, "reporting/coverage.html", context)


def _first(kinds, user):
    """What one reads most: the FCUs', above the regency the latest recaps."""
    if not kinds:
        return ReportKind.UNIT_QUARTER
    return kinds[0] if user.can(Capability.SEE_REPORTS) else kinds[-1]


def _filter(request, reports):
    form = ReportFilter(request.GET, periods=periods_of(reports))
    try:
        return form, form.period
    except PeriodError as error:
        messages.error(request, str(error))
        return form, form.periods[0] if form.periods else ""


def _totals(covered):
    names = ("received", "sent", "writing", "late", "total")
    return {name: sum(getattr(item, name) for item in covered) for name in names}


def _chosen(reports, asked):
    if district := asked.get("kecamatan", ""):
        reports = reports.filter(region__parent=district)
    if state := asked.get("keadaan", ""):
        reports = reports.filter(state=state)
    return reports
