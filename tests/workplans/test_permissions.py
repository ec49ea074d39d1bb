"""Every step × every state × every role: who may is what the table says, and a refusal changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.capabilities import GRANTS
from accounts.enums import Role
from core.exceptions import StaleState
from tests.factories.accounts import make_user
from tests.factories.workplans import WorkPlanFactory, stage_meeting
from workplans.enums import PlanState, StageState
from workplans.models import PlanStage, PlanStep, WorkPlan
from workplans.services.plans import advance_plan
from workplans.services.reports import report_stage
from workplans.services.stages import answer_report, open_stage, withdraw_report
from workplans.workflow import PLAN_STEPS, STAGE_STEPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(village):
    """The first stage with all that any of its steps needs."""
    plan = WorkPlanFactory(care_unit__village=village)
    PlanStep.objects.filter(stage__plan=plan).update(done_on=timezone.localdate())
    stage = plan.stages.get(position=1)
    meeting = stage_meeting(plan)
    today = timezone.localdate()
    PlanStage.objects.filter(pk=stage.pk).update(
        meeting=meeting, opened_on=today, reported_on=today, result="Warga saling mengenal."
    )
    return stage


def take_stage_step(stage, name, actor):
    note = "Alasan"
    if name == "open":
        return open_stage(stage, opened_on=timezone.localdate(), actor=actor)
    if name == "report":
        return report_stage(stage, note=note, actor=actor)
    if name == "withdraw":
        return withdraw_report(stage, note=note, actor=actor)
    return answer_report(stage, name, note=note, actor=actor)


@pytest.mark.parametrize("name", STAGE_STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_of_a_stage_belongs_to_its_capability(stage, village, name, role):
    step, actor = STAGE_STEPS[name], make_user(role, village)
    for state in StageState:
        PlanStage.objects.filter(pk=stage.pk).update(state=state)
        before = PlanStage.objects.get(pk=stage.pk)
        expected = _expected(step, state, role)
        if expected:
            with pytest.raises(expected):
                take_stage_step(before, name, actor)
            assert PlanStage.objects.get(pk=stage.pk).version == before.version
        else:
            assert take_stage_step(before, name, actor).to_state == step.target


@pytest.mark.parametrize("name", PLAN_STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_of_a_plan_belongs_to_its_capability(stage, village, name, role):
    plan, step, actor = stage.plan, PLAN_STEPS[name], make_user(role, village)
    today = timezone.localdate()
    minutes = stage_meeting(plan)
    PlanStage.objects.filter(plan=plan).update(
        state="accepted", reported_on=today, meeting=minutes, told_minutes=minutes, told_on=today
    )
    for state in PlanState:
        WorkPlan.objects.filter(pk=plan.pk).update(state=state)
        before = WorkPlan.objects.get(pk=plan.pk)
        expected = _expected(step, state, role)
        if expected:
            with pytest.raises(expected):
                advance_plan(before, name, note="Sepakat", follow_up="agenda", actor=actor)
            assert WorkPlan.objects.get(pk=plan.pk).version == before.version
        else:
            event = advance_plan(before, name, note="Sepakat", follow_up="agenda", actor=actor)
            assert event.to_state == step.target


def _expected(step, state, role):
    if step.capability not in GRANTS[role]:
        return PermissionDenied
    return None if state in step.sources else StaleState


@pytest.mark.parametrize(("table", "states"), [(STAGE_STEPS, StageState), (PLAN_STEPS, PlanState)])
def test_every_state_but_the_last_has_a_way_out(table, states):
    left = {source for step in table.values() for source in step.sources}
    assert set(states) - left == {StageState.ACCEPTED if states is StageState else PlanState.CLOSED}


def test_the_same_role_elsewhere_may_nothing(stage, other_village):
    for role in (Role.SECRETARY, Role.COORDINATOR, Role.TKSK):
        actor = make_user(role, other_village)
        for name in STAGE_STEPS:
            with pytest.raises(PermissionDenied):
                take_stage_step(stage, name, actor)
