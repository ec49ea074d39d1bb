"""The papers of an event: those that are issued, and the photos and documents kept with it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import DomainError
from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document
from documents.views import serve
from institutions.views.filling import fill, once
from programmes.forms.events import EventPaperForm
from programmes.services.event_papers import PAPERS, add_event_paper, issue_event_paper, remove_event_paper
from programmes.views.events import FORM_METHODS, changeable_event, found_event, on_event


@require_POST
def issue(request, pk, kind):
    event = changeable_event(request, pk)
    if kind not in PAPERS:
        raise Http404
    try:
        issue_event_paper(event, DocumentKind(kind), actor=request.user)
        messages.success(request, f"{DocumentKind(kind).label} sedang dibuat. Unduh sebentar lagi.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(event)


@require_safe
def letter(request, pk, kind):
    event = found_event(request, pk)
    document = newest_document(event, kind) if kind in PAPERS else None
    if document is None:
        raise Http404
    if document.state != DocumentState.READY:
        messages.info(request, "Berkas sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(event)
    return serve(request, document.file, subject=event)


@require_http_methods(FORM_METHODS)
def add(request, pk):
    event = changeable_event(request, pk)
    form = EventPaperForm(request.POST or None, request.FILES or None)

    def make():
        add_event_paper(event, form.cleaned_data["file"], caption=form.cleaned_data["caption"], actor=request.user)
        return event

    save = once(request, form, f"event-paper-{event.pk}", make)
    context = {"title": "Tambah foto atau dokumen", "button": "Simpan berkas", "upload": True}
    return fill(request, form, save, **context, **on_event(event))


@require_safe
def paper(request, pk, file_pk):
    event = found_event(request, pk)
    kept = get_object_or_404(event.papers.filter(removed_on=None).select_related("file"), pk=file_pk)
    return serve(request, kept.file, subject=event)


@require_POST
def remove(request, pk, file_pk):
    event = changeable_event(request, pk)
    try:
        remove_event_paper(get_object_or_404(event.papers.all(), pk=file_pk), actor=request.user)
        messages.success(request, "Berkas dihapus dari kegiatan ini.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(event)
