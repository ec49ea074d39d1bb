"""What the calendar on the telephone says, and what it does not."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workplans.doing import report_up_to
from workplans.models import PlanStage, PlanStep
from workplans.queries import calendar
from workplans.queries.calendar import plan_calendar

pytestmark = pytest.mark.django_db

pytestmark = pytest.mark.django_db


def calendar_words(user):
    return plan_calendar(user).decode().replace("\r\n ", "").replace("\\,", ",")


def test_the_calendar_says_the_village_of_each_step(plan, writer):
    PlanStep.objects.update(planned_on=timezone.localdate())
    words = calendar_words(writer)
    summaries = re.findall(r"SUMMARY:(.*?)\r\n", words)
    assert summaries
    assert all(summary.endswith(plan.care_unit.village.full_name) for summary in summaries)


def test_the_calendar_does_not_hand_out_what_the_unit_wrote_itself(plan, writer):
    step = plan.stages.get(position=1).steps.create(
        position=9, text="Jemput Obaja Tefnai", planned_on=timezone.localdate(), is_added=True
    )
    words = calendar_words(writer)
    assert f"langkah-{step.pk}@" in words
    assert "Obaja" not in words
    assert "Langkah tambahan" in words


def test_the_calendar_leaves_out_steps_of_reported_stages_and_what_is_long_past(plan, writer):
    report_up_to(plan, 1, writer)
    PlanStep.objects.update(planned_on=timezone.localdate(), done_on=None)
    reported, waiting = (plan.stages.get(position=number).steps.first() for number in (1, 2))
    old = plan.stages.get(position=2)
    assert old.begins_on < timezone.localdate() - timedelta(days=31)

    words = calendar_words(writer)

    assert f"langkah-{waiting.pk}@" in words
    assert f"langkah-{reported.pk}@" not in words
    assert f"tahap-{old.pk}@" not in words


def test_the_calendar_keeps_the_nearest_ahead_when_it_is_cut(writer, plan, monkeypatch):
    monkeypatch.setattr(calendar, "MOST_EVENTS", 2)
    today = timezone.localdate()
    PlanStage.objects.update(begins_on=today + timedelta(days=200), report_due_on=today + timedelta(days=300))
    PlanStep.objects.update(planned_on=today + timedelta(days=90))
    last = PlanStage.objects.order_by("-pk").first()
    PlanStage.objects.filter(pk=last.pk).update(report_due_on=today + timedelta(days=1))
    first_step = PlanStep.objects.order_by("-pk").first()
    PlanStep.objects.filter(pk=first_step.pk).update(planned_on=today + timedelta(days=2))
    PlanStep.objects.exclude(pk=first_step.pk).filter(stage__position=1).update(planned_on=today - timedelta(days=9))
    assert re.findall(r"UID:(.*?)@", calendar_words(writer)) == [f"laporan-{last.pk}", f"langkah-{first_step.pk}"]
