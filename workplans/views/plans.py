"""Plans: the list, the beginning, and the page of one plan with its checklist."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import chips, page, requires
from core.workflow import offered_steps
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.enums import UnitState
from institutions.views.filling import fill, once
from workplans.enums import OPEN_STATES, TOLD_STATES, PlanState, StageState
from workplans.filters import PlanFilter
from workplans.forms.plans import BeginForm, DelayForm, FacilitatorForm, plan_form
from workplans.queries.plans import (
    last_closed,
    latest_first,
    listed_plans,
    movable,
    other_plans,
    parties_of,
    stages_of,
    writable_units,
)
from workplans.queries.stages import may_change
from workplans.resources import PlanResource
from workplans.services.plans import advance_plan, change_facilitator, delay_plan, start_plan
from workplans.views.finding import FORM_METHODS, act_of, changeable_plan, found_plan, refused, told
from workplans.workflow import PLAN_STEPS

VILLAGE_LENGTH = len("53.01.05.2011")
TITLES = {"start": "Rencana dimulai", "delay": "Jadwal rencana digeser"}
TITLES |= {name: step.title for name, step in PLAN_STEPS.items()}


@requires(Capability.SEE_WORK_PLANS)
@require_safe
def index(request):
    """Who works in one village comes to its running plan at once."""
    plans, user = listed_plans(request.user), request.user
    running = None if request.GET or _sees_several(user) else plans.filter(state=PlanState.RUNNING).first()
    if running:
        return redirect(running)
    found = PlanFilter(request.GET, plans)
    context = {
        "page": page(found.qs, request),
        "filter_form": found.form,
        "chips": chips(request, found.form),
        "may_begin": user.can(Capability.CHANGE_WORK_PLANS),
    }
    return render(request, "workplans/list.html", context)


@exported("plans", "rencana kerja", "rencana-kerja", Capability.SEE_WORK_PLANS)
def export(asked):
    return ListSheet(PlanResource(), PlanFilter(asked.GET, listed_plans(asked.user)).qs)


def _sees_several(user):
    codes = user.codes(Capability.SEE_WORK_PLANS)
    return len(codes) > 1 or any(len(code) < VILLAGE_LENGTH for code in codes)


@requires(Capability.CHANGE_WORK_PLANS)
@require_http_methods(FORM_METHODS)
def begin(request):
    units = writable_units(request.user)
    if not units:
        messages.error(request, "Desa Anda belum punya FCU yang aktif. Bentuk dahulu FCU, lalu mulai rencananya.")
        return redirect("workplans:list")
    form = BeginForm(request.POST or None, units=units)

    def make():
        unit = form.values["unit"]
        return start_plan(previous=last_closed(unit), actor=request.user, **form.values)

    words = {"title": "Mulai rencana kerja", "button": "Mulai rencana"}
    where = {"back_label": "Rencana kerja", "back_url": reverse("workplans:list")}
    return fill(request, form, once(request, form, "work-plan", make), **words, **where)


@require_safe
def detail(request, pk):
    return _show(request, found_plan(request, pk))


@require_http_methods(FORM_METHODS)
def facilitator(request, pk):
    plan = changeable_plan(request, pk)
    form = FacilitatorForm(request.POST or None, record=plan)

    def save():
        return change_facilitator(plan, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    where = {"place": plan.care_unit.name, "back_label": str(plan), "back_url": plan.get_absolute_url()}
    return fill(request, form, save, record=plan, title="Ganti fasilitator", button="Simpan", **where)


@require_POST
def delay(request, pk):
    plan = changeable_plan(request, pk)
    form = DelayForm(request.POST, plan=plan, stages=stages_of(plan))
    if not form.is_valid():
        return _show(request, plan, delaying=form, status=422)
    given = dict(form.cleaned_data)
    try:
        delay_plan(plan, seen=given.pop("version"), actor=request.user, **given)
    except DomainError as error:
        plan = found_plan(request, pk)
        return _refused(request, plan, error, _delays(request.user, plan), delaying=refused(form, plan, error))
    return _done(request, plan, "delay")


@require_POST
def step(request, pk, name):
    plan = found_plan(request, pk)
    if name not in PLAN_STEPS:
        raise Http404
    if not plan.allows(request.user, PLAN_STEPS[name]):
        raise PermissionDenied(name)
    form = plan_form(name, PLAN_STEPS[name], plan, request.POST)
    if not form.is_valid():
        return _show(request, plan, bound=form, status=422)
    given = form.cleaned_data
    try:
        advance_plan(plan, name, actor=request.user, note=given["note"], seen=given["version"], **form.extra())
    except DomainError as error:
        plan = found_plan(request, pk)
        offered = name in _offered(request.user, plan, stages_of(plan))
        return _refused(request, plan, error, offered, bound=refused(form, plan, error))
    return _done(request, plan, name)


def _done(request, plan, name):
    messages.success(request, f"{TITLES[name]}.")
    return redirect(plan)


def _refused(request, plan, error, offered, **forms):
    """With what was typed, while this is still on offer; else the page of the plan says why not."""
    if offered:
        return _show(request, plan, status=422, **forms)
    messages.error(request, str(error))
    return redirect(plan)


def _show(request, plan, bound=None, delaying=None, status=200):
    stages, writes = stages_of(plan), _writes(request.user, plan)
    parties = parties_of(plan)
    context = {
        "plan": plan,
        "tab": "steps",
        "rows": [_row(stage, before, writes) for before, stage in zip([None, *stages], stages, strict=False)],
        "first": stages[0],
        "last": stages[-1],
        "late": [stage for stage in stages if stage.is_late],
        "involved": sum(party.ticked is not None for party in parties),
        "party_count": len(parties),
        "acts": _acts(request.user, plan, bound, stages),
        "delaying": _delaying(plan, stages, delaying) if writes else None,
        "events": told(latest_first(plan.events), TITLES),
        "others": list(other_plans(plan)),
        "several": _sees_several(request.user),
        "may_change": writes,
    }
    return render(request, "workplans/detail.html", context, status=status)


def _row(stage, before, writes):
    """A stage of the checklist: open while it is worked on, with what one may do."""
    works = stage.state in OPEN_STATES
    runs = stage.plan.state == PlanState.RUNNING
    steps = list(stage.steps.all())
    return {
        "stage": stage,
        "steps": steps,
        "done": sum(step.done_on is not None for step in steps),
        "is_open": works or stage.is_late,
        "may_tick": writes and runs and works,
        "may_open": writes and runs and stage.state == StageState.WAITING and _has_begun(before),
        "ahead_of": before if works and before and before.state != StageState.ACCEPTED else None,
    }


def _has_begun(before):
    return before is None or before.state != StageState.WAITING


def _writes(user, plan):
    return plan.care_unit.state != UnitState.INACTIVE and may_change(user, plan)


def _delays(user, plan):
    return _writes(user, plan) and _delaying(plan, stages_of(plan), None) is not None


def _offered(user, plan, stages):
    """A plan is closed when all of its stages are reported; before, the button would only say so."""
    steps = offered_steps(PLAN_STEPS, plan, user)
    if any(stage.state not in TOLD_STATES for stage in stages):
        steps.pop("close", None)
    return steps


def _acts(user, plan, bound, stages):
    steps = _offered(user, plan, stages)
    forms = [bound if bound and bound.name == name else plan_form(name, each, plan) for name, each in steps.items()]
    return [act_of(form, reverse("workplans:plan_step", args=[plan.pk, form.name])) for form in forms]


def _delaying(plan, stages, bound):
    if plan.state != PlanState.RUNNING or not movable(stages):
        return None
    return bound or DelayForm(plan=plan, stages=stages)
