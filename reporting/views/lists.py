from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from cases.models import Case
from core.http import chips, page
from core.periods import PeriodError
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from regions.enums import Level, level_of
from reporting.enums import ReportKind
from reporting.forms import ReportFilter
from reporting.models import Report
from reporting.queries import coverage, periods_of, reports_below, waiting_reports
from reporting.resources.lists import ReportResource

SEES = (Capability.SEE_REPORTS, Capability.SEE_REGENCY_REPORTS)


@require_safe
def report_list(request):
    """The FCU's own reports by period; for wider roles what waits for them and the coverage of one kind and period."""
    _require_reading(request.user)
    if not _sees_villages_only(request.user):
        return _coverage_page(request, reports_below(request.user))
    reports = page(_own_reports(request.user), request)
    return render(request, "reporting/own_list.html", {"page": reports, **_doors(request.user)})


def _require_reading(user):
    if not any(map(user.can, SEES)):
        raise PermissionDenied("see_reports")


def _own_reports(user):
    reports = Report.objects.visible_to(user).latest_revisions().light()
    return reports.select_related("region__parent", "document__file")


@exported("reports", "laporan", "laporan")
def export(asked):
    """Of the page that ``report_list`` shows to the same reader."""
    _require_reading(asked.user)
    if _sees_villages_only(asked.user):
        return ListSheet(ReportResource(), _own_reports(asked.user))
    *_, of_kind = _of_kind(asked, reports_below(asked.user))
    _, period, _ = _filter(asked, of_kind)
    rows = _listed(of_kind.filter(period=period), asked.GET)
    return ListSheet(ReportResource(), rows.select_related("region__parent", "document"), part=period)


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
    kinds, kind, of_kind = _of_kind(request, reports)
    form, period, error = _filter(request, of_kind)
    if error:
        messages.error(request, error)
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
        "page": page(_listed(of_period, request.GET), request),
        "chips": chips(request, form),
        "chosen_district": request.GET.get("kecamatan", ""),
        **_doors(request.user),
    }
    return render(request, "reporting/coverage.html", context)


def _of_kind(asked, reports):
    """(the kinds there are, the one asked for, its reports)."""
    there = set(reports.order_by().values_list("kind", flat=True).distinct())
    kinds = [kind for kind in ReportKind if kind in there]
    wanted = asked.GET.get("jenis", "")
    kind = ReportKind(wanted) if wanted in kinds else _first(kinds, asked.user)
    return kinds, kind, reports.filter(kind=kind)


def _first(kinds, user):
    """What one reads most: the FCUs', above the regency the latest recaps."""
    if not kinds:
        return ReportKind.UNIT_QUARTER
    return kinds[0] if user.can(Capability.SEE_REPORTS) else kinds[-1]


def _filter(asked, reports):
    """(the form, the period asked for, what was wrong with it)."""
    form = ReportFilter(asked.GET, periods=periods_of(reports))
    try:
        return form, form.period, ""
    except PeriodError as error:
        return form, form.periods[0] if form.periods else "", str(error)


def _totals(covered):
    names = ("received", "sent", "writing", "late", "total")
    return {name: sum(getattr(item, name) for item in covered) for name in names}


def _listed(reports, asked):
    if district := asked.get("kecamatan", ""):
        reports = reports.filter(region__parent=district)
    if state := asked.get("keadaan", ""):
        reports = reports.filter(state=state)
    return reports.order_by("region__parent__name", "region__name")
