"""Stages brought where a test wants them, by the services."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.workplans import stage_meeting
from workplans.models import PlanStage, PlanStep
from workplans.services.reports import report_stage
from workplans.services.stages import open_stage, set_stage_meeting, write_stage


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def url(name, *args):
    return reverse(f"workplans:{name}", args=args)


def writer_of(plan):
    return make_user(Role.SECRETARY, plan.care_unit.village)


def receiver_of(plan):
    return make_user(Role.TKSK, plan.care_unit.village)


def stage_at(plan, position):
    return PlanStage.objects.select_related("plan__care_unit__village", "template_stage").get(
        plan=plan, position=position
    )


def begin(plan, position, actor, *, meeting=True):
    """Open a stage today; ``meeting``: with one that was held today, with minutes and a guest."""
    told_on = timezone.localdate() if position > 1 else None
    open_stage(stage_at(plan, position), opened_on=timezone.localdate(), told_on=told_on, actor=actor)
    if meeting:
        set_stage_meeting(stage_at(plan, position), stage_meeting(plan), actor=actor)
    return stage_at(plan, position)


def ready(plan, position, actor):
    """A stage that lacks nothing for its report."""
    begin(plan, position, actor)
    write_stage(stage_at(plan, position), result="Warga sudah mengenal rencana.", actor=actor)
    PlanStep.objects.filter(stage__plan=plan, stage__position=position).exclude(kind="report").update(
        done_on=timezone.localdate()
    )
    return stage_at(plan, position)


def report_up_to(plan, position, actor):
    for number in range(1, position + 1):
        ready(plan, number, actor)
        report_stage(stage_at(plan, number), actor=actor)
    return stage_at(plan, position)


def happened(record, to_state, day, *, step="report"):
    """An event of a plan or a stage, as if it had come at noon of ``day``."""
    event = record.events.create(number=record.events.count() + 1, step=step, to_state=to_state)
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    type(event).objects.filter(pk=event.pk).update(happened_at=noon)


def as_recorded(plan):
    """All that people wrote down of the plan: what may never get lost. Plans and dates ahead are not in it."""
    stages = plan.stages.order_by("position").values_list(
        "position", "state", "opened_on", "told_on", "told_minutes", "meeting", "result", "reported_on", "document"
    )
    steps = PlanStep.objects.filter(stage__plan=plan).order_by("pk")
    papers = [paper for stage in plan.stages.all() for paper in stage.papers.values_list("pk", "file", "step")]
    involved = list(plan.involved.values_list("party", "done_on", "note"))
    return list(stages), list(steps.values_list("pk", "text", "done_on", "done_by", "note")), papers, involved
