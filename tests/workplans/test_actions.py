"""The action plan: its activities, the families they are for, what carried them out, what each stage left."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import CloseReason, FamilyStatus
from institutions.enums import ActivityKind, FundSource
from tests.factories.accounts import assign, make_user
from tests.factories.families import FamilyFactory
from tests.factories.institutions import ActivityFactory, CareUnitFactory, InstitutionFactory
from tests.factories.workplans import ActionItemFactory, NeedFactory, WorkPlanFactory, months_ago
from workplans.models import ActionItem, ActionRevision, WorkPlan
from workplans.queries.actions import changes_of, changes_since
from workplans.services.actions import (
    add_action,
    add_targets,
    carry_out,
    change_action,
    drop_target,
    remove_action,
    snapshot_actions,
    undo_carry_out,
)
from workplans.services.assessing import add_source
from workplans.services.plans import delay_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village))


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


def month(ahead):
    return f"{months_ago(-ahead):%Y-%m}"


def plasma(village, **fields):
    return FamilyFactory(village=village, status=FamilyStatus.PLASMA, **fields)


def add(plan, actor, **fields):
    values = {
        "name": "Kebun gizi", "kind": ActivityKind.ECONOMY, "goal": "Makan sayur sendiri", "target_number": 12,
        "why_first": "Punya lahan", "work": "Bertemu tiap minggu pertama", "chair": "Yosina Koa",
        "secretary": "Melki Tefa", "treasurer": "Rosa Liu", "months": [month(2), month(1)],
    }  # fmt: skip
    return add_action(plan, actor=actor, **values | fields)


def test_an_activity_is_added_with_its_months_in_order(plan, secretary):
    need = NeedFactory(plan=plan)
    action = add(plan, secretary, need=need, funds=1_500_000, fund_source=FundSource.VILLAGE)
    assert action.months == [month(1), month(2)]
    assert list(need.actions.all()) == [action]


def test_a_stale_change_is_refused(plan, secretary):
    action = add(plan, secretary)
    change_action(action, actor=secretary, seen=1, target_number=15)
    with pytest.raises(StaleState):
        change_action(action, actor=secretary, seen=1, target_number=20)
    assert ActionItem.objects.get().target_number == 15


@pytest.mark.parametrize("months", [[], ["2020-01"], [month(0), month(12)], [month(-1)]])
def test_months_lie_within_a_year_from_the_start(plan, secretary, months):
    with pytest.raises(DomainError, match="dari kalender rencana"):
        add(plan, secretary, months=months)
    add(plan, secretary, months=[month(0), month(11)])


def test_funds_have_a_source(plan, secretary):
    with pytest.raises(DomainError, match="tanpa sumber dana"):
        add(plan, secretary, funds=500_000)


def test_the_need_is_one_of_the_plan(plan, secretary):
    theirs = NeedFactory(plan=WorkPlanFactory(care_unit=plan.care_unit, state="closed", stages=False))
    for need in (theirs, NeedFactory(plan=plan, removed_on=plan.starts_on)):
        with pytest.raises(DomainError, match="tidak ada dalam rencana ini"):
            add(plan, secretary, need=need)


def test_who_only_reads_and_a_stopped_plan_write_nothing(plan, secretary, village):
    with pytest.raises(PermissionDenied):
        add(plan, make_user(Role.VILLAGE_HEAD, village))
    WorkPlan.objects.update(state="closed")
    with pytest.raises(DomainError, match="sudah selesai"):
        add(plan, secretary)


def test_plasma_families_of_the_village_are_targets(plan, secretary, village):
    action, family = add(plan, secretary), plasma(village)
    add_targets(action, [family], actor=secretary)
    add_targets(action, [family], actor=secretary)
    assert [target.family for target in action.targets.all()] == [family]
    drop_target(action.targets.get(), actor=secretary)
    assert not action.targets.exists()


def test_other_families_are_refused(plan, secretary, village, other_village):
    action = add(plan, secretary)
    closed = plasma(village, closed_on=months_ago(1), closed_reason=CloseReason.values[0])
    for family in (plasma(other_village), FamilyFactory(village=village), closed):
        with pytest.raises(DomainError, match="Pilih keluarga plasma desa ini"):
            add_targets(action, [plasma(village), family], actor=secretary)
    assert not action.targets.exists()


def test_no_more_families_are_chosen_than_the_activity_is_for(plan, secretary, village):
    action = add(plan, secretary, target_number=1)
    add_targets(action, [plasma(village)], actor=secretary)
    with pytest.raises(DomainError, match="yang dipilih 2, jumlah sasarannya 1"):
        add_targets(action, [plasma(village)], actor=secretary)
    change_action(action, actor=secretary, target_number=2)
    add_targets(action, [plasma(village)], actor=secretary)
    with pytest.raises(DomainError, match="yang dipilih 2, jumlah sasarannya 1"):
        change_action(action, actor=secretary, target_number=1)


def test_what_was_found_of_a_family_stays(plan, secretary, village):
    action = add(plan, secretary)
    target = action.targets.create(family=plasma(village), reached=False)
    with pytest.raises(DomainError, match="sudah dicatat"):
        drop_target(target, actor=secretary)


def test_activities_of_the_fcu_carry_it_out(plan, secretary):
    action, done = add(plan, secretary), ActivityFactory(care_unit=plan.care_unit)
    carry_out(action, done, actor=secretary)
    carry_out(action, done, actor=secretary)
    assert [link.activity for link in action.carried_out.all()] == [done]
    with pytest.raises(DomainError, match="sudah dilaksanakan, jadi tetap dalam rencana"):
        remove_action(action, actor=secretary)
    undo_carry_out(action, done, actor=secretary)
    assert not action.carried_out.exists()


def test_other_activities_are_refused(plan, secretary, other_village):
    action, unit = add(plan, secretary), plan.care_unit
    wrong = {
        "bukan milik FCU ini": ActivityFactory(care_unit=CareUnitFactory(village=other_village)),
        "baru direncanakan": ActivityFactory(care_unit=unit, is_planned=True),
        "sebelum rencana kerja ini dimulai": ActivityFactory(
            care_unit=unit, held_on=plan.starts_on - timedelta(days=1)
        ),
    }
    for words, activity in wrong.items():
        with pytest.raises(DomainError, match=words):
            carry_out(action, activity, actor=secretary)


def test_who_works_in_two_villages_mixes_nothing(plan, secretary, other_village):
    assign(secretary, Role.SECRETARY, other_village)
    action, elsewhere = add(plan, secretary), CareUnitFactory(village=other_village)
    with pytest.raises(DomainError, match="bukan milik FCU ini"):
        carry_out(action, ActivityFactory(care_unit=elsewhere), actor=secretary)
    with pytest.raises(DomainError, match="Pilih keluarga plasma desa ini"):
        add_targets(action, [plasma(other_village)], actor=secretary)
    with pytest.raises(DomainError, match="tidak melayani desa ini"):
        add_source(plan, institution=InstitutionFactory(region=other_village), actor=secretary)


def test_what_was_judged_stays(plan, secretary):
    with pytest.raises(DomainError, match="sudah dinilai"):
        remove_action(ActionItemFactory(plan=plan, reached=0), actor=secretary)


def test_a_stage_leaves_what_the_plan_says_then(plan, secretary, village):
    action = add(plan, secretary)
    add_targets(action, [plasma(village)], actor=secretary)
    stage = plan.stages.get(position=3)
    snapshot_actions(stage, actor=secretary)
    change_action(action, actor=secretary, target_number=15, goal="Menjual sayur", months=[month(1)], funds=None)
    add_targets(action, [plasma(village)], actor=secretary)
    changes = changes_since(plan, stage)
    assert changes.title == "Perubahan sejak tahap 3"
    said = {row.label: (row.before, row.now) for row in changes.changed[0].fields}
    assert said["Tujuan"] == ("Makan sayur sendiri", "Menjual sayur")
    assert said["Jumlah keluarga sasaran"] == ("12", "15")
    assert said["Keluarga sasaran yang dipilih"] == ("1 keluarga", "2 keluarga, 1 di antaranya baru")
    assert set(said) == {"Tujuan", "Jumlah keluarga sasaran", "Keluarga sasaran yang dipilih", "Kalender"}


def test_new_and_removed_activities_are_told(plan, secretary):
    gone = add(plan, secretary, name="Arisan")
    stage = plan.stages.get(position=3)
    snapshot_actions(stage, actor=secretary)
    remove_action(gone, actor=secretary)
    add(plan, secretary, name="Kebun gizi")
    changes = changes_since(plan, stage)
    assert (changes.added, changes.removed, changes.changed) == (["Kebun gizi"], ["Arisan"], [])


def test_changes_from_stage_to_stage_newest_first(plan, secretary):
    action = add(plan, secretary)
    assert changes_of(plan) == []
    for position, number in ((3, 13), (5, 14)):
        snapshot_actions(plan.stages.get(position=position), actor=secretary)
        change_action(action, actor=secretary, target_number=number)
    found = changes_of(plan)
    assert [change.title for change in found] == ["Perubahan sejak tahap 5", "Perubahan dari tahap 3 ke tahap 5"]
    assert [change.changed[0].fields[0].now for change in found] == ["14", "13"]


def test_a_stage_reported_again_replaces_what_it_left(plan, secretary):
    kept, gone = add(plan, secretary), add(plan, secretary, name="Arisan")
    stage = plan.stages.get(position=5)
    snapshot_actions(stage, actor=secretary)
    remove_action(gone, actor=secretary)
    change_action(kept, actor=secretary, target_number=20)
    snapshot_actions(stage, actor=secretary)
    revision = ActionRevision.objects.get()
    assert (revision.action, revision.content["target_number"]) == (kept, 20)
    assert changes_since(plan, stage).is_empty


def test_a_stage_that_plans_no_action_keeps_nothing(plan, secretary):
    add(plan, secretary)
    snapshot_actions(plan.stages.get(position=4), actor=secretary)
    assert not ActionRevision.objects.exists()


def test_a_revision_names_no_family(plan, secretary, village):
    action = add(plan, secretary)
    add_targets(action, [plasma(village, head_name="Obaja Tefnai")], actor=secretary)
    snapshot_actions(plan.stages.get(position=3), actor=secretary)
    assert "Obaja" not in str(ActionRevision.objects.get().content)


def test_the_calendar_reaches_as_far_as_a_plan_that_was_delayed(plan, secretary):
    for _ in range(2):
        delay_plan(plan, from_position=7, months=6, reason="Kemarau panjang", actor=secretary)
    add(plan, secretary, months=[month(0), month(18)])
    with pytest.raises(DomainError, match="dari kalender rencana"):
        add(plan, secretary, months=[month(19)])
