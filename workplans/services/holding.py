"""Whoever writes to a plan holds its row first, then its stage: so two writers never meet in the middle."""

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_long
from institutions.enums import UnitState
from institutions.services.rights import locked, refuse_future, require_change
from workplans.enums import OPEN_STATES, PlanState, StageState
from workplans.models import PlanStage, WorkPlan

INACTIVE = "FCU ini sudah tidak aktif, rencananya hanya bisa dibaca."
NOT_OPEN = {
    StageState.WAITING: "Tahap ini belum dimulai. Mulai dahulu tahap ini.",
    StageState.REPORTED: "Laporan tahap ini ada pada TKSK. Tarik kembali dahulu, lalu ubah.",
    StageState.ACCEPTED: "Tahap ini sudah diterima TKSK, isinya hanya bisa dibaca.",
}
NOT_RUNNING = {
    PlanState.STOPPED: "Rencana ini sedang dihentikan. Lanjutkan dahulu rencananya.",
    PlanState.CLOSED: "Rencana ini sudah selesai, isinya hanya bisa dibaca.",
}


def hold_plan(plan, actor):
    require_change(actor, plan.care_unit.village_id, Capability.CHANGE_WORK_PLANS)
    return locked(WorkPlan.objects.select_related("care_unit__village__parent", "template"), plan.pk)


def hold_running(plan, actor):
    current = hold_plan(plan, actor)
    refuse_inactive(current)
    if current.state != PlanState.RUNNING:
        raise DomainError(NOT_RUNNING[current.state])
    return current


def refuse_inactive(plan):
    if plan.care_unit.state == UnitState.INACTIVE:
        raise DomainError(INACTIVE)


def hold_stage(stage, actor, seen=None):
    """The stage, whatever its state; its plan is held too."""
    plan = hold_plan(stage.plan, actor)
    related = PlanStage.objects.select_related("template_stage", "meeting", "told_minutes")
    current = locked(related, stage.pk, seen)
    current.plan = plan
    return current


def hold_unreported(stage, actor, seen=None):
    """A stage whose report was not sent: what is planned of it may change. A closed plan only mends what came back."""
    current = hold_stage(stage, actor, seen)
    refuse_inactive(current.plan)
    comes_back = current.plan.state == PlanState.CLOSED and current.state == StageState.RETURNED
    if current.plan.state != PlanState.RUNNING and not comes_back:
        raise DomainError(NOT_RUNNING[current.plan.state])
    if current.state not in {StageState.WAITING, *OPEN_STATES}:
        raise DomainError(NOT_OPEN[current.state])
    return current


def hold_open(stage, actor, seen=None):
    """A stage that is being worked on."""
    current = hold_unreported(stage, actor, seen)
    if current.state == StageState.WAITING:
        raise DomainError(NOT_OPEN[StageState.WAITING])
    return current


def is_at(record, step, seen):
    """Would ``advance`` let this step pass, so that it is worth looking at what it needs?"""
    return record.state in step.sources and seen in (None, record.version)


def check_day(day, plan, what):
    """Not in the future, not before the plan."""
    refuse_future(day, what)
    refuse_before_plan(day, plan)


def refuse_before_plan(day, plan):
    if day < plan.starts_on:
        raise DomainError(f"Tanggal itu sebelum rencana dimulai, {date_long(plan.starts_on)}. Periksa tanggalnya.")
