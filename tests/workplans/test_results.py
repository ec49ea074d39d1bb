"""Planned × reached, judged with the residents, and what goes on in the agenda of a year."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from institutions.enums import FundSource
from institutions.models import AgendaItem
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.factories.institutions import ActivityFactory, CareUnitFactory
from tests.factories.workplans import ActionItemFactory, WorkPlanFactory, months_ago
from workplans.models import ActionItem, WorkPlan
from workplans.queries.progress import progress_of
from workplans.services.actions import carry_out
from workplans.services.results import hand_over, record_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village))


@pytest.fixture
def action(plan):
    return ActionItemFactory(plan=plan)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


def this_year():
    return timezone.localdate().year


def test_a_result_is_recorded_for_the_activity_and_its_families(action, secretary, village):
    reached, waiting = (action.targets.create(family=FamilyFactory(village=village)) for _ in range(2))
    record_result(
        action, actor=secretary, seen=1, reached=9, judgement="Kebun hidup", agreement="Diteruskan",
        targets={reached.pk: (True, "Panen dua kali"), waiting.pk: (False, "Pindah kebun")},
    )  # fmt: skip
    action.refresh_from_db()
    assert (action.reached, action.judgement, action.agreement) == (9, "Kebun hidup", "Diteruskan")
    assert list(action.targets.values_list("reached", "result")) == [(True, "Panen dua kali"), (False, "Pindah kebun")]
    row = progress_of(action.plan).rows[0]
    assert (row.named_reached, row.named, row.badge[2]) == (1, 2, "Tercapai sebagian")
    with pytest.raises(StaleState):
        record_result(action, actor=secretary, seen=1, reached=1)


def test_families_marked_as_reached_are_among_those_counted(action, secretary, village):
    targets = {action.targets.create(family=FamilyFactory(village=village)).pk: (True, "") for _ in range(2)}
    for reached in (1, None):
        with pytest.raises(DomainError, match="yang ditandai tercapai 2"):
            record_result(action, actor=secretary, reached=reached, targets=targets)
    assert not action.targets.filter(reached=True).exists()


def test_a_family_that_is_no_target_is_refused(action, plan, secretary):
    other = ActionItemFactory(plan=plan).targets.create(family=FamilyFactory())
    with pytest.raises(DomainError, match="bukan sasaran kegiatan ini lagi"):
        record_result(action, actor=secretary, reached=3, targets={other.pk: (True, "")})


def test_planned_and_done_month_by_month(plan, secretary):
    months = [f"{months_ago(-ahead):%Y-%m}" for ahead in (0, 1)]
    first, second = ActionItemFactory(plan=plan, months=months), ActionItemFactory(plan=plan)
    done = ActivityFactory(care_unit=plan.care_unit, men=4, women=6, children=2)
    carry_out(first, done, actor=secretary), carry_out(second, done, actor=secretary)
    progress = progress_of(plan)
    assert [mark for _, mark in progress.rows[0].months][:3] == ["done", "planned", ""]
    assert (progress.rows[0].done, progress.rows[0].planned, progress.rows[0].people) == (1, 2, 12)
    assert (progress.done, progress.people) == (1, 12), "one activity of the FCU is counted once"


def test_an_activity_goes_over_to_the_agenda_once(plan, action, secretary):
    ActionItem.objects.update(funds=900_000, fund_source=FundSource.SELF_HELP)
    assert hand_over(plan, [action], this_year(), actor=secretary) == 1
    assert hand_over(plan, [action], this_year() + 1, actor=secretary) == 0
    item = AgendaItem.objects.get()
    action.refresh_from_db()
    assert action.agenda_item == item
    assert (item.name, item.goal, item.budget, item.responsible) == (action.name, action.goal, 900_000, "Yosina Koa")
    assert (item.agenda.year, item.agenda.care_unit, item.target_number) == (this_year(), plan.care_unit, None)
    assert item.first_month == item.last_month == months_ago(0).month


def test_in_another_year_it_runs_the_whole_year(plan, action, secretary):
    ActionItem.objects.update(months=[f"{this_year() - 1}-11", f"{this_year() - 1}-12"])
    hand_over(plan, [action], this_year() + 1, actor=secretary)
    item = AgendaItem.objects.get()
    assert (item.first_month, item.last_month, item.times) == (1, 12, 2)


def test_what_was_deleted_from_the_agenda_may_go_over_again(plan, action, secretary):
    hand_over(plan, [action], this_year(), actor=secretary)
    AgendaItem.objects.all().delete()
    assert hand_over(plan, [action], this_year(), actor=secretary) == 1


@pytest.mark.parametrize(
    ("state", "follow_up", "goes"),
    [
        ("running", "", True), ("closed", "agenda", True), ("closed", "both", True), ("closed", "next_plan", False),
        ("closed", "", False), ("stopped", "agenda", False),
    ],
)  # fmt: skip
def test_the_agenda_is_for_plans_that_go_on_in_it(plan, action, secretary, state, follow_up, goes):
    WorkPlan.objects.update(state=state, follow_up=follow_up)
    if goes:
        assert hand_over(plan, [action], this_year(), actor=secretary) == 1
    else:
        with pytest.raises(DomainError, match="bukan agenda kerja tahunan"):
            hand_over(plan, [action], this_year(), actor=secretary)


def test_what_cannot_go_over_takes_nothing_along(plan, action, secretary):
    closed = WorkPlanFactory(care_unit=plan.care_unit, state="closed", stages=False)
    wrong = {"milik rencana lain": ActionItemFactory(plan=closed), "sudah dihapus": ActionItemFactory(plan=plan)}
    ActionItem.objects.filter(pk=wrong["sudah dihapus"].pk).update(removed_on=plan.starts_on)
    for words, other in wrong.items():
        with pytest.raises(DomainError, match=words):
            hand_over(plan, [action, other], this_year(), actor=secretary)
    with pytest.raises(DomainError, match="paling jauh untuk tahun"):
        hand_over(plan, [action], this_year() + 2, actor=secretary)
    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize("role", [Role.TKSK, Role.VILLAGE_HEAD])
def test_who_only_reads_records_and_hands_over_nothing(plan, action, village, role):
    reader = make_user(role, village)
    with pytest.raises(PermissionDenied):
        record_result(action, actor=reader, reached=1)
    with pytest.raises(PermissionDenied):
        hand_over(plan, [action], this_year(), actor=reader)
