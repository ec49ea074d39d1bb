"""The action plan: its activities, what changed between the stages, the families each is for, what carried it out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import page
from institutions.enums import ActivityKind
from institutions.models import Activity
from institutions.views.drafting import Draft
from institutions.views.filling import fill, once
from workplans.enums import NeedAnswer
from workplans.forms.actions import ActionForm, CarryOutForm, TargetsForm
from workplans.models import ActionTarget
from workplans.queries.actions import activities_to_choose, changes_of, families_to_choose, targets_seen_by
from workplans.queries.progress import progress_of
from workplans.services.actions import (
    add_action,
    add_targets,
    carry_out,
    change_action,
    drop_target,
    remove_action,
    undo_carry_out,
)
from workplans.views.assessing import act
from workplans.views.finding import FORM_METHODS, changeable_plan, found_plan
from workplans.views.inside import find_inside, find_listed, may_work_on, on_plan, sees_institutions

LISTS = {"months"}


@require_safe
def index(request, pk):
    plan = found_plan(request, pk)
    context = {
        "plan": plan,
        "progress": progress_of(plan),
        "changes": changes_of(plan),
        "may_change": may_work_on(request.user, plan),
    }
    return render(request, "workplans/actions.html", context)


def _on_actions(plan):
    return on_plan(plan, "Rencana tindak", reverse("workplans:actions", args=[plan.pk]))


@require_http_methods(FORM_METHODS)
def add(request, pk):
    """``?kebutuhan=`` names the need that the activity answers; what was left unsent comes first."""
    plan = changeable_plan(request, pk)
    draft = Draft(request, f"action-{plan.pk}", LISTS)
    if draft.is_dropped:
        return draft.drop()
    begun = _begun_by(plan, request.GET.get("kebutuhan", ""))
    form = ActionForm(request.POST or None, plan=plan, initial=begun | draft.initial)
    save = once(request, form, draft.name, lambda: add_action(plan, actor=request.user, **form.values))
    context = {"title": "Tambah kegiatan", "button": "Simpan kegiatan", "remove_url": "", **_on_actions(plan)}
    return fill(request, form, save, "workplans/action_form.html", **context, **draft.context(form))


def _begun_by(plan, asked):
    known = asked.isascii() and asked.isdigit() and len(asked) < 10
    need = plan.needs.filter(removed_on=None, pk=asked).first() if known else None
    if need is None:
        return {}
    kind = {"kind": ActivityKind.ADVOCACY} if need.answer == NeedAnswer.ADVOCACY else {}
    return {"need": need.pk, "target_number": need.families, **kind}


@require_http_methods(FORM_METHODS)
def change(request, pk, action):
    plan = changeable_plan(request, pk)
    record = find_listed(plan, plan.actions.select_related("need"), action)
    draft = Draft(request, f"action-change-{record.pk}", LISTS)
    if draft.is_dropped:
        return draft.drop()
    form = ActionForm(request.POST or None, plan=plan, record=record, initial=draft.initial)

    def save():
        changed = change_action(record, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        draft.discard(form)
        return changed

    remove_url = reverse("workplans:remove_action", args=[plan.pk, record.pk])
    context = {"title": "Ubah kegiatan", "button": "Simpan kegiatan", "remove_url": remove_url, **_on_action(record)}
    return fill(request, form, save, "workplans/action_form.html", record=record, **context, **draft.context(form))


def _on_action(action):
    return on_plan(action.plan, str(action), action.get_absolute_url())


@require_POST
def remove(request, pk, action):
    plan = changeable_plan(request, pk)
    record = find_inside(plan, plan.actions, action)
    try:
        remove_action(record, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("workplans:actions", pk=plan.pk)
    messages.success(request, "Kegiatan dikeluarkan dari rencana tindak.")
    return redirect("workplans:actions", pk=plan.pk)


@require_safe
def detail(request, pk, action):
    plan = found_plan(request, pk)
    return show_action(request, find_listed(plan, plan.actions.select_related("need", "agenda_item"), action))


def show_action(request, action, form=None, status=200):
    plan, user = action.plan, request.user
    writes, sees = may_work_on(user, plan), sees_institutions(user, plan)
    targets = targets_seen_by(action, user)
    context = {
        "plan": plan,
        "action": action,
        "progress": progress_of(plan).row_of(action),
        "targets": targets,
        "unseen": action.targets.count() - len(targets),
        "may_change": writes,
        "sees_institutions": sees,
        "records_activities": user.can(Capability.CHANGE_INSTITUTIONS, plan.care_unit.village_id),
        "form": form or (CarryOutForm(offered=activities_to_choose(action, user)) if writes and sees else None),
    }
    return render(request, "workplans/action.html", context, status=status)


@require_http_methods(FORM_METHODS)
def targets(request, pk, action):
    """The plasma families of the village, a page at a time; those chosen are added to the targets."""
    plan = changeable_plan(request, pk)
    record = find_listed(plan, plan.actions, action)
    offered = families_to_choose(plan, request.user)
    form = TargetsForm(request.POST or None, offered=offered)

    def save():
        add_targets(record, form.cleaned_data["families"], actor=request.user)
        return record

    waiting = page(offered.exclude(action_targets__action=record), request)
    context = {"title": "Pilih keluarga sasaran", "button": "Tambahkan", "action": record, **_on_action(record)}
    return fill(request, form, save, "workplans/targets.html", page=waiting, **context)


@require_POST
def drop(request, pk, action, target):
    plan = changeable_plan(request, pk)
    record = find_inside(plan, plan.actions, action)
    chosen = ActionTarget(pk=target, action=record)
    return act(request, record, lambda: drop_target(chosen, actor=request.user), "Keluarga dikeluarkan dari sasaran.")


@require_POST
def link(request, pk, action):
    plan = changeable_plan(request, pk)
    record = find_listed(plan, plan.actions.select_related("need", "agenda_item"), action)
    form = CarryOutForm(request.POST, offered=_activities_of(plan, request.user))
    if not form.is_valid():
        return show_action(request, record, form, 422)
    done = form.cleaned_data["activity"]
    said = f"“{done}” dicatat sebagai pelaksanaan."
    return act(request, record, lambda: carry_out(record, done, actor=request.user), said)


def _activities_of(plan, user):
    return Activity.objects.visible_to(user).filter(care_unit=plan.care_unit_id)


@require_POST
def unlink(request, pk, action, activity):
    plan = changeable_plan(request, pk)
    record = find_inside(plan, plan.actions, action)
    done = get_object_or_404(_activities_of(plan, request.user), pk=activity)
    return act(request, record, lambda: undo_carry_out(record, done, actor=request.user), "Kaitan kegiatan dilepas.")
