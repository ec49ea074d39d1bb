"""Making the reports of a period: how far it is, stopping it, trying again what failed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import hx_or, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from jobs.enums import ENDED_BADLY
from reporting.forms import RunForm
from reporting.models import Run
from reporting.queries.downloads import offices, run_counts
from reporting.resources.lists import RunResource
from reporting.services import cancel_run, retry_run, start_run

NAMED = 20


@requires(Capability.DOWNLOAD_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request):
    form = RunForm(request.POST or None, regions=offices(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(start_run(form.cleaned_data["wilayah"], form.period, actor=request.user))
        except DomainError as error:
            form.add_error("masa", str(error))
    made = Run.objects.visible_to(request.user).select_related("region", "owner")[:10]
    status = 422 if form.errors else 200
    return render(request, "reporting/runs.html", {"form": form, "runs": made}, status=status)


@exported("report-runs", "pembuatan laporan", "pembuatan-laporan", Capability.DOWNLOAD_REPORTS)
def export(asked):
    return ListSheet(RunResource(), Run.objects.visible_to(asked.user).select_related("region__parent", "owner"))


def _get_run(request, pk):
    return get_object_or_404(Run.objects.visible_to(request.user).select_related("region"), pk=pk)


@requires(Capability.DOWNLOAD_REPORTS)
@require_safe
def run(request, pk):
    found = _get_run(request, pk)
    counts = run_counts(found)
    ended = found.items.filter(job__state__in=ENDED_BADLY).select_related("job", "report__region")[:NAMED]
    context = {
        "run": found,
        "counts": counts,
        "open": counts["queued"] + counts["running"],
        "ready": counts["done"] + counts["cleared"],
        "ended": ended,
    }
    return hx_or(request, "reporting/_run.html", "reporting/run.html", context)


@requires(Capability.DOWNLOAD_REPORTS)
@require_POST
def cancel(request, pk):
    found = _get_run(request, pk)
    cancel_run(found, actor=request.user)
    messages.success(request, "Dibatalkan. Yang sudah selesai tetap ada.")
    return redirect(found)


@requires(Capability.DOWNLOAD_REPORTS)
@require_POST
def retry(request, pk):
    found = _get_run(request, pk)
    count = retry_run(found, actor=request.user)
    messages.success(request, f"{count} laporan dicoba lagi.")
    return redirect(found)
