"""What can be done from a family's page, each act on a page of its own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from accounts.services import submit_once
from core.exceptions import DomainError
from documents.services import UploadRefused
from families.forms.acts import CloseForm, StatusForm
from families.queries import missing_for_status
from families.services import (
    CLOSED,
    close_family,
    set_status,
)
from families.views.rights import opened_for, rights_on

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
def change_status(request, pk):
    family = opened_for(request, pk, Capability.SET_FAMILY_STATUS)
    form = StatusForm(request.POST or None, family=family, missing=missing_for_status(family))
    return _act(request, family, form, "Ubah status", "Simpan status", lambda data: set_status(
        family, data["status"], on=data["on"], note=data["note"], actor=request.user
    ), template="families/status.html")  # fmt: skip


@GET_POST
def close(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = CloseForm(request.POST or None)
    return _act(request, family, form, "Tutup berkas", "Tutup berkas ini", lambda data: close_family(
        family, data["reason"], on=data["on"], note=data["note"], actor=request.user
    ))  # fmt: skip


def _act(request, family, form, title, button, make, template="families/act.html"):
    """Show the form, or do the act once and go back to the family."""
    if family.closed_on and not rights_on(request.user, family).change:
        return _told(request, family, CLOSED)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _done(request, family, form, make):
            return redirect(family)
        status = 422
    context = {"family": family, "form": form, "title": title, "button": button}
    return render(request, template, context, status=status)


def _done(request, family, form, make):
    def act():
        make(form.cleaned_data)
        return family

    try:
        submit_once(form.cleaned_data["form_token"], actor=request.user, form=f"act-{family.pk}", make=act)
    except DomainError as error:
        form.add_error("scan" if isinstance(error, UploadRefused) else None, str(error))
        return False
    messages.success(request, "Tersimpan.")
    return True


def _plain(request, family, said, act):
    try:
        act()
    except DomainError as error:
        return _told(request, family, str(error))
    messages.success(request, said)
    return redirect(family)


def _told(request, family, sentence):
    messages.error(request, sentence)
    return redirect(family)
