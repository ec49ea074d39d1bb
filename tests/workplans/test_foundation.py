"""The national template and what the tables of a plan refuse."""

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from tests.factories.workplans import WorkPlanFactory, months_ago
from workplans.enums import StageCode
from workplans.models import PlanStage, PlanTemplate, WorkPlan

pytestmark = pytest.mark.django_db


def test_the_national_template_holds_the_seven_stages_of_the_plan():
    template = PlanTemplate.objects.in_force("53.01").first()
    assert [stage.code for stage in template.stages.all()] == StageCode.values
    assert [stage.steps.count() for stage in template.stages.all()] == [5, 5, 5, 4, 5, 5, 5]
    assert Counter(party.group for party in template.parties.all()) == {"target": 7, "community": 5, "government": 3}


def test_a_regencys_own_template_comes_before_the_nations(village):
    own = PlanTemplate.objects.create(version="53.01-1", region=village.parent.parent, valid_from="2026-01-01")
    assert PlanTemplate.objects.in_force("53.01").first() == own
    assert PlanTemplate.objects.in_force("73.09").first().region is None


def test_an_fcu_runs_one_plan_at_a_time():
    plan = WorkPlanFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPlanFactory(care_unit=plan.care_unit, stages=False)
    WorkPlan.objects.update(state="closed")
    WorkPlanFactory(care_unit=plan.care_unit, stages=False)


@pytest.mark.parametrize(
    "wrong", [{"state": "reported"}, {"told_on": "2026-11-02"}, {"votes_each": 0}, {"state": "dreaming"}]
)
def test_a_stage_is_whole(wrong):
    stage = WorkPlanFactory().stages.get(position=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanStage.objects.filter(pk=stage.pk).update(**wrong)


def test_late_is_what_should_have_begun_or_been_reported():
    plan = WorkPlanFactory(starts_on=months_ago(2))
    plan.stages.filter(position=2).update(state="under_way")
    late = list(PlanStage.objects.late())
    assert [stage.position for stage in late if stage.is_late] == [stage.position for stage in late]
    assert {stage.position for stage in late} >= {1}
    assert [stage.badge[2] for stage in late][0] == "Terlambat dimulai"
    WorkPlan.objects.update(state="stopped")
    assert not PlanStage.objects.late().exists()
