"""What went wrong once: snapshots, empty votes, reports on changed ground, figures, closed plans, days put right."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from core.formatting import date_long
from core.periods import Period, months_later
from institutions.models import CareUnit, Meeting
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.documents import StoredFileFactory
from tests.factories.institutions import CareUnitFactory
from tests.factories.workplans import ActionItemFactory, NeedFactory, WorkPlanFactory, months_ago, stage_meeting
from tests.workplans.doing import begin, days_ago, happened, report_up_to, stage_at
from workplans.figures import plan_figures
from workplans.models import PlanStage, Vote, WorkPlan
from workplans.queries.actions import changes_of
from workplans.queries.assessing import assessment_of
from workplans.queries.overview import counted, grid_rows, units_seen
from workplans.queries.stages import lacking
from workplans.services.actions import change_action, snapshot_actions
from workplans.services.plans import delay_plan
from workplans.services.reminding import remind
from workplans.services.results import record_result
from workplans.services.stages import change_opening, withdraw_report
from workplans.services.steps import add_step, finish_step, remove_step
from workplans.services.voting import count_votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village), starts_on=months_ago(2))


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


def voting_stage(plan, position, **fields):
    stage = stage_at(plan, position)
    stage.state, stage.meeting = "under_way", stage_meeting(plan, attended=5, **fields)
    stage.save()
    return stage


def test_a_stage_sent_again_keeps_what_it_left_once_a_later_one_left_its_own(plan, secretary):
    action = ActionItemFactory(plan=plan, target_number=12)
    for position, number in ((3, 13), (5, 14)):
        snapshot_actions(stage_at(plan, position), actor=secretary)
        change_action(action, actor=secretary, target_number=number)

    snapshot_actions(stage_at(plan, 3), actor=secretary)

    change = changes_of(plan)[1].changed[0].fields[0]
    assert (change.before, change.now) == ("12", "13")


def test_a_stage_that_left_nothing_yet_leaves_it_also_after_a_later_one(plan, secretary):
    ActionItemFactory(plan=plan)
    for position in (5, 3):
        snapshot_actions(stage_at(plan, position), actor=secretary)
    assert stage_at(plan, 3).revisions.count() == 1


def test_votes_without_a_single_one_are_not_kept(plan, secretary, as_role):
    stage, need = voting_stage(plan, 4), NeedFactory(plan=plan)
    with pytest.raises(DomainError, match="Belum ada suara yang diisi"):
        count_votes(stage, {need: 0}, 3, actor=secretary)
    address = reverse("workplans:vote", args=[plan.pk, 4])
    answer = as_role(Role.SECRETARY).post(address, {"version": 1, "votes_each": 3, f"suara_{need.pk}": ""})
    assert answer.status_code == 422
    assert "Belum ada suara yang diisi" in answer.content.decode()
    assert not Vote.objects.exists()


def test_a_stage_of_zeros_leaves_the_order_of_the_stage_before(plan, secretary):
    water, school = NeedFactory(plan=plan), NeedFactory(plan=plan, families=70)
    first = voting_stage(plan, 3)
    count_votes(first, {water: 5, school: 1}, 3, actor=secretary)
    Vote.objects.bulk_create(Vote(stage=voting_stage(plan, 4), need=need, count=0) for need in (water, school))

    found = assessment_of(plan)

    assert (found.counted_in, [row.need for row in found.needs]) == (first, [water, school])


def begun_up_to(plan, position, actor):
    for number in range(1, position + 1):
        begin(plan, number, actor)
    related = PlanStage.objects.select_related("plan", "template_stage", "meeting", "told_minutes")
    return related.get(plan=plan, position=position)


def test_a_report_does_not_go_with_more_votes_than_the_attendance_gives(plan, secretary):
    stage, need = begun_up_to(plan, 3, secretary), NeedFactory(plan=plan)
    gone = NeedFactory(plan=plan, removed_on=plan.starts_on)
    Vote.objects.create(stage=stage, need=gone, count=40)
    Vote.objects.create(stage=stage, need=need, count=3)
    assert lacking(stage) == ["uraian hasil"]
    Vote.objects.filter(need=need).update(count=4)
    assert lacking(stage)[0].startswith("hitungan suara yang sesuai daftar hadir")


def test_a_report_does_not_go_when_the_told_minutes_are_empty(plan, secretary):
    stage = begun_up_to(plan, 2, secretary)
    Meeting.objects.filter(pk=stage.told_minutes_id).update(minutes=" ")
    stage.told_minutes.refresh_from_db()
    assert lacking(stage)[0] == "notulen tahap sebelumnya, yang sudah disampaikan kembali tetapi kini kosong"


@pytest.mark.parametrize(("position", "queries"), [(2, 1), (3, 2)])
def test_what_lacks_takes_few_queries(plan, secretary, django_assert_num_queries, position, queries):
    stage = begun_up_to(plan, position, secretary)
    with django_assert_num_queries(queries):
        lacking(stage)


def test_a_report_counts_where_it_was_sent_first(plan):
    stage, years = stage_at(plan, 1), [Period.of("Y", plan.starts_on.replace(year=year)) for year in (2024, 2025)]
    for day in (years[0].last_day, years[1].first_day):
        happened(stage, "reported", day)
        happened(stage, "under_way", day, step="withdraw")
    assert [plan_figures(("53",), year).reported for year in years] == [{1: 1}, {}]


def test_what_was_sent_back_is_only_reported_where_it_was_sent(plan, secretary):
    report_up_to(plan, 1, secretary)
    PlanStage.objects.filter(plan=plan, position=1).update(reported_on=days_ago(800))
    withdraw_report(stage_at(plan, 1), note="Salah foto", actor=secretary)
    years = [Period.of("Y", day) for day in (days_ago(800), timezone.localdate())]
    assert [plan_figures(("53",), year).reported for year in years] == [{}, {1: 1}]


def test_a_plan_that_stood_still_in_a_period_is_not_counted_there(plan):
    WorkPlan.objects.update(starts_on="2023-01-01")
    NeedFactory(plan=plan)
    years = [Period.of("Y", plan.starts_on.replace(year=year)) for year in range(2022, 2027)]
    happened(plan, "stopped", years[1].last_day, step="stop")
    happened(plan, "running", years[3].first_day, step="restart")
    happened(plan, "closed", years[3].last_day, step="close")
    assert [plan_figures(("53",), year).needs for year in years] == [0, 1, 0, 1, 0]


def closed_with_a_returned_stage(plan):
    stages = {"told_on": plan.starts_on, "told_minutes": stage_meeting(plan)}
    PlanStage.objects.filter(plan=plan, position=7).update(state="returned", meeting=stage_meeting(plan), **stages)
    WorkPlan.objects.update(state="closed", follow_up="agenda")
    plan.refresh_from_db()


def test_results_of_a_closed_plan_are_mended_when_a_stage_came_back(plan, secretary):
    action = ActionItemFactory(plan=plan)
    closed_with_a_returned_stage(plan)
    record_result(action, actor=secretary, reached=7)
    action.refresh_from_db()
    assert action.reached == 7
    PlanStage.objects.update(state="waiting")
    with pytest.raises(DomainError, match="sudah selesai"):
        record_result(action, actor=secretary, reached=8)


def test_a_stopped_plan_with_a_returned_stage_is_only_read(plan, secretary):
    action = ActionItemFactory(plan=plan)
    closed_with_a_returned_stage(plan)
    WorkPlan.objects.update(state="stopped", follow_up="")
    with pytest.raises(DomainError, match="sudah dihentikan"):
        record_result(action, actor=secretary, reached=7)


def test_the_grid_counts_only_what_is_late(secretary, plan):
    ahead, day = timezone.localdate() + timedelta(days=9), days_ago(1)
    PlanStage.objects.update(state="waiting", ends_on=ahead)
    PlanStage.objects.filter(position=1).update(state="returned", report_due_on=ahead)
    assert [row.late for row in grid_rows(units_seen(secretary))] == [0]
    PlanStage.objects.filter(position=1).update(report_due_on=day)
    assert [row.late for row in grid_rows(units_seen(secretary))] == [1]


def test_nothing_of_an_fcu_that_works_no_more_is_late_or_runs(plan, secretary):
    PlanStage.objects.filter(position=2).update(begins_on=timezone.localdate() + timedelta(days=3))
    assert any(stage.is_late for stage in PlanStage.objects.all())
    CareUnit.objects.update(state="inactive", inactive_reason="Bubar")

    remind(lambda done, total: None)

    assert not Notice.objects.exists()
    assert not PlanStage.objects.late().exists()
    assert not any(stage.is_late for stage in PlanStage.objects.all())
    figures = plan_figures(("53",), Period.of("Y", plan.starts_on))
    assert (figures.plans, figures.late) == ({}, 0)
    assert (counted(secretary)["plans"], counted(secretary)["late"]) == (0, 0)


def test_a_step_whose_papers_were_all_taken_away_is_removed_and_they_stay(plan, secretary):
    step = add_step(stage_at(plan, 1), text="Pasang papan", planned_on=plan.starts_on, actor=secretary)
    paper = step.papers.create(stage=step.stage, file=StoredFileFactory(), added_by=secretary)
    with pytest.raises(DomainError, match="sudah punya bukti"):
        remove_step(step, actor=secretary)
    step.papers.update(removed_on=plan.starts_on)

    remove_step(step, actor=secretary)

    paper.refresh_from_db()
    assert (paper.step, paper.stage) == (None, stage_at(plan, 1))


def opened_long_ago(plan, actor):
    begin(plan, 1, actor)
    change_opening(stage_at(plan, 1), opened_on=plan.starts_on, actor=actor)
    return stage_at(plan, 1)


def test_a_stage_begins_no_later_than_the_next(plan, secretary):
    opened_long_ago(plan, secretary)
    begin(plan, 2, secretary)
    first = plan.starts_on + timedelta(days=2)
    PlanStage.objects.filter(plan=plan, position=2).update(opened_on=first)
    with pytest.raises(DomainError, match=f"Tahap 2 dimulai {date_long(first)}"):
        change_opening(stage_at(plan, 1), opened_on=first + timedelta(days=1), actor=secretary)
    change_opening(stage_at(plan, 1), opened_on=first, actor=secretary)


def test_a_stage_begins_no_later_than_what_was_done_in_it(plan, secretary):
    stage, done_on = opened_long_ago(plan, secretary), plan.starts_on + timedelta(days=2)
    finish_step(stage.steps.filter(kind="work").first(), done_on=done_on, actor=secretary)
    with pytest.raises(DomainError, match=f"selesai {date_long(done_on)}"):
        change_opening(stage_at(plan, 1), opened_on=done_on + timedelta(days=1), actor=secretary)
    change_opening(stage_at(plan, 1), opened_on=done_on, actor=secretary)


def test_a_meeting_before_the_opening_does_not_hold_its_day(plan, secretary):
    stage = opened_long_ago(plan, secretary)
    held_on = plan.starts_on + timedelta(days=1)
    Meeting.objects.filter(pk=stage.meeting_id).update(held_on=held_on)
    finish_step(stage.steps.filter(kind="meeting").first(), done_on=held_on, actor=secretary)
    change_opening(stage_at(plan, 1), opened_on=held_on + timedelta(days=3), actor=secretary)
    assert stage_at(plan, 1).opened_on == held_on + timedelta(days=3)


def begins(plan):
    return [stage.begins_on for stage in plan.stages.order_by("position")]


def delay(plan, actor, months, from_position=3):
    return delay_plan(plan, from_position=from_position, months=months, reason="Panen", actor=actor)


def planned_days(plan):
    """In the order of the stages and their steps, which the database would give in any."""
    steps = plan.stages.order_by("position", "steps__position")
    return list(steps.values_list("steps__planned_on", flat=True))


def test_a_delay_that_was_too_long_is_taken_back(plan, secretary):
    before, planned = begins(plan), planned_days(plan)
    delay(plan, secretary, 6)
    event = delay(plan, secretary, -4)
    assert begins(plan) == before[:2] + [months_later(month, 2) for month in before[2:]]
    assert event.note == "Mulai tahap 3, maju kembali 4 bulan. Panen"
    delay(plan, secretary, -2)
    assert begins(plan) == before
    assert planned_days(plan) == planned


@pytest.mark.parametrize(
    ("began", "months", "from_position", "words"),
    [
        (-1, -3, 3, "Tahap 3 paling awal"),
        (3, -1, 3, "Tahap 3 paling awal"),
        (2, -2, 5, "Tahap 5 paling awal"),
        (2, -7, 3, "1 sampai 6 bulan"),
    ],
)
def test_no_stage_comes_before_its_month_this_month_or_the_stage_before(
    village, secretary, began, months, from_position, words
):
    plan = WorkPlanFactory(care_unit=CareUnitFactory(village=village), starts_on=months_ago(began))
    delay(plan, secretary, 1 if began == 3 else 2)
    before = begins(plan)
    with pytest.raises(DomainError, match=words):
        delay(plan, secretary, months, from_position)
    assert begins(plan) == before
