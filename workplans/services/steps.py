"""The steps of a stage: ticked, planned anew, added, taken away."""

from django.db import transaction
from django.db.models import Max

from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from institutions.services.rights import locked, refuse_future, save_changes
from workplans.enums import StepKind
from workplans.models import PlanStep
from workplans.queries.stages import recorded_day
from workplans.services.holding import hold_open, hold_unreported, refuse_before_plan

BY_REPORT = "Langkah ini selesai dengan sendirinya saat laporan tahap dikirim ke TKSK."
DONE = "Langkah ini sudah ditandai selesai {day}. Batalkan dahulu tandanya bila keliru."
NOT_OWN = "Langkah ini dari susunan kabupaten/kota. Hanya langkah tambahan sendiri yang bisa dihapus."
PROVEN = "Langkah ini sudah punya bukti. Biarkan di sini, atau tandai selesai dengan catatan."


@transaction.atomic
def finish_step(step, *, done_on, done_by="", note="", actor, seen=None):
    """Not in the future, not before the stage began; what the stage's record shows may have been done before that."""
    stage, current = _held(step, actor, seen)
    if current.kind == StepKind.REPORT:
        raise DomainError(BY_REPORT)
    if current.done_on:
        raise StaleState(DONE.format(day=date_long(current.done_on)))
    refuse_future(done_on, "Tanggal selesai")
    refuse_before_plan(done_on, stage.plan)
    began = min(filter(None, (stage.opened_on, recorded_day(current, stage))))
    if done_on < began:
        raise DomainError(f"Tanggal itu sebelum tahap ini dimulai, {date_long(began)}. Periksa tanggalnya.")
    return save_changes(current, {"done_on": done_on, "done_by": done_by, "note": note})


@transaction.atomic
def reopen_step(step, *, actor, seen=None):
    """Not done after all; what was noted stays."""
    _, current = _held(step, actor, seen)
    if current.kind == StepKind.REPORT:
        raise DomainError(BY_REPORT)
    if current.done_on is None:
        raise StaleState("Langkah ini memang belum selesai.")
    return save_changes(current, {"done_on": None, "done_by": ""})


@transaction.atomic
def add_step(stage, *, text, planned_on, actor):
    """A step of this FCU's own, after the others."""
    current = hold_unreported(stage, actor)
    _check_planned(planned_on, current.plan)
    last = current.steps.aggregate(last=Max("position"))["last"] or 0
    return current.steps.create(position=last + 1, text=text, planned_on=planned_on, is_added=True)


@transaction.atomic
def change_step(step, *, planned_on, text=None, actor, seen=None):
    """Another day; other words only where the step is the FCU's own."""
    stage, current = _unreported(step, actor, seen)
    if current.done_on:
        raise DomainError(DONE.format(day=date_long(current.done_on)))
    _check_planned(planned_on, stage.plan)
    own_words = {"text": text} if text and current.is_added else {}
    return save_changes(current, {"planned_on": planned_on, **own_words})


@transaction.atomic
def remove_step(step, *, actor, seen=None):
    """Papers that were taken away before stay stored with the stage."""
    _, current = _unreported(step, actor, seen)
    if not current.is_added:
        raise DomainError(NOT_OWN)
    if current.done_on:
        raise DomainError(DONE.format(day=date_long(current.done_on)))
    if current.papers.filter(removed_on=None).exists():
        raise DomainError(PROVEN)
    current.papers.update(step=None)
    current.delete()


def _held(step, actor, seen):
    stage = hold_open(step.stage, actor)
    return stage, locked(PlanStep.objects, step.pk, seen)


def _unreported(step, actor, seen):
    stage = hold_unreported(step.stage, actor)
    return stage, locked(PlanStep.objects, step.pk, seen)


def _check_planned(day, plan):
    refuse_before_plan(day, plan)
    last = plan.stages.aggregate(last=Max("report_due_on"))["last"]
    if day > last:
        raise DomainError(f"Rencana ini berakhir {date_long(last)}. Tunda dahulu rencananya, lalu pilih tanggal itu.")
