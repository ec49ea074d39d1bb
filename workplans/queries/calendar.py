"""The plans of one user as a calendar for the telephone. Who holds its address is unknown: nobody is named."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from workplans.enums import TOLD_STATES, PlanState
from workplans.models import PlanStage, PlanStep

ASK_AGAIN = timedelta(hours=12)
MOST_EVENTS = 500


def plan_calendar(user):
    """iCalendar (RFC 5545) bytes: of running plans the months of the stages, their reports, the steps to come."""
    calendar = Calendar.new(
        prodid="-//FCU//Rencana kerja//ID", name="Rencana kerja FCU", language="id", method="PUBLISH",
        refresh_interval=ASK_AGAIN,
    )  # fmt: skip
    for event in [*_stages(user), *_steps(user)]:
        calendar.add_component(event)
    return calendar.to_ical()


def _stages(user):
    rows = PlanStage.objects.visible_to(user).filter(plan__state=PlanState.RUNNING).exclude(state__in=TOLD_STATES)
    for stage in rows.select_related("template_stage", "plan__care_unit__village").order_by("pk")[:MOST_EVENTS]:
        where = f"{stage.template_stage.title}, {stage.plan.care_unit.village.full_name}"
        yield _event(f"tahap-{stage.pk}", stage.begins_on, f"Tahap {stage.position} dimulai: {where}")
        yield _event(f"laporan-{stage.pk}", stage.report_due_on, f"Batas laporan tahap {stage.position}: {where}")


def _steps(user):
    open_ones = PlanStep.objects.visible_to(user).filter(done_on=None, stage__plan__state=PlanState.RUNNING)
    coming = open_ones.filter(planned_on__gte=timezone.localdate() - timedelta(days=30))
    for step in coming.order_by("planned_on", "pk")[:MOST_EVENTS]:
        yield _event(f"langkah-{step.pk}", step.planned_on, step.text)


def _event(uid, day, summary):
    host = settings.SITE_URL.partition("://")[2]
    return Event.new(uid=f"{uid}@{host}", start=day, summary=summary, stamp=timezone.now())
