"""The letters of a meeting, and the photos and documents kept with it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import DomainError
from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document
from documents.views import serve
from institutions.forms import MeetingPaperForm
from institutions.services import (
    add_meeting_paper,
    issue_attendance_sheet,
    issue_invitation,
    issue_minutes,
    remove_meeting_paper,
)
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS
from institutions.views.meetings import find_changeable_meeting, find_meeting, on_meeting

ISSUE = {
    DocumentKind.MEETING_INVITATION: issue_invitation,
    DocumentKind.ATTENDANCE_SHEET: issue_attendance_sheet,
    DocumentKind.MEETING_MINUTES: issue_minutes,
}


@require_POST
def issue(request, pk, kind):
    meeting = find_changeable_meeting(request, pk)
    if kind not in ISSUE:
        raise Http404
    try:
        ISSUE[kind](meeting, actor=request.user)
        messages.success(request, f"{DocumentKind(kind).label} sedang dibuat. Unduh sebentar lagi.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(meeting)


@require_safe
def letter(request, pk, kind):
    meeting = find_meeting(request, pk)
    document = newest_document(meeting, kind) if kind in ISSUE else None
    if document is None:
        raise Http404
    if document.state != DocumentState.READY:
        messages.info(request, "Surat sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(meeting)
    return serve(request, document.file, subject=meeting)


@require_http_methods(FORM_METHODS)
def add(request, pk):
    meeting = find_changeable_meeting(request, pk)
    form = MeetingPaperForm(request.POST or None, request.FILES or None)

    def make():
        upload, caption = form.cleaned_data["file"], form.cleaned_data["caption"]
        add_meeting_paper(meeting, upload, caption=caption, actor=request.user)
        return meeting

    save = once(request, form, f"meeting-paper-{meeting.pk}", make)
    context = {"title": "Tambah foto atau dokumen", "button": "Simpan berkas", "upload": True}
    return fill(request, form, save, **context, **on_meeting(meeting))


@require_safe
def download(request, pk, file_pk):
    meeting = find_meeting(request, pk)
    paper = get_object_or_404(meeting.papers.filter(removed_on=None).select_related("file"), pk=file_pk)
    return serve(request, paper.file, subject=meeting)


@require_POST
def remove(request, pk, file_pk):
    meeting = find_changeable_meeting(request, pk)
    try:
        remove_meeting_paper(get_object_or_404(meeting.papers.all(), pk=file_pk), actor=request.user)
        messages.success(request, "Berkas dihapus dari rapat ini.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(meeting)
