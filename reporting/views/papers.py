"""What one takes along of a report: its draft while it is written, its figures as Excel."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from core.exceptions import DomainError
from documents.views import serve
from exchange.views.exports import send_tables
from reporting.resources.figures import sheets_of
from reporting.services import issue_draft
from reporting.views.pages import get_report


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, pk):
    """POST makes what the paper would say now, GET hands out the one made last."""
    report = get_report(request, pk)
    if request.method == "POST":
        try:
            issue_draft(report, actor=request.user, owner=request.user)
            messages.success(request, "Konsep sedang dibuat. Unduh sebentar lagi.")
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(report)
    if not report.draft or not report.draft.file or report.is_sent:
        raise Http404
    return serve(request, report.draft.file, subject=report)


@require_safe
def excel(request, pk):
    report = get_report(request, pk)
    if not report.figures:
        raise Http404
    name = f"laporan-{report.kind.replace('_', '-')}-{report.region_id}-{report.period}"
    return send_tables(request, sheets_of(report), name, name, subject=report)
