"""What waits with the work plans: late stages and returned reports for who writes, reports for the TKSK."""

from django.db.models import Q
from django.utils import timezone

from accounts.capabilities import Capability as C
from core.formatting import due_words
from dashboard.queries.task import MOST, Task
from institutions.enums import UnitState
from workplans.enums import PlanState, StageState
from workplans.models import PlanStage
from workplans.queries.plans import stage_rows


def stages_to_do(user):
    """What should have begun or been reported by now, and what the TKSK sent back; not of a stopped plan."""
    if not user.can(C.CHANGE_WORK_PLANS):
        return []
    mine = user.scope(C.CHANGE_WORK_PLANS, PlanStage.village_path)
    to_do = Q(pk__in=PlanStage.objects.late().values("pk")) | Q(state=StageState.RETURNED)
    stages = stage_rows(user).filter(mine, to_do).exclude(plan__state=PlanState.STOPPED)
    stages = stages.exclude(plan__care_unit__state=UnitState.INACTIVE)
    return [_task(stage) for stage in stages.order_by("report_due_on", "position")[:MOST]]


def _task(stage):
    title, action, due_on = _said(stage)
    late = due_words(due_on, timezone.localdate(), own_work=True) if stage.is_late else ""
    return Task(
        rank=0 if late else 1,
        tone="bad",
        icon="warn" if late else "back",
        title=title,
        text=f"Rencana kerja {stage.plan.care_unit}.",
        url=stage.get_absolute_url(),
        action=action,
        late=late,
    )


def _said(stage):
    """(title, what to press, by when)."""
    if stage.state == StageState.RETURNED:
        return f"Laporan tahap {stage.position} dikembalikan TKSK", "Perbaiki", stage.report_due_on
    if stage.state == StageState.WAITING:
        return f"Tahap {stage.position} belum dimulai: {stage.template_stage.title}", "Mulai tahap", stage.ends_on
    return f"Laporan tahap {stage.position} belum dikirim", "Tulis laporan", stage.report_due_on


def reports_of_stages(user):
    """Reports that the TKSK has not answered."""
    if not user.can(C.RECEIVE_WORK_PLANS):
        return []
    mine = user.scope(C.RECEIVE_WORK_PLANS, PlanStage.village_path)
    waiting = stage_rows(user).filter(mine, state=StageState.REPORTED).order_by("state_since")[:MOST]
    return [
        Task(
            rank=2,
            tone="wait",
            icon="plan",
            title=f"Laporan tahap {stage.position} menunggu Anda: {stage.template_stage.title}",
            text=f"Rencana kerja {stage.plan.care_unit}.",
            url=stage.get_absolute_url(),
            action="Periksa",
        )
        for stage in waiting
    ]


SOURCES = (stages_to_do, reports_of_stages)
