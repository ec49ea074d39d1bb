"""Choosing pioneer families: one page a round, with the guideline's five steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import page, requires
from core.workflow import offered_steps
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill, once
from mentoring.enums import ENDED_CANDIDATES
from mentoring.forms.selecting import CandidatesForm, OpenForm, SelectionForm, meetings_once, step_form
from mentoring.models import Candidate
from mentoring.queries.ranking import ranked
from mentoring.queries.selecting import candidates_of, eligible, selection_rows, writable_villages
from mentoring.resources import SelectionResource
from mentoring.services.selecting import (
    advance_candidate,
    change_selection,
    close_selection,
    list_candidate,
    open_selection,
)
from mentoring.workflow import STEPS

FORM_METHODS = ["GET", "POST"]


@requires(Capability.SEE_FAMILIES)
@require_safe
def index(request):
    rows = page(selection_rows(request.user), request)
    may_open = request.user.can(Capability.CHANGE_FAMILIES)
    return render(request, "mentoring/selections.html", {"page": rows, "may_open": may_open})


@exported("selections", "seleksi keluarga pionir", "seleksi-pionir", Capability.SEE_FAMILIES)
def export(asked):
    return ListSheet(SelectionResource(), selection_rows(asked.user))


@requires(Capability.CHANGE_FAMILIES)
@require_http_methods(FORM_METHODS)
def begin(request):
    villages = writable_villages(request.user)
    form = OpenForm(request.POST or None, villages=list(villages))

    def make():
        village = villages.get(pk=form.cleaned_data["village"])
        return open_selection(village, note=form.cleaned_data["note"], actor=request.user)

    words = {"title": "Buka seleksi keluarga pionir", "button": "Buka seleksi"}
    where = {"back_label": "Seleksi", "back_url": reverse("mentoring:selections")}
    return fill(request, form, once(request, form, "selection", make), **words, **where)


@require_safe
def detail(request, pk):
    return _show(request, _found(request, pk))


@require_http_methods(FORM_METHODS)
def change(request, pk):
    selection = _changeable(request, pk)
    form = SelectionForm(request.POST or None, record=selection)

    def save():
        return change_selection(selection, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    words = {"title": "Pokja dan diskusi kelompok", "button": "Simpan"}
    where = {"back_label": str(selection), "back_url": selection.get_absolute_url()}
    return fill(request, form, save, record=selection, **words, **where)


@require_POST
def close(request, pk):
    selection = _changeable(request, pk)
    try:
        close_selection(selection, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Seleksi ditutup. Calonnya tetap tersimpan.")
    return redirect(selection)


@require_POST
def add(request, pk):
    selection = _changeable(request, pk)
    form = CandidatesForm(request.POST, selection=selection)
    if not form.is_valid():
        return _show(request, selection, adding=form, status=422)
    chosen = form.cleaned_data["families"]
    reasons = {row.family.pk: row.reasons for row in ranked(chosen, most=len(chosen))}
    try:
        for family in chosen:
            list_candidate(selection, family, reasons=reasons.get(family.pk, ()), actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{len(chosen)} keluarga dicalonkan.")
    return redirect(selection)


@require_POST
def step(request, pk, candidate_pk, name):
    selection = _found(request, pk)
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user), pk=candidate_pk, selection=selection)
    if name not in STEPS:
        raise Http404
    if not candidate.allows(request.user, STEPS[name]):
        raise PermissionDenied(name)
    form = step_form(name, STEPS[name], candidate, request.POST)
    if not form.is_valid():
        return _show(request, selection, bound=form, status=422)
    given = form.cleaned_data
    try:
        advance_candidate(
            candidate, name, actor=request.user, note=given["note"], seen=given["version"], **form.extra()
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{candidate.family.head_name}: {candidate.get_state_display().lower()}.")
    return redirect(selection)


def _found(request, pk):
    return get_object_or_404(selection_rows(request.user), pk=pk)


def _changeable(request, pk):
    selection = _found(request, pk)
    if not request.user.can(Capability.CHANGE_FAMILIES, selection.village_id):
        raise PermissionDenied(Capability.CHANGE_FAMILIES)
    return selection


def _show(request, selection, bound=None, adding=None, status=200):
    may_change = request.user.can(Capability.CHANGE_FAMILIES, selection.village_id) and not selection.ended_on
    meetings = meetings_once(selection.village_id)
    candidates = [_candidate(row, request.user, bound, meetings) for row in candidates_of(selection)]
    context = {
        "selection": selection,
        "sees_meeting": request.user.can(Capability.SEE_INSTITUTIONS, selection.village_id),
        "waiting": [row for row in candidates if row["candidate"].state not in ENDED_CANDIDATES],
        "decided": [row for row in candidates if row["candidate"].state in ENDED_CANDIDATES],
        "may_change": may_change,
        "ranking": ranked(eligible(selection)) if may_change else [],
        "adding": adding,
    }
    return render(request, "mentoring/selection.html", context, status=status)


def _candidate(candidate, user, bound, meetings):
    steps = {} if candidate.selection.ended_on else offered_steps(STEPS, candidate, user)
    acts = [_act(candidate, name, step, bound, meetings) for name, step in steps.items()]
    return {"candidate": candidate, "acts": acts}


def _act(candidate, name, step, bound, meetings):
    mine = bound if bound is not None and (bound.record.pk, bound.name) == (candidate.pk, name) else None
    form = mine or step_form(name, step, candidate, meetings=meetings)
    form.auto_id = f"id_{candidate.pk}_{name}_%s"
    return {"name": name, "step": step, "form": form, "open": mine is not None}
