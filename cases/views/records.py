"""Services given, and notes with their photos."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms import CancelForm, NoteForm, ServiceForm
from cases.queries import notes_with_photos, partners_near, photos_of
from cases.services import add_note, cancel_service, change_note, record_service, remove_note_photo
from cases.views.filling import about, fill, once
from cases.views.pages import case_context, found, found_plainly, found_to_write, with_rights
from core.exceptions import DomainError
from core.formatting import date_long
from core.http import page
from documents.views import serve
from families.enums import ConsentPurpose
from families.queries import has_consent


@require_http_methods(["GET", "POST"])
def give(request, pk):
    """Record one service given."""
    case = found_to_write(request, pk)
    form = ServiceForm(request.POST or None, institutions=partners_near(case.village_id))

    def make():
        record_service(case, actor=request.user, **_without_token(form))
        return case

    save = once(request, form, "service", make)
    return fill(
        request, form, save, done="Layanan tercatat.", template="cases/service_form.html", case=case, **about(case)
    )


@require_http_methods(["GET", "POST"])
def cancel(request, pk, service_pk):
    """A service that was written down by mistake."""
    case = found_to_write(request, pk)
    service = get_object_or_404(case.services.counted(), pk=service_pk)
    form = CancelForm(request.POST or None)
    plan_url = reverse("cases:plan", args=[case.pk])

    def save():
        cancel_service(service, reason=form.cleaned_data["reason"], actor=request.user)
        return plan_url

    words = f"{service.get_kind_display()}, {date_long(service.given_on)}: {service.description}"
    context = about(case) | {"back_label": "Rencana", "back_url": plan_url, "title": "Batalkan layanan"}
    note = f"{words}. Layanan yang dibatalkan tidak dihitung lagi."
    return fill(request, form, save, done="Layanan dibatalkan.", button="Batalkan layanan", note=note, **context)


@require_http_methods(["GET", "POST"])
def notes(request, pk):
    """GET: all notes; POST: one more."""
    if request.method == "GET":
        case = found_plainly(request, pk)
        rows = page(notes_with_photos(case), request, per_page=10)
        rows.object_list = with_rights(rows.object_list, request.user)
        context = {"case": case, "page": rows, "shows_photos": _shows_photos(case)}
        return render(request, "cases/notes.html", context)
    case = found(request, pk)
    form = NoteForm(request.POST, request.FILES)

    def make():
        add_note(case, actor=request.user, **_without_token(form))
        return case

    save = once(request, form, "note", make)
    context = case_context(request, case, note=form)
    return fill(request, form, save, done="Catatan ditambahkan.", template="cases/detail.html", **context)


def _without_token(form):
    return {name: value for name, value in form.cleaned_data.items() if name != "form_token"}


def _shows_photos(case):
    """A photo that the family no longer agrees to is not handed out, also before somebody takes it away."""
    return has_consent(case.family, ConsentPurpose.PHOTO)


@require_http_methods(["GET", "POST"])
def note(request, pk, note_pk):
    """Its author mends a note on the day it was written, and adds photos."""
    case = found_plainly(request, pk)
    kept = get_object_or_404(case.notes.select_related("author"), pk=note_pk)
    if kept.author_id != request.user.pk:
        raise PermissionDenied("change_note")
    form = NoteForm(request.POST or None, request.FILES or None, initial={"text": kept.text})
    notes_url = reverse("cases:notes", args=[case.pk])

    def make():
        change_note(kept, actor=request.user, **_without_token(form))
        return case

    save = once(request, form, f"note-{kept.pk}", make)
    context = about(case) | {"back_label": "Catatan", "back_url": notes_url, "title": "Ubah catatan", "upload": True}
    return fill(request, form, save, done="Catatan disimpan.", button="Simpan catatan", **context)


@require_safe
def photo(request, pk, note_pk, photo_pk):
    case = found_plainly(request, pk)
    kept = get_object_or_404(photos_of(case), pk=photo_pk, note=note_pk)
    if not _shows_photos(case):
        raise Http404
    return serve(request, kept.file, subject=case, name=f"foto kasus {case.number}")


@require_POST
def remove_photo(request, pk, note_pk, photo_pk):
    case = found_plainly(request, pk)
    kept = get_object_or_404(photos_of(case), pk=photo_pk, note=note_pk)
    return _answered(request, case, lambda: remove_note_photo(kept, actor=request.user))


def _answered(request, case, write):
    try:
        write()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Foto dihapus dari catatan.")
    return redirect("cases:notes", pk=case.pk)
