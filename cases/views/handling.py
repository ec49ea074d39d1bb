from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from accounts.services import submit_once
from cases.forms import CaseForm, ChangeCaseForm, HandlerForm, step_form
from cases.models import Case, Intake
from cases.services import CASE_CLOSED, advance_case, assign_handler, change_case, open_case, set_sensitive
from cases.views.filling import about, fill
from cases.views.pages import case_context, found, found_to_write
from cases.workflow import STEPS
from core.exceptions import DomainError
from core.http import hx_or
from families.models import Family

HIDDEN_NOW = "Kasus peka tercatat. Hanya penanggung jawab dan koordinator yang dapat membukanya."


@require_http_methods(["GET", "POST"])
def open_for_family(request, family_pk):
    family = get_object_or_404(Family.objects.visible_to(request.user).select_related("village"), pk=family_pk)
    return _open(request, family)


@require_http_methods(["GET", "POST"])
def open_from_intake(request, pk):
    intake = get_object_or_404(
        Intake.objects.visible_to(request.user).select_related("family__village", "case"), pk=pk
    )
    if not intake.family:
        messages.error(request, "Hubungkan dahulu penerimaan ini dengan keluarga.")
        return redirect(intake)
    return _open(request, intake.family, intake)


def _open(request, family, intake=None):
    if not request.user.can(Capability.CHANGE_CASES, family.village_id):
        raise PermissionDenied(Capability.CHANGE_CASES)
    initial = {"handler": request.user.pk, "urgency": 1}
    if intake:
        initial |= {"summary": intake.need, "urgency": intake.urgency, "sensitive": intake.sensitive}
    form = CaseForm(request.POST or None, family=family, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        token = given.pop("form_token")
        try:
            url = submit_once(
                token, actor=request.user, form="case", make=lambda: _landing(request.user, family, intake, given)
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            hidden = url == reverse("cases:list")
            messages.success(request, HIDDEN_NOW if hidden else "Kasus dibuka.")
            return redirect(url)
    context = {"form": form, "family": family, "intake": intake}
    return render(request, "cases/case_form.html", context, status=422 if form.errors else 200)


def _landing(user, family, intake, given):
    """The new case; or the list, where the opener may not open a sensitive case that another handles."""
    case = open_case(family=family, intake=intake, actor=user, **given)
    seen = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    return case if seen else SimpleNamespace(get_absolute_url=lambda: reverse("cases:list"))


@require_http_methods(["GET", "POST"])
def change(request, pk):
    """Mend what was written when the case was opened."""
    case = found_to_write(request, pk)
    if not case.is_open:
        messages.error(request, CASE_CLOSED)
        return redirect(case)
    form = ChangeCaseForm(request.POST or None, case=case)

    def save():
        change_case(case, actor=request.user, **form.values())
        seen = Case.objects.visible_to(request.user).filter(pk=case.pk).exists()
        return case.get_absolute_url() if seen else reverse("cases:list")

    context = about(case) | {"title": "Ubah isi kasus", "button": "Simpan", "record": case, "stored": _written}
    return fill(request, form, save, done="Isi kasus disimpan.", **context)


def _written(case):
    return [
        ("Ringkasan", case.summary),
        ("Kegentingan", case.get_urgency_display()),
        ("Masalah", ", ".join(problem.category.name for problem in case.problems.select_related("category"))),
        ("Anggota", ", ".join(member.name for member in case.members.all())),
    ]


@require_safe
def detail(request, pk):
    return render(request, "cases/detail.html", case_context(request, found(request, pk)))


@require_POST
def step(request, pk, name):
    case = found(request, pk)
    if name not in STEPS:
        raise Http404
    if not case.allows(request.user, STEPS[name]):
        raise PermissionDenied(name)
    form = step_form(name, STEPS[name], case, request.POST)
    if not form.is_valid():
        return _answer(request, case_context(request, case, form), 422)
    given = form.cleaned_data
    try:
        advance_case(case, name, actor=request.user, note=given["note"], seen=given["version"], **form.extra())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Kasus sekarang: {case.get_state_display().lower()}.")
    return _answer(request, case_context(request, found(request, pk))) if request.htmx else redirect(case)


def _answer(request, context, status=200):
    return hx_or(request, "cases/_panel.html", "cases/detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
def assign(request, pk):
    case = found(request, pk)
    if not request.user.can(Capability.CHANGE_CASES, case.village_id):
        raise PermissionDenied(Capability.CHANGE_CASES)
    form = HandlerForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            assign_handler(case, form.cleaned_data["handler"], actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Penanggung jawab sekarang: {case.handler}.")
            seen = Case.objects.visible_to(request.user).filter(pk=case.pk).exists()
            return redirect(case if seen else "cases:list")
    return render(request, "cases/assign.html", {"form": form, "case": case}, status=422 if form.errors else 200)


@require_POST
def mark_sensitive(request, pk):
    case = found(request, pk)
    set_sensitive(case, request.POST.get("peka") == "ya", actor=request.user)
    messages.success(request, "Kasus ditandai peka." if case.sensitive else "Tanda peka dihapus.")
    return redirect(case)
