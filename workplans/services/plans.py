"""The life of a whole plan: begun, delayed, stopped, carried on, closed."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.periods import Period, months_later
from core.transitions import advance
from institutions.enums import UnitState
from institutions.services.rights import STALE, require_change, save_changes
from workplans.enums import TOLD_STATES, FollowUp, PlanState, StepKind
from workplans.models import PlanStage, PlanStep, PlanTemplate, WorkPlan
from workplans.queries.plans import movable
from workplans.services.holding import INACTIVE, hold_plan, hold_running, is_at, refuse_inactive
from workplans.workflow import PLAN_STEPS

MONTHS_AROUND = 12
MOST_MONTHS = 6
REGENCY_LENGTH = len("53.01")
RUNS = "FCU ini masih menjalankan rencana kerja. Tutup atau hentikan dahulu rencana itu."
NO_TEMPLATE = "Susunan tahap untuk kabupaten/kota ini belum ada. Hubungi Dinas Sosial."
TOO_FAR = "Rencana dimulai paling jauh 12 bulan yang lalu dan paling lambat 12 bulan lagi. Pilih bulan lain."
TOO_LONG = "Rencana dilanjutkan paling lambat 12 bulan lagi. Pilih bulan lain."
BEFORE_PLANNED = "Tahap {stage} direncanakan pada {month}. Pilih bulan itu atau sesudahnya."
NOT_SO_EARLY = "Tahap {stage} paling awal {month}. Pilih jumlah bulan yang lebih kecil."
ALL_REPORTED = "Tahap itu dan sesudahnya sudah dilaporkan, tidak ada yang bisa ditunda."


@transaction.atomic
def start_plan(unit, *, starts_on, facilitator, previous=None, actor):
    """Seven stages in seven months from the month of ``starts_on``, by the regency's template; one plan at a time."""
    require_change(actor, unit.village_id, Capability.CHANGE_WORK_PLANS)
    if unit.state == UnitState.INACTIVE:
        raise DomainError(INACTIVE)
    month = starts_on.replace(day=1)
    _check_month(month)
    template = PlanTemplate.objects.in_force(unit.village_id[:REGENCY_LENGTH]).first()
    if template is None:
        raise DomainError(NO_TEMPLATE)
    _check_previous(previous, unit)
    plan = _running(
        WorkPlan(
            care_unit=unit, template=template, starts_on=month, facilitator=facilitator, previous=previous,
            recorded_by=actor,
        )
    )  # fmt: skip
    for number, stage in enumerate(template.stages.prefetch_related("steps")):
        _add_stage(plan, stage, months_later(month, number))
    _tell(plan, "start", actor)
    return plan


def _check_month(month):
    now = timezone.localdate().replace(day=1)
    if not months_later(now, -MONTHS_AROUND) <= month <= months_later(now, MONTHS_AROUND):
        raise DomainError(TOO_FAR)


def _check_previous(previous, unit):
    if previous and (previous.care_unit_id != unit.pk or previous.state != PlanState.CLOSED):
        raise DomainError("Rencana sebelumnya harus rencana FCU ini yang sudah selesai.")


def _running(plan):
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as error:
        raise DomainError(RUNS) from error
    return plan


def _add_stage(plan, template_stage, month):
    stage = PlanStage(plan=plan, template_stage=template_stage, position=template_stage.position)
    stage.plan_for(month)
    stage.save()
    steps = list(template_stage.steps.all())
    days = _spread(stage, sum(step.kind != StepKind.REPORT for step in steps))
    PlanStep.objects.bulk_create(
        PlanStep(
            stage=stage, position=step.position, kind=step.kind, text=step.text,
            planned_on=stage.report_due_on if step.kind == StepKind.REPORT else next(days),
        )
        for step in steps
    )  # fmt: skip


def _spread(stage, count):
    """So many days at even distances inside the month of the stage."""
    length = stage.ends_on.day
    return (stage.begins_on + timedelta(days=length * number // (count + 1)) for number in range(1, count + 1))


@transaction.atomic
def change_facilitator(plan, facilitator, *, actor, seen=None):
    """Who accompanies the community from now on."""
    current = hold_running(plan, actor)
    if seen not in (None, current.version):
        raise StaleState(STALE)
    return save_changes(current, {"facilitator": facilitator})


@transaction.atomic
def delay_plan(plan, *, from_position, months, reason, actor, seen=None):
    """Move every stage from this one on that is not reported, with its undone steps; what was recorded stays.

    A negative number of ``months`` takes back what was delayed.
    """
    current = hold_running(plan, actor)
    if seen not in (None, current.version):
        raise StaleState(STALE)
    if not 1 <= abs(months) <= MOST_MONTHS:
        raise DomainError(f"Rencana ditunda 1 sampai {MOST_MONTHS} bulan.")
    if not reason.strip():
        raise DomainError("Isi alasan penundaan.")
    moved = _move(current, from_position, months)
    if not moved:
        raise DomainError(ALL_REPORTED)
    _check_month_of(current, moved, months)
    WorkPlan.objects.filter(pk=current.pk).update(version=F("version") + 1)
    current.refresh_from_db(fields=["version"])
    far = f"{months} bulan" if months > 0 else f"maju kembali {-months} bulan"
    return _tell(current, "delay", actor, f"Mulai tahap {moved[0].position}, {far}. {reason.strip()}")


def _check_month_of(plan, moved, months):
    """Taken back, a stage stands neither before its first month or this one, nor beside the stage before it."""
    if months > 0:
        return
    last = plan.stages.filter(position__lt=moved[0].position).aggregate(day=Max("begins_on"))["day"]
    floor = [timezone.localdate().replace(day=1), *([months_later(last, 1)] if last else [])]
    for stage in moved:
        first = max(months_later(plan.starts_on, stage.position - 1), *floor)
        if stage.begins_on < first:
            raise DomainError(NOT_SO_EARLY.format(stage=stage.position, month=Period.of("M", first).label))


def _move(plan, from_position, months):
    stages = movable(list(plan.stages.select_for_update().order_by("position")), from_position)
    for stage in stages:
        stage.plan_for(months_later(stage.begins_on, months))
        stage.save(update_fields=["begins_on", "ends_on", "report_due_on"])
    steps = list(PlanStep.objects.select_for_update().filter(stage__in=stages, done_on=None))
    for step in steps:
        step.planned_on = max(months_later(step.planned_on, months), plan.starts_on)
        step.version += 1
    PlanStep.objects.bulk_update(steps, ["planned_on", "version"])
    return stages


@transaction.atomic
def advance_plan(plan, name, *, actor, note="", seen=None, month=None, follow_up=""):
    """One step of workflow.PLAN_STEPS. ``restart`` needs ``month``, in which the first unreported stage goes on;
    ``close`` needs ``follow_up`` and all seven reports. Stopping keeps everything.
    """
    current, changes = hold_plan(plan, actor), {}
    if is_at(current, PLAN_STEPS[name], seen):
        if name == "restart":
            note = f"{_carry_on(current, month)} {note}"
        elif name == "close":
            changes = _closing(current, follow_up)
    try:
        with transaction.atomic():
            return advance(current, PLAN_STEPS, name, actor=actor, note=note, seen=seen, **changes)
    except IntegrityError as error:
        raise DomainError(RUNS) from error


def _carry_on(plan, month):
    """Moves what is left so that it goes on in ``month``; says so in words."""
    refuse_inactive(plan)
    left = movable(list(plan.stages.order_by("position")))
    if not left:
        return ""
    if month is None:
        raise DomainError("Pilih bulan untuk melanjutkan rencana.")
    month, first = month.replace(day=1), left[0]
    months = (month.year - first.begins_on.year) * 12 + month.month - first.begins_on.month
    if month < timezone.localdate().replace(day=1):
        raise DomainError("Bulan itu sudah lewat. Pilih bulan ini atau sesudahnya.")
    if months < 0:
        raise DomainError(BEFORE_PLANNED.format(stage=first.position, month=first.month_label))
    if month > last_restart(first):
        raise DomainError(TOO_LONG)
    if months:
        _move(plan, first.position, months)
    return f"Tahap {first.position} dilanjutkan pada {Period.of('M', month).label}."


def last_restart(stage):
    """The latest month in which a stopped plan may go on with this stage."""
    return months_later(max(stage.begins_on, timezone.localdate().replace(day=1)), MONTHS_AROUND)


def _closing(plan, follow_up):
    missing = [str(stage.position) for stage in plan.stages.exclude(state__in=TOLD_STATES)]
    if missing:
        raise DomainError(
            f"Rencana ditutup setelah ketujuh tahap dilaporkan. Belum dilaporkan: tahap {', '.join(missing)}."
        )
    if follow_up not in FollowUp.values:
        raise DomainError("Pilih tindak lanjut rencana ini.")
    return {"follow_up": follow_up}


def _tell(plan, step, actor, note=""):
    """An event that leaves the state as it is."""
    return plan.events.create(
        number=plan.version, step=step, from_state=plan.state, to_state=plan.state, actor=actor, note=note
    )
