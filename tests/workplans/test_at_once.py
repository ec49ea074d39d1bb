"""Secretary, coordinator and TKSK press at the same moment: real threads, real transactions."""

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from core.exceptions import DomainError, StaleState
from documents.models import Document
from institutions.models import CareUnit
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.workplans import WorkPlanFactory
from tests.referrals.test_races import at_once
from tests.workplans.doing import begin, ready, receiver_of, stage_at, writer_of
from workplans.models import PlanStep, WorkPlan
from workplans.services.plans import delay_plan, start_plan
from workplans.services.reports import report_stage
from workplans.services.stages import answer_report, withdraw_report
from workplans.services.steps import finish_step

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 4


def again(user):
    """As each request does it: with a row of its own."""
    return User.objects.get(pk=user.pk)


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_a_plan_is_begun_once(village):
    unit, writer = CareUnitFactory(village=village), make_user(Role.SECRETARY, village)

    def start():
        fcu = CareUnit.objects.get(pk=unit.pk)
        return start_plan(fcu, starts_on=timezone.localdate(), facilitator="Ferdi", actor=again(writer))

    results = at_once([start] * CROWD)
    assert outcomes(results) == ["DomainError"] * (CROWD - 1) + ["WorkPlan"]
    assert WorkPlan.objects.get().stages.count() == 7


def test_a_report_is_sent_once_with_one_paper(village):
    plan = WorkPlanFactory(care_unit__village=village)
    writer = writer_of(plan)
    ready(plan, 1, writer)

    results = at_once([lambda: report_stage(stage_at(plan, 1), actor=again(writer))] * CROWD)

    assert outcomes(results) == ["StageEvent", *["StaleState"] * (CROWD - 1)]
    assert stage_at(plan, 1).events.filter(step="report").count() == 1
    assert Document.objects.count() == 1


def test_of_an_answer_and_a_withdrawal_one_counts(village):
    plan = WorkPlanFactory(care_unit__village=village)
    writer, tksk = writer_of(plan), receiver_of(plan)
    report_stage(ready(plan, 1, writer), actor=writer)
    stage = stage_at(plan, 1)

    results = at_once([
        lambda: answer_report(stage_at(plan, 1), "accept", actor=again(tksk), seen=stage.version),
        lambda: answer_report(stage_at(plan, 1), "return", note="Lengkapi", actor=again(tksk), seen=stage.version),
        lambda: withdraw_report(stage_at(plan, 1), note="Salah", actor=again(writer), seen=stage.version),
    ])  # fmt: skip

    assert sum(isinstance(result, StaleState) for result in results) == 2
    assert stage_at(plan, 1).version == stage.version + 1


def test_a_step_is_ticked_once_and_a_delay_counts_once(village):
    plan = WorkPlanFactory(care_unit__village=village)
    writer = writer_of(plan)
    step = begin(plan, 1, writer).steps.first()

    def tick():
        return finish_step(PlanStep.objects.get(pk=step.pk), done_on=timezone.localdate(), actor=again(writer))

    def delay():
        return delay_plan(
            WorkPlan.objects.get(pk=plan.pk), from_position=1, months=1, reason="Panen", actor=again(writer), seen=1
        )

    results = at_once([tick, tick, delay, delay])

    assert sum(isinstance(result, DomainError) for result in results) == 2
    step.refresh_from_db()
    assert step.done_on == timezone.localdate()
    assert plan.events.count() == 1
