"""What can be done from a family's page, each act on a page of its own."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.capabilities import Capability
from accounts.services import submit_once
from core.exceptions import DomainError
from documents.services import store_upload
from documents.views import serve
from families.enums import ProblemState
from families.forms.acts import CloseForm, ConsentForm, ProblemForm, ProblemStateForm, StatusForm, StrengthForm
from families.models import ProblemCategory
from families.queries import members_of
from families.services import (
    CLOSED,
    add_strength,
    close_family,
    record_consent,
    record_problem,
    set_problem_state,
    set_status,
    withdraw_consent,
)
from families.views.rights import opened, opened_for, rights_on

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
def change_status(request, pk):
    family = opened_for(request, pk, Capability.SET_FAMILY_STATUS)
    form = StatusForm(request.POST or None, family=family)
    return _act(request, family, form, "Ubah status", "Simpan status", lambda data: set_status(
        family, data["status"], on=data["on"], note=data["note"], actor=request.user
    ))  # fmt: skip


@GET_POST
def close(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = CloseForm(request.POST or None)
    return _act(request, family, form, "Tutup berkas", "Tutup berkas ini", lambda data: close_family(
        family, data["reason"], on=data["on"], note=data["note"], actor=request.user
    ))  # fmt: skip


@GET_POST
def add_problem(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = ProblemForm(request.POST or None, categories=ProblemCategory.objects.all(), members=members_of(family))
    return _act(request, family, form, "Catat masalah", "Simpan masalah", lambda data: record_problem(
        family, category=data["category"], member=data["member"], since=data["since"], severity=data["severity"],
        note=data["note"], actor=request.user,
    ))  # fmt: skip


@GET_POST
def add_potential(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = StrengthForm(request.POST or None)
    return _act(request, family, form, "Catat potensi", "Simpan potensi", lambda data: add_strength(
        family, text=data["text"], actor=request.user
    ))  # fmt: skip


@GET_POST
def add_consent(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    initial = {"given_by": family.head_name, "purpose": request.GET.get("untuk", "")}
    form = ConsentForm(request.POST or None, request.FILES or None, initial=initial)
    return _act(request, family, form, "Catat kesediaan", "Simpan kesediaan", lambda data: _consent(
        family, data, request.user
    ))  # fmt: skip


@require_POST
def move_problem(request, pk, problem):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    record = get_object_or_404(family.problems, pk=problem)
    form = ProblemStateForm(request.POST)
    if not form.is_valid() or request.POST.get("state") not in ProblemState.values:
        return _told(request, family, " ".join(form.errors.get("on", ["Pilih keadaan masalah dari daftar."])))
    return _plain(request, family, "Keadaan masalah tersimpan.", lambda: set_problem_state(
        record, request.POST["state"], on=form.cleaned_data["on"], actor=request.user
    ))  # fmt: skip


@require_POST
def end_consent(request, pk, consent):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    record = get_object_or_404(family.consents, pk=consent)
    form = ProblemStateForm(request.POST)
    if not form.is_valid():
        return _told(request, family, " ".join(form.errors["on"]))
    return _plain(request, family, "Kesediaan ditarik.", lambda: withdraw_consent(
        record, on=form.cleaned_data["on"], actor=request.user
    ))  # fmt: skip


@require_GET
def consent_scan(request, pk, consent):
    family = opened(request, pk)
    record = get_object_or_404(family.consents.select_related("scan"), pk=consent)
    if record.scan is None:
        raise Http404
    return serve(request, record.scan, subject=family)


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
        form.add_error("scan" if "scan" in form.fields and form.cleaned_data.get("scan") else None, str(error))
        return False
    messages.success(request, "Tersimpan.")
    return True


@transaction.atomic
def _consent(family, data, user):
    scan = store_upload(data["scan"], actor=user) if data["scan"] is not None else None
    return record_consent(
        family, purpose=data["purpose"], method=data["method"], given_by=data["given_by"],
        given_on=data["given_on"], witness=data["witness"], scan=scan, actor=user,
    )  # fmt: skip


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
