from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from accounts.services import submit_once
from cases.forms import NoteForm, ServiceForm
from cases.queries import partners_near
from cases.services import add_note, record_service
from cases.views.pages import case_context, found
from core.exceptions import DomainError
from core.http import page


@require_http_methods(["GET", "POST"])
def give(request, pk):
    """Record one service given."""
    case = found(request, pk)
    if not request.user.can(Capability.CHANGE_CASES, case.village_id):
        raise PermissionDenied(Capability.CHANGE_CASES)
    form = ServiceForm(request.POST or None, institutions=partners_near(case.village_id))
    if request.method == "POST" and form.is_valid() and _once(request, form, case, "service", record_service):
        messages.success(request, "Layanan tercatat.")
        return redirect(case)
    return render(request, "cases/service_form.html", {"form": form, "case": case}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def notes(request, pk):
    """GET: all notes; POST: one more."""
    case = found(request, pk)
    if request.method == "GET":
        rows = page(case.notes.select_related("author"), request, per_page=10)
        return render(request, "cases/notes.html", {"case": case, "page": rows})
    form = NoteForm(request.POST)
    if form.is_valid() and _once(request, form, case, "note", add_note):
        messages.success(request, "Catatan ditambahkan.")
        return redirect(case)
    return render(request, "cases/detail.html", case_context(request, case, note=form), status=422)


def _once(request, form, case, kind, write):
    """The record of this form, once; False with the reason on the form."""
    given = dict(form.cleaned_data)
    token = given.pop("form_token")

    def make():
        write(case, actor=request.user, **given)
        return case

    try:
        submit_once(token, actor=request.user, form=kind, make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
