"""What the Dinas takes along: papers one by one or as a ZIP, and who took which."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import hx_or, page, requires
from documents.views import serve
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from reporting.forms import DownloadForm
from reporting.models import Bundle
from reporting.queries.downloads import bundling_of, downloadable, offices, subjects_of, taken_by_whom
from reporting.resources.lists import ReportResource, TakenResource
from reporting.services import ask_bundle


@requires(Capability.DOWNLOAD_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def downloads(request):
    """A list with filters; POST makes a ZIP of those ticked, or of all that the filters show."""
    form = DownloadForm(request.GET, reports=downloadable(request.user))
    if request.method == "POST":
        return _bundle(request, form)
    context = {
        "form": form,
        "page": page(_in_order(form), request),
        "bundles": Bundle.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")[:5],
    }
    return render(request, "reporting/downloads.html", context)


def _in_order(form):
    return form.found.order_by("region", "kind", "-period")


@exported("papers", "laporan yang sudah dikirim", "laporan-terkirim", Capability.DOWNLOAD_REPORTS)
def export(asked):
    return ListSheet(ReportResource(), _in_order(DownloadForm(asked.GET, reports=downloadable(asked.user))))


def _bundle(request, form):
    chosen = [int(pk) for pk in request.POST.getlist("laporan") if pk.isascii() and pk.isdigit()]
    wanted = form.found if "semua" in request.POST else downloadable(request.user).filter(pk__in=chosen)
    if not chosen and "semua" not in request.POST:
        messages.error(request, "Belum ada laporan yang dipilih. Centang satu atau beberapa, atau ambil semua.")
        return redirect(request.get_full_path())
    region = get_object_or_404(offices(request.user)[:1])
    title = f"Laporan {region.full_name}{form.words}"
    try:
        return redirect(ask_bundle(region, wanted, title=title, actor=request.user))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(request.get_full_path())


def _get_bundle(request, pk):
    return get_object_or_404(Bundle.objects.visible_to(request.user).select_related("file"), pk=pk)


@requires(Capability.DOWNLOAD_REPORTS)
@require_safe
def bundle(request, pk):
    found = _get_bundle(request, pk)
    job = None if found.file else bundling_of(found)
    context = {"bundle": found, "job": job, "is_mine": bool(job and job.owner_id == request.user.pk)}
    return hx_or(request, "reporting/_bundle.html", "reporting/bundle.html", context)


@requires(Capability.DOWNLOAD_REPORTS)
@require_safe
def bundle_file(request, pk):
    found = _get_bundle(request, pk)
    if not found.file:
        raise Http404
    return serve(request, found.file, subject=found)


@requires(Capability.DOWNLOAD_REPORTS)
@require_safe
def log(request):
    """Who took which paper and when."""
    shown = page(taken_by_whom(request.user), request)
    rows = [(entry, entry.about or "–") for entry in _with_subjects(shown.object_list)]
    return render(request, "reporting/log.html", {"page": shown, "rows": rows})


@exported("taken-reports", "riwayat unduhan", "riwayat-unduhan", Capability.DOWNLOAD_REPORTS)
def export_log(asked):
    return ListSheet(TakenResource(), taken_by_whom(asked.user), told=_with_subjects)


def _with_subjects(entries):
    subjects = subjects_of(entries)
    for entry in entries:
        entry.about = subjects.get((entry.subject_type, entry.subject_id))
    return entries
