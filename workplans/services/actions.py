"""The action plan: its activities, the families they are for, what carried them out, and what each stage left."""

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from institutions.models import Activity
from institutions.services.agenda import check_funds
from institutions.services.rights import save_changes
from workplans.enums import ACTION_PLANNING
from workplans.models import ActionItem, ActionRevision, ActionTarget
from workplans.queries.actions import actions_of, calendar_of, content_of, families_to_choose
from workplans.services.running import kept, running_plan

MOST_ACTIONS = 25
MOST_NAMED = 40  # what one page shows and one form judges; the number of an activity may be larger


@transaction.atomic
def add_action(plan, *, actor, **data):
    """``data``: fields of ActionItem. The families it is for are chosen afterwards."""
    current = running_plan(plan, actor)
    if current.actions.filter(removed_on=None).count() >= MOST_ACTIONS:
        raise DomainError(f"Rencana tindak memuat paling banyak {MOST_ACTIONS} kegiatan. Gabungkan yang serupa.")
    action = ActionItem(plan=current, **data)
    _check(action)
    action.save()
    return action


@transaction.atomic
def change_action(action, *, actor, seen=None, **data):
    running_plan(action.plan, actor)
    current = kept(ActionItem.objects.select_related("plan"), action.pk, seen)
    for name, value in data.items():
        setattr(current, name, value)
    _check(current)
    _check_number(current, current.targets.count())
    return save_changes(current, {})


def _check(action):
    offered = [month.code for month in calendar_of(action.plan)]
    if not action.months or set(action.months) - set(offered):
        raise DomainError("Pilih bulan pelaksanaan dari kalender rencana ini.")
    action.months = sorted(action.months)
    if action.need and (action.need.plan_id != action.plan_id or action.need.removed_on):
        raise DomainError("Kebutuhan itu tidak ada dalam rencana ini. Pilih kebutuhan dari daftarnya.")
    check_funds(action.funds, action.fund_source, "Dana")


def _check_number(action, named):
    if named > action.target_number:
        raise DomainError(
            f"Keluarga sasaran yang dipilih {named}, jumlah sasarannya {action.target_number}. Sesuaikan jumlahnya."
        )


@transaction.atomic
def remove_action(action, *, actor):
    """Taken out of the plan; the stages before keep it in theirs. What was carried out or judged stays."""
    running_plan(action.plan, actor)
    current = kept(ActionItem.objects, action.pk)
    if current.carried_out.exists():
        raise DomainError("Kegiatan ini sudah dilaksanakan, jadi tetap dalam rencana. Ubah saja isinya.")
    if current.reached is not None:
        raise DomainError("Hasil kegiatan ini sudah dinilai, jadi tetap dalam rencana.")
    return save_changes(current, {"removed_on": timezone.localdate()})


@transaction.atomic
def add_targets(action, families, *, actor):
    """Plasma families of this village that the actor may see; one that is a target already stays one."""
    plan = running_plan(action.plan, actor)
    current = kept(ActionItem.objects, action.pk)
    keys = {family.pk for family in families}
    if families_to_choose(plan, actor).filter(pk__in=keys).count() < len(keys):
        raise DomainError("Pilih keluarga plasma desa ini yang berkasnya masih terbuka.")
    fresh = keys - set(current.targets.values_list("family_id", flat=True))
    named = current.targets.count() + len(fresh)
    _check_number(current, named)
    if named > MOST_NAMED:
        raise DomainError(f"Satu kegiatan menyebut paling banyak {MOST_NAMED} keluarga, jumlahnya boleh lebih.")
    ActionTarget.objects.bulk_create(ActionTarget(action=current, family_id=key) for key in sorted(fresh))
    return save_changes(current, {})


@transaction.atomic
def drop_target(target, *, actor):
    """Dropped twice is dropped once. What was found about a family stays."""
    running_plan(target.action.plan, actor)
    current = kept(ActionItem.objects, target.action_id)
    found = current.targets.filter(pk=target.pk).first()
    if found is None:
        return current
    if found.reached is not None:
        raise DomainError("Hasil keluarga ini sudah dicatat, jadi tetap menjadi sasaran.")
    found.delete()
    return save_changes(current, {})


@transaction.atomic
def carry_out(action, activity, *, actor):
    """An activity of the same FCU carried out a part of the plan; said twice is said once."""
    plan = running_plan(action.plan, actor)
    current = kept(ActionItem.objects, action.pk)
    done = Activity.objects.visible_to(actor).filter(pk=activity.pk, care_unit=plan.care_unit_id).first()
    if done is None:
        raise DomainError("Kegiatan itu bukan milik FCU ini. Pilih kegiatan dari daftarnya.")
    if done.is_planned:
        raise DomainError("Kegiatan itu baru direncanakan. Catat hasilnya dahulu di halaman kegiatan FCU.")
    if done.held_on < plan.starts_on:
        raise DomainError("Kegiatan itu diadakan sebelum rencana kerja ini dimulai. Pilih kegiatan lain.")
    current.carried_out.get_or_create(activity=done)
    return save_changes(current, {})


@transaction.atomic
def undo_carry_out(action, activity, *, actor):
    """Only the link goes; the activity of the FCU stays as it is."""
    running_plan(action.plan, actor)
    current = kept(ActionItem.objects, action.pk)
    current.carried_out.filter(activity=activity).delete()
    return save_changes(current, {})


@transaction.atomic
def snapshot_actions(stage, *, actor):
    """Keeps what each activity of the plan says as ``stage`` leaves it; a stage reported again replaces its own.

    Called where a stage is reported; a stage that does not work on the action plan keeps nothing. What a stage left
    stays once a later one has left its own.
    """
    if stage.code not in ACTION_PLANNING or _is_overtaken(stage):
        return
    actions = list(actions_of(stage.plan))
    stage.revisions.exclude(action__in=actions).delete()
    for action in actions:
        ActionRevision.objects.update_or_create(
            action=action, stage=stage, defaults={"content": content_of(action), "saved_by": actor}
        )


def _is_overtaken(stage):
    later = ActionRevision.objects.filter(stage__plan=stage.plan_id, stage__position__gt=stage.position)
    return stage.revisions.exists() and later.exists()
