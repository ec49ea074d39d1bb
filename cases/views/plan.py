"""The plan of a case with its services and conferences."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms import ChangeActionForm, ChangeGoalForm, GoalForm, NewActionForm, action_step_form
from cases.queries import conferences_of, partners_near, plan_of, services_of
from cases.services import advance_action, change_action, change_goal, plan_action, set_goal
from cases.views.filling import about, fill, once
from cases.views.pages import found_plainly, found_to_write, may_write
from cases.workflow import ACTION_STEPS
from core.exceptions import DomainError
from core.formatting import date_long
from core.workflow import offered_steps

SHOWN = 20


@require_safe
def plan(request, pk):
    return _page(request, found_plainly(request, pk))


def _page(request, case, bound=None, status=200):
    goals, loose = plan_of(case)
    context = {
        "case": case,
        "tab": "plan",
        "goals": goals,
        "loose": loose,
        "conferences": conferences_of(case),
        "services": services_of(case)[:SHOWN],
        "may_write": may_write(request, case) and case.is_open,
    }
    for action in [*loose, *(action for goal in goals for action in goal.planned)]:
        action.acts = _acts(action, request.user, bound) if case.is_open else []
    return render(request, "cases/plan.html", context, status=status)


def _acts(action, user, bound):
    """(name, step, form, whether it stands open) of what ``user`` may do with an action."""
    mine = bound if bound and bound.record.pk == action.pk else None
    return [
        (
            name,
            step,
            mine if mine and mine.name == name else _form_of(action, name, step),
            bool(mine and mine.name == name),
        )
        for name, step in offered_steps(ACTION_STEPS, action, user).items()
    ]


def _form_of(action, name, step, data=None):
    """Many of these stand on one page, so each says in its ids whose it is."""
    form = action_step_form(name, step, action, data)
    form.auto_id = f"id_{name}_{action.pk}_%s"
    return form


def plan_url(case):
    return reverse("cases:plan", args=[case.pk])


@require_http_methods(["GET", "POST"])
def add_goal(request, pk):
    case = found_to_write(request, pk)
    form = GoalForm(request.POST or None)

    def make():
        set_goal(case, words=form.cleaned_data["words"], actor=request.user)
        return _Lands(case)

    save = once(request, form, f"goal-{case.pk}", make)
    return fill(request, form, save, done="Tujuan dicatat.", **_on_plan(case, "Tambah tujuan", "Simpan tujuan"))


@require_http_methods(["GET", "POST"])
def goal(request, pk, goal_pk):
    case = found_to_write(request, pk)
    kept = get_object_or_404(case.goals, pk=goal_pk)
    initial = {"words": kept.words, "reached": bool(kept.reached_on), "version": kept.version}
    form = ChangeGoalForm(request.POST or None, initial=initial)

    def save():
        given = form.cleaned_data
        change_goal(kept, words=given["words"], reached=given["reached"], actor=request.user, seen=given["version"])
        return plan_url(case)

    context = _on_plan(case, "Ubah tujuan", "Simpan tujuan") | {"record": kept, "stored": _goal_facts}
    return fill(request, form, save, done="Tujuan disimpan.", **context)


def _goal_facts(kept):
    return [("Tujuan", kept.words), ("Tercapai", date_long(kept.reached_on) if kept.reached_on else "belum")]


@require_http_methods(["GET", "POST"])
def add_action(request, pk):
    """``?tujuan=`` names the goal that it serves."""
    case = found_to_write(request, pk)
    initial = {"goal": request.GET.get("tujuan", "")}
    form = NewActionForm(request.POST or None, case=case, institutions=partners_near(case.village_id), initial=initial)

    def make():
        plan_action(case, actor=request.user, **form.values())
        return _Lands(case)

    save = once(request, form, f"action-{case.pk}", make)
    return fill(
        request, form, save, done="Tindakan masuk rencana.", **_on_plan(case, "Tambah tindakan", "Simpan tindakan")
    )


@require_http_methods(["GET", "POST"])
def action(request, pk, action_pk):
    case = found_to_write(request, pk)
    kept = get_object_or_404(case.actions.select_related("institution"), pk=action_pk)
    kept.case = case
    form = ChangeActionForm(request.POST or None, action=kept, institutions=partners_near(case.village_id))

    def save():
        change_action(kept, actor=request.user, seen=form.cleaned_data["version"], **form.values())
        return plan_url(case)

    context = _on_plan(case, "Ubah tindakan", "Simpan tindakan") | {"record": kept, "stored": _action_facts}
    return fill(request, form, save, done="Tindakan disimpan.", **context)


def _action_facts(kept):
    return [
        ("Tindakan", kept.what), ("Oleh", kept.doer_words), ("Paling lambat", date_long(kept.due_on)),
        ("Keadaan", kept.get_state_display()),
    ]  # fmt: skip


@require_POST
def step(request, pk, action_pk, name):
    """For the FCU; the handler, a mentor too, may say that something is done."""
    case = found_plainly(request, pk)
    kept = get_object_or_404(case.actions, pk=action_pk)
    kept.case = case
    if name not in ACTION_STEPS:
        raise Http404
    if not kept.allows(request.user, ACTION_STEPS[name]):
        raise PermissionDenied(name)
    form = _form_of(kept, name, ACTION_STEPS[name], request.POST)
    if not form.is_valid():
        return _page(request, case, form, 422)
    given = form.cleaned_data
    try:
        advance_action(kept, name, actor=request.user, note=given["note"], seen=given["version"], **form.extra())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Tindakan sekarang: {kept.get_state_display().lower()}.")
    return redirect(plan_url(case))


class _Lands:
    """Where a form leads that adds to the plan: not to what it made, but to the plan."""

    def __init__(self, case):
        self.url = plan_url(case)

    def get_absolute_url(self):
        return self.url


def _on_plan(case, title, button):
    return about(case) | {"title": title, "button": button, "back_label": "Rencana kasus", "back_url": plan_url(case)}
