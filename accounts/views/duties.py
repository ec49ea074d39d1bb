"""What a person holds, and whether the account is open."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.capabilities import Capability
from accounts.forms.people import EndAssignmentForm, NewAssignmentForm
from accounts.services import submit_once
from accounts.services.people import add_assignment, end_assignment, give_start_password, set_active
from accounts.views.people import ask_role, chosen_role, person_or_404, show_person
from core.exceptions import DomainError
from core.http import requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MANAGE_ACCOUNTS)
def add(request, pk):
    user, role = person_or_404(request, pk), chosen_role(request)
    if role is None:
        return ask_role(request, f"Tambah penugasan untuk {user}")
    codes = request.user.codes(Capability.MANAGE_ACCOUNTS)
    form = NewAssignmentForm(request.POST or None, role=role, codes=codes)
    if form.is_bound and form.is_valid() and _add(request, user, form):
        messages.success(request, "Penugasan tersimpan.")
        return redirect(user)
    status = 422 if form.is_bound and not form.is_choosing else 200
    return render(request, "accounts/add_assignment.html", {"form": form, "person": user, "role": role}, status=status)


def _add(request, user, form):
    values = {name: form.cleaned_data[name] for name in ("region", "starts_on", "ends_on")}

    def make():
        add_assignment(user, role=form.role, **values, actor=request.user)
        return user

    try:
        submit_once(form.cleaned_data["form_token"], actor=request.user, form="assignment", make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


@require_POST
@requires(Capability.MANAGE_ACCOUNTS)
def end(request, pk, assignment):
    user = person_or_404(request, pk)
    held = get_object_or_404(user.assignments.not_over(), pk=assignment)
    form = EndAssignmentForm(request.POST)
    if not form.is_valid():
        return show_person(request, user, status=422, end_form=form)
    try:
        end_assignment(held, on=form.cleaned_data["on"], actor=request.user)
    except DomainError as error:
        form.add_error("on", str(error))
        return show_person(request, user, status=422, end_form=form)
    messages.success(request, "Penugasan diakhiri.")
    return redirect(user)


@require_POST
@requires(Capability.MANAGE_ACCOUNTS)
def activate(request, pk):
    return _switch(request, pk, True, "Akun diaktifkan lagi.")


@require_POST
@requires(Capability.MANAGE_ACCOUNTS)
def deactivate(request, pk):
    return _switch(request, pk, False, "Akun dinonaktifkan. Orangnya langsung keluar.")


def _switch(request, pk, active, words):
    user = person_or_404(request, pk)
    set_active(user, active, actor=request.user)
    messages.success(request, words)
    return redirect(user)


@require_POST
@requires(Capability.MANAGE_ACCOUNTS)
def start_password(request, pk):
    user = person_or_404(request, pk)
    return show_person(request, user, start_password=give_start_password(user, actor=request.user))
