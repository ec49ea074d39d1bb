"""Sheets to fill in by hand: printed for one family, or for all of a mentor or a village."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import requires
from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document
from documents.views import serve
from mentoring.services.sheets import issue_sheet, issue_sheets
from mentoring.views.filling import demand_recording, found, running

BEING_MADE = "Lembar kunjungan sedang dibuat. Tekan “Unduh lembar” beberapa detik lagi."
ASK_OR_FETCH = require_http_methods(["GET", "POST"])


@ASK_OR_FETCH
def one(request, pk):
    mentorship = running(found(request, pk))
    demand_recording(request, mentorship)
    return _answer(request, mentorship, mentorship.get_absolute_url(), lambda: issue_sheet(
        mentorship, actor=request.user
    ))  # fmt: skip


@requires(Capability.RECORD_VISITS)
@ASK_OR_FETCH
def all_of_mine(request):
    """Under the account of whoever asks: nobody else fetches it."""
    return _answer(request, request.user, reverse("mentoring:home"), lambda: issue_sheets(
        request.POST.get("desa", ""), actor=request.user
    ))  # fmt: skip


def _answer(request, subject, back, issue):
    """POST has it made, GET hands it out once it is there."""
    if request.method == "POST":
        try:
            issue()
            messages.success(request, BEING_MADE)
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(back)
    paper = newest_document(subject, DocumentKind.VISIT_SHEET)
    if paper is None:
        raise Http404
    if paper.state != DocumentState.READY:
        messages.info(request, BEING_MADE)
        return redirect(back)
    return serve(request, paper.file, subject=subject)
