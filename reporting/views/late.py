"""Who is late, asking for it, and giving time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import page
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from reporting.forms import TimeForm
from reporting.queries.late import countable, late_reports, writers_of
from reporting.resources.lists import LateResource
from reporting.services.giving_time import give_time
from reporting.services.reminding import remind_now

READS = (Capability.SEE_REPORTS, Capability.SEE_REGENCY_REPORTS)


@require_safe
def late(request):
    _require_reading(request.user)
    shown = page(late_reports(request.user, timezone.localdate()), request)
    names = writers_of(shown.object_list)
    rows = [
        (report, names[report.pk], request.user.can(report.it.receive, report.region_id))
        for report in shown.object_list
    ]
    return render(request, "reporting/late.html", {"page": shown, "rows": rows})


def _require_reading(user):
    if not any(map(user.can, READS)):
        raise PermissionDenied("see_reports")


@exported("late-reports", "laporan terlambat", "laporan-terlambat")
def export(asked):
    _require_reading(asked.user)
    return ListSheet(LateResource(), late_reports(asked.user, timezone.localdate()), told=_with_writers)


def _with_writers(reports):
    names = writers_of(reports)
    for report in reports:
        report.asked_of = names[report.pk]
    return reports


def _get_report(request, pk):
    """Also one that is not sent: that it is late is known to whom it is to be sent."""
    report = get_object_or_404(countable(request.user), pk=pk)
    if not request.user.can(report.it.receive, report.region_id):
        raise PermissionDenied
    return report


@require_http_methods(["GET", "HEAD", "POST"])
def time(request, pk):
    """GET shows the form; POST gives time, or with “ingatkan” asks the writers for the report now."""
    report = _get_report(request, pk)
    if "ingatkan" in request.POST:
        return _remind(request, report)
    form = TimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_time(report, **form.cleaned_data, actor=request.user)
        except DomainError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, f"{report.title} diberi waktu.")
            return redirect("reporting:late")
    status = 422 if form.errors else 200
    return render(request, "reporting/time.html", {"form": form, "report": report}, status=status)


def _remind(request, report):
    try:
        remind_now(report, actor=request.user)
        messages.success(request, f"Penulis {report.title} diingatkan.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("reporting:late")
