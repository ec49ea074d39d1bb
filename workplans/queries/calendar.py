"""The plans of one user as a calendar for the telephone. Who holds its address is unknown: nobody is named."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Case, Value, When
from django.utils import timezone
from icalendar import Calendar, Event

from workplans.enums import TOLD_STATES, PlanState
from workplans.models import PlanStage, PlanStep

ASK_AGAIN = timedelta(hours=12)
LOOK_BACK = timedelta(days=31)
MOST_EVENTS = 500


def plan_calendar(user):
    """iCalendar (RFC 5545) bytes: of running plans the months of the stages, their reports, the steps to come."""
    calendar = Calendar.new(
        prodid="-//FCU//Rencana kerja//ID", name="Rencana kerja FCU", language="id", method="PUBLISH",
        refresh_interval=ASK_AGAIN,
    )  # fmt: skip
    today = timezone.localdate()
    found = [*_beginnings(user), *_reports(user), *_steps(user)]
    found.sort(key=lambda each: (each[1] < today, each[1], each[0]))
    for uid, day, summary in found[:MOST_EVENTS]:
        calendar.add_component(_event(uid, day, summary))
    return calendar.to_ical()


def _stages(user):
    rows = PlanStage.objects.visible_to(user).filter(plan__state=PlanState.RUNNING).exclude(state__in=TOLD_STATES)
    return rows.select_related("template_stage", "plan__care_unit__village")


def _beginnings(user):
    for stage in _nearest(_stages(user), "begins_on"):
        yield f"tahap-{stage.pk}", stage.begins_on, f"Tahap {stage.position} dimulai: {_where(stage)}"


def _reports(user):
    for stage in _nearest(_stages(user), "report_due_on"):
        yield f"laporan-{stage.pk}", stage.report_due_on, f"Batas laporan tahap {stage.position}: {_where(stage)}"


def _where(stage):
    return f"{stage.template_stage.title}, {stage.plan.care_unit.village.full_name}"


def _steps(user):
    """A step that the unit added itself is free text, which may name a family: it is not handed out."""
    rows = PlanStep.objects.visible_to(user).filter(done_on=None, stage__plan__state=PlanState.RUNNING)
    rows = rows.exclude(stage__state__in=TOLD_STATES).select_related("stage__plan__care_unit__village")
    for step in _nearest(rows, "planned_on"):
        words = "Langkah tambahan" if step.is_added else step.text
        yield f"langkah-{step.pk}", step.planned_on, f"{words}, {step.stage.plan.care_unit.village.full_name}"


def _nearest(rows, day):
    """What lies ahead, the nearest first, then what is past but not long ago."""
    today = timezone.localdate()
    past = Case(When(**{f"{day}__gte": today}, then=Value(0)), default=Value(1))
    return rows.filter(**{f"{day}__gte": today - LOOK_BACK}).order_by(past, day, "pk")[:MOST_EVENTS]


def _event(uid, day, summary):
    host = settings.SITE_URL.partition("://")[2]
    return Event.new(uid=f"{uid}@{host}", start=day, summary=summary, stamp=timezone.now())
