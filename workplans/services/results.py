"""What the seventh stage finds of each activity, and what goes on in the agenda of a year."""

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.periods import Period
from institutions.services import add_agenda_item
from institutions.services.rights import locked, require_change, save_changes
from workplans.enums import FollowUp, PlanState
from workplans.models import ActionItem, WorkPlan
from workplans.services.running import kept, running_plan

# While a plan runs its follow-up is not yet said.
TO_THE_AGENDA = {PlanState.RUNNING: ("", FollowUp.AGENDA, FollowUp.BOTH)}
TO_THE_AGENDA[PlanState.CLOSED] = TO_THE_AGENDA[PlanState.RUNNING][1:]


@transaction.atomic
def record_result(action, *, actor, reached, judgement="", agreement="", targets=None, seen=None):
    """``targets``: {key of a target family: (reached: True, False or None, what came of it)}; others keep theirs."""
    running_plan(action.plan, actor)
    current = kept(ActionItem.objects, action.pk, seen)
    _record_targets(current, targets or {})
    named = current.targets.filter(reached=True).count()
    if named > (reached or 0):
        raise DomainError(
            f"Keluarga yang ditandai tercapai {named}, jumlah yang tercapai {reached or 0}. Periksa keduanya."
        )
    return save_changes(current, {"reached": reached, "judgement": judgement, "agreement": agreement})


def _record_targets(action, found):
    targets = {target.pk: target for target in action.targets.filter(pk__in=found)}
    if len(targets) < len(found):
        raise DomainError("Salah satu keluarga bukan sasaran kegiatan ini lagi. Muat ulang halamannya.")
    for key, (reached, result) in found.items():
        targets[key].reached, targets[key].result = reached, result
    action.targets.bulk_update(targets.values(), ["reached", "result"])


@transaction.atomic
def hand_over(plan, actions, year, *, actor):
    """Makes an item of the FCU's agenda of ``year`` of each activity; one that went over before stays as it is.

    Returns how many went over. For a plan that is closed with the agenda as follow-up, or about to be.
    """
    require_change(actor, plan.care_unit.village_id, Capability.CHANGE_WORK_PLANS)
    current = locked(WorkPlan.objects.select_related("care_unit"), plan.pk)
    if not _leads_to_the_agenda(current):
        raise DomainError("Tindak lanjut rencana ini bukan agenda kerja tahunan, jadi kegiatannya tidak diserahkan.")
    waiting = [action for action in (_own(current, each) for each in actions) if action.agenda_item_id is None]
    for action in waiting:
        item = add_agenda_item(current.care_unit, year, actor=actor, **_as_agenda_item(action, year))
        save_changes(action, {"agenda_item": item})
    return len(waiting)


def may_go_to_the_agenda(plan, user):
    return _leads_to_the_agenda(plan) and user.can(Capability.CHANGE_WORK_PLANS, plan.care_unit.village_id)


def _leads_to_the_agenda(plan):
    return plan.follow_up in TO_THE_AGENDA.get(plan.state, ())


def _own(plan, action):
    current = kept(ActionItem.objects, action.pk)
    if current.plan_id != plan.pk:
        raise DomainError("Kegiatan itu milik rencana lain. Pilih kegiatan dari rencana ini.")
    return current


def _as_agenda_item(action, year):
    """Over the months of its calendar in ``year``, else the whole year. Its target is families, an agenda's people."""
    months = [period.part for period in map(Period.parse, action.months) if period.year == year] or [1, 12]
    return {
        "kind": action.kind, "name": action.name, "goal": action.goal,
        "target_group": f"{action.target_number} keluarga sasaran rencana kerja",
        "first_month": min(months), "last_month": max(months), "times": len(action.months),
        "budget": action.funds, "source": action.fund_source, "responsible": action.chair,
    }  # fmt: skip
