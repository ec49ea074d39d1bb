"""The page of a stage, and what is done there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.workflow import offered_steps
from documents.enums import DocumentState
from documents.views import serve
from institutions.enums import UnitState
from institutions.views.drafting import Draft
from institutions.views.filling import fill
from workplans.enums import OPEN_STATES, PlanState, StageState
from workplans.forms.stages import OpeningForm, StageMeetingForm, WrittenForm, stage_form
from workplans.queries.plans import latest_first
from workplans.queries.stages import lacking, may_change, papers_of, stage_after, stage_before, steps_with_papers
from workplans.services.reports import report_stage
from workplans.services.stages import (
    answer_report,
    change_opening,
    open_stage,
    set_stage_meeting,
    withdraw_report,
    write_stage,
)
from workplans.views.finding import FORM_METHODS, act_of, changeable_stage, found_stage, on_stage, refused, told
from workplans.workflow import STAGE_STEPS

TITLES = {name: step.title for name, step in STAGE_STEPS.items()}
ANSWERS = {"accept", "return"}
SERVICES = {"open": open_stage, "report": report_stage, "withdraw": withdraw_report}


@require_safe
def stage(request, pk, position):
    return _show(request, found_stage(request, pk, position))


@require_POST
def step(request, pk, position, name):
    stage = found_stage(request, pk, position)
    if name not in STAGE_STEPS:
        raise Http404
    if not stage.allows(request.user, STAGE_STEPS[name]):
        raise PermissionDenied(name)
    form = stage_form(name, STAGE_STEPS[name], stage, stage_before(stage), request.POST)
    if not form.is_valid():
        return _show(request, stage, bound=form, status=422)
    given = form.cleaned_data
    try:
        _take(stage, name, actor=request.user, note=given.get("note", ""), seen=given["version"], **form.extra())
    except DomainError as error:
        return _refused(request, found_stage(request, pk, position), form, error)
    messages.success(request, f"{TITLES[name]}.")
    return redirect(stage)


def _refused(request, stage, form, error):
    """With what was typed, while the step is still on offer; else the page of the stage says why not."""
    if form.name not in _offered(request.user, stage):
        messages.error(request, str(error))
        return redirect(stage)
    return _show(request, stage, bound=refused(form, stage, error), status=422)


def _take(stage, name, **given):
    if name in SERVICES:
        return SERVICES[name](stage, **given)
    return answer_report(stage, name, **given)


@require_http_methods(FORM_METHODS)
def meeting(request, pk, position):
    stage = changeable_stage(request, pk, position)
    form = StageMeetingForm(request.POST or None, record=stage)

    def save():
        chosen, seen = form.cleaned_data["meeting"], form.cleaned_data["version"]
        set_stage_meeting(stage, chosen, actor=request.user, seen=seen)
        return stage

    return fill(request, form, save, record=stage, title="Pertemuan tahap ini", button="Simpan", **on_stage(stage))


@require_http_methods(FORM_METHODS)
def write(request, pk, position):
    stage = changeable_stage(request, pk, position)
    draft = Draft(request, f"stage-text-{stage.pk}")
    if draft.is_dropped:
        return draft.drop()
    form = WrittenForm(request.POST or None, record=stage, initial=draft.initial)

    def save():
        write_stage(stage, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        draft.discard(form)
        return stage

    context = {"title": "Uraian laporan", "button": "Simpan uraian", **on_stage(stage), **draft.context(form)}
    return fill(request, form, save, "workplans/written.html", record=stage, **context)


@require_http_methods(FORM_METHODS)
def opening(request, pk, position):
    stage = changeable_stage(request, pk, position)
    form = OpeningForm(request.POST or None, record=stage, before=stage_before(stage))

    def save():
        change_opening(stage, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return stage

    return fill(request, form, save, record=stage, title="Betulkan tanggal mulai", button="Simpan", **on_stage(stage))


@require_safe
def report(request, pk, position):
    """The paper of the latest report."""
    stage = found_stage(request, pk, position)
    if stage.document is None:
        raise Http404
    if stage.document.state != DocumentState.READY:
        if stage.document.state == DocumentState.QUEUED:
            messages.info(request, "Laporan sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(stage)
    return serve(request, stage.document.file, subject=stage)


def _show(request, stage, bound=None, status=200):
    user, plan, before = request.user, stage.plan, stage_before(stage)
    writes, village = _writes(user, stage), plan.care_unit.village_id
    works = stage.state in OPEN_STATES
    missing = lacking(stage) if works else []
    context = {
        "plan": plan,
        "tab": "",
        "stage": stage,
        "before": before,
        "after": stage_after(stage),
        "attended": stage.meeting.attendances.count() if stage.meeting else 0,
        "steps": list(steps_with_papers(stage)),
        "papers": list(papers_of(stage)),
        "lacking": missing,
        "acts": _acts(user, stage, before, bound, missing),
        "events": told(latest_first(stage.events), TITLES),
        "may_write": writes and works,
        "may_plan": writes and (works or stage.state == StageState.WAITING),
        "sees_meeting": user.can(Capability.SEE_INSTITUTIONS, village),
        "sent_it": stage.document is not None and stage.document.issued_by_id == user.pk,
        "may_meet": writes and user.can(Capability.CHANGE_INSTITUTIONS, village),
    }
    return render(request, "workplans/stage.html", context, status=status)


def _writes(user, stage):
    plan = stage.plan
    is_running = plan.state == PlanState.RUNNING
    mends = is_running or stage.state == StageState.RETURNED and plan.state == PlanState.CLOSED
    return may_change(user, plan) and mends and plan.care_unit.state != UnitState.INACTIVE


def _offered(user, stage):
    """The TKSK answers whatever became of the plan; what the FCU does waits while the plan is stopped."""
    writes, steps = _writes(user, stage), offered_steps(STAGE_STEPS, stage, user)
    return {name: each for name, each in steps.items() if writes or name in ANSWERS}


def _acts(user, stage, before, bound, missing):
    """What comes next stands open unless something is ``missing`` for it, or another one was refused."""
    forms = [
        bound if bound and bound.name == name else stage_form(name, each, stage, before)
        for name, each in _offered(user, stage).items()
    ]
    args = [stage.plan_id, stage.position]
    acts = [act_of(form, reverse("workplans:stage_step", args=[*args, form.name])) for form in forms]
    if acts and acts[0]["step"].tone == "primary" and not missing and not bound:
        acts[0]["open"] = True
    return acts
