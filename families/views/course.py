"""Problems with their course, and strengths, each act on a page of its own."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from core.exceptions import StaleState
from families.forms.course import ProblemForm, StepForm
from families.forms.standing import StrengthForm
from families.models import ProblemCategory
from families.queries import members_of
from families.services import add_strength, record_problem, set_problem_state
from families.views.acting import fill_act
from families.views.rights import opened_for
from families.views.standing import correct

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
def add_problem(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = ProblemForm(request.POST or None, categories=ProblemCategory.objects.all(), members=members_of(family))
    return fill_act(request, family, form, "Catat masalah", "Simpan masalah", lambda data: record_problem(
        family, category=data["category"], member=data["member"], since=data["since"], severity=data["severity"],
        note=data["note"], actor=request.user,
    ))  # fmt: skip


@GET_POST
def move_problem(request, pk, problem):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    record = get_object_or_404(family.problems.select_related("category", "member"), pk=problem)
    form = StepForm(request.POST or None, problem=record, steps=_steps(record))
    return fill_act(
        request, family, form, "Ubah keadaan masalah", "Simpan keadaan", lambda _: _take_step(form, request.user),
        template="families/step.html",
    )  # fmt: skip


@GET_POST
def add_potential(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = StrengthForm(request.POST or None)
    return fill_act(request, family, form, "Catat potensi", "Simpan potensi", lambda _: add_strength(
        family, **form.values(), actor=request.user
    ))  # fmt: skip


@GET_POST
def correct_strength(request, pk, strength):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = StrengthForm(request.POST or None, entry=get_object_or_404(family.strengths, pk=strength))
    return correct(request, family, form, "Betulkan potensi")


def _steps(problem):
    return list(problem.steps.select_related("actor"))


def _take_step(form, user):
    data = form.cleaned_data
    try:
        set_problem_state(
            form.problem, data["state"], on=data["on"], severity=data["severity"], note=data["note"],
            last_step=data["version"], actor=user,
        )  # fmt: skip
    except StaleState:
        form.renew(_steps(form.problem))
        raise
