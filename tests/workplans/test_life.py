"""A plan from its beginning to its end: what moves, what stays, what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period, months_later
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_village
from tests.factories.workplans import WorkPlanFactory, months_ago
from tests.workplans.doing import as_recorded, begin, ready, receiver_of, report_up_to, stage_at, writer_of
from workplans.models import PlanStep, PlanTemplate, WorkPlan
from workplans.services.parties import involve_party
from workplans.services.plans import advance_plan, delay_plan, start_plan
from workplans.services.reports import report_stage
from workplans.services.stages import answer_report
from workplans.services.steps import finish_step

pytestmark = pytest.mark.django_db
WHO = "Ferdi Sabuin"
OTHER = "53.01.05.2010"


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


def months_of(plan):
    return [stage.begins_on for stage in plan.stages.order_by("position")]


def test_a_plan_has_its_seven_stages_in_seven_months(unit, secretary):
    plan = start_plan(unit, starts_on=timezone.localdate(), facilitator=WHO, actor=secretary)

    first = months_ago(0)
    assert plan.starts_on == first
    assert months_of(plan) == [months_later(first, number) for number in range(7)]
    assert [stage.steps.count() for stage in plan.stages.all()] == [5, 5, 5, 4, 5, 5, 5]
    assert plan.events.get().step == "start"


def test_the_steps_are_spread_over_their_month_and_the_report_is_due_after_it(unit, secretary):
    plan = start_plan(unit, starts_on=timezone.localdate(), facilitator=WHO, actor=secretary)

    for stage in plan.stages.all():
        work = [step.planned_on for step in stage.steps.exclude(kind="report")]
        assert work == sorted(set(work))
        assert stage.begins_on < work[0]
        assert work[-1] < stage.ends_on
        assert all(step.planned_on == stage.report_due_on for step in stage.steps.filter(kind="report"))


def test_it_follows_the_regencys_template(unit, secretary, village):
    own = PlanTemplate.objects.create(version="53.01-1", region=village.parent.parent, valid_from=date(2026, 1, 1))
    own.stages.create(position=1, code="approach", title="Perkenalan", goal="Saling mengenal")

    plan = start_plan(unit, starts_on=timezone.localdate(), facilitator=WHO, actor=secretary)

    assert plan.template == own
    assert str(plan.stages.get()) == "Tahap 1: Perkenalan"


def test_an_fcu_runs_one_plan(unit, secretary):
    first = WorkPlanFactory(care_unit=unit)
    with pytest.raises(DomainError, match="masih menjalankan rencana kerja"):
        start_plan(unit, starts_on=timezone.localdate(), facilitator=WHO, actor=secretary)
    assert WorkPlan.objects.get() == first


@pytest.mark.parametrize(("months", "fits"), [(12, True), (13, False), (-12, True), (-13, False)])
def test_it_begins_at_most_a_year_away(unit, secretary, months, fits):
    day = months_ago(months)
    if fits:
        assert start_plan(unit, starts_on=day, facilitator=WHO, actor=secretary).starts_on == day
        return
    with pytest.raises(DomainError, match="Pilih bulan lain"):
        start_plan(unit, starts_on=day, facilitator=WHO, actor=secretary)
    assert not WorkPlan.objects.exists()


def test_an_fcu_that_works_no_more_begins_none(village, secretary):
    gone = CareUnitFactory(village=village, state="inactive", inactive_reason="Bubar")
    with pytest.raises(DomainError, match="tidak aktif"):
        start_plan(gone, starts_on=timezone.localdate(), facilitator=WHO, actor=secretary)


def test_a_plan_carries_on_a_closed_one_of_the_same_fcu(unit, secretary):
    closed, strange = (
        WorkPlanFactory(care_unit=unit, state="closed"),
        WorkPlanFactory(care_unit__village=make_village(OTHER), state="closed"),
    )
    with pytest.raises(DomainError, match="yang sudah selesai"):
        start_plan(unit, starts_on=timezone.localdate(), facilitator=WHO, previous=strange, actor=secretary)
    plan = start_plan(unit, starts_on=timezone.localdate(), facilitator=WHO, previous=closed, actor=secretary)
    assert plan.previous == closed


def test_a_delay_moves_what_is_not_reported_and_its_undone_steps(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit, starts_on=months_ago(3))
    report_up_to(plan, 2, secretary)
    stage = begin(plan, 3, secretary)
    done, undone = stage.steps.all()[:2]
    finish_step(done, done_on=timezone.localdate(), actor=secretary)
    before, recorded, planned = months_of(plan), as_recorded(plan), done.planned_on

    event = delay_plan(plan, from_position=1, months=2, reason="Panen raya", actor=secretary)

    assert months_of(plan) == before[:2] + [months_later(month, 2) for month in before[2:]]
    assert as_recorded(plan) == recorded
    assert PlanStep.objects.get(pk=done.pk).planned_on == planned
    assert PlanStep.objects.get(pk=undone.pk).planned_on == months_later(undone.planned_on, 2)
    assert (event.step, event.note) == ("delay", "Mulai tahap 3, 2 bulan. Panen raya")
    assert stage_at(plan, 3).report_due_on == Period.of("M", stage_at(plan, 3).begins_on).last_day + timedelta(days=5)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"months": 0}, "1 sampai 6 bulan"), ({"months": 7}, "1 sampai 6 bulan"), ({"reason": " "}, "alasan"),
        ({"from_position": 8}, "tidak ada yang bisa ditunda"),
    ],
)  # fmt: skip
def test_a_delay_that_makes_no_sense_changes_nothing(unit, secretary, asked, words):
    plan = WorkPlanFactory(care_unit=unit)
    before = months_of(plan)
    with pytest.raises(DomainError, match=words):
        delay_plan(plan, **{"from_position": 2, "months": 1, "reason": "Panen", "actor": secretary} | asked)
    assert (months_of(plan), plan.events.count()) == (before, 0)


def test_of_two_delays_from_the_same_page_the_second_is_told(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit)
    delay_plan(plan, from_position=1, months=1, reason="Panen", actor=secretary, seen=1)
    with pytest.raises(StaleState):
        delay_plan(plan, from_position=1, months=1, reason="Panen", actor=secretary, seen=1)
    assert months_of(plan)[0] == months_later(plan.starts_on, 1)


def test_stopping_and_carrying_on_loses_nothing(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit, starts_on=months_ago(4))
    report_up_to(plan, 2, secretary)
    finish_step(begin(plan, 3, secretary).steps.first(), done_on=timezone.localdate(), note="Ramai", actor=secretary)
    involve_party(plan, plan.template.parties.first(), done_on=timezone.localdate(), note="Di balai", actor=secretary)
    recorded, months = as_recorded(plan), months_of(plan)

    advance_plan(plan, "stop", note="Banjir", actor=secretary)
    assert (as_recorded(plan), months_of(plan)) == (recorded, months)
    advance_plan(plan, "restart", month=months_ago(-1), actor=secretary)

    plan.refresh_from_db()
    assert plan.state == "running"
    assert as_recorded(plan) == recorded
    assert months_of(plan) == months[:2] + [months_later(months_ago(-1), number) for number in range(5)]
    assert [event.step for event in plan.events.all()] == ["restart", "stop"]
    assert "Tahap 3 dilanjutkan pada" in plan.events.first().note


@pytest.mark.parametrize(
    ("month", "words"),
    [(None, "Pilih bulan"), (1, "sudah lewat"), (-13, "paling lambat 12 bulan lagi")],
)
def test_it_goes_on_neither_in_the_past_nor_never(unit, secretary, month, words):
    plan = WorkPlanFactory(care_unit=unit, starts_on=months_ago(4), state="stopped")
    before = months_of(plan)
    with pytest.raises(DomainError, match=words):
        advance_plan(plan, "restart", month=month and months_ago(month), actor=secretary)
    plan.refresh_from_db()
    assert (plan.state, months_of(plan)) == ("stopped", before)


def test_going_on_never_moves_a_stage_before_its_plan(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit, starts_on=months_ago(-3), state="stopped")
    with pytest.raises(DomainError, match="Pilih bulan itu atau sesudahnya"):
        advance_plan(plan, "restart", month=months_ago(0), actor=secretary)


def test_a_plan_delayed_far_ahead_still_goes_on(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit, starts_on=months_ago(-14), state="stopped")
    advance_plan(plan, "restart", month=plan.starts_on, actor=secretary)
    assert months_of(plan)[0] == plan.starts_on


def test_a_stopped_plan_does_not_go_on_beside_another(unit, secretary):
    stopped, _ = WorkPlanFactory(care_unit=unit, state="stopped"), WorkPlanFactory(care_unit=unit)
    before = months_of(stopped)
    with pytest.raises(DomainError, match="masih menjalankan rencana kerja"):
        advance_plan(stopped, "restart", month=months_ago(-2), actor=secretary)
    assert (WorkPlan.objects.get(pk=stopped.pk).state, months_of(stopped)) == ("stopped", before)


def test_nothing_of_a_stopped_plan_is_changed(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit)
    step = begin(plan, 1, secretary).steps.first()
    advance_plan(plan, "stop", note="Banjir", actor=secretary)
    for act in (
        lambda: delay_plan(plan, from_position=1, months=1, reason="Panen", actor=secretary),
        lambda: finish_step(step, done_on=timezone.localdate(), actor=secretary),
        lambda: begin(plan, 2, secretary),
    ):
        with pytest.raises(DomainError, match="sedang dihentikan"):
            act()


def test_a_plan_is_closed_after_its_seven_reports_with_what_follows(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit)
    report_up_to(plan, 6, secretary)
    with pytest.raises(DomainError, match="Belum dilaporkan: tahap 7"):
        advance_plan(plan, "close", note="Sepakat", follow_up="agenda", actor=secretary)
    report_stage(ready(plan, 7, secretary), actor=secretary)
    with pytest.raises(DomainError, match="Pilih tindak lanjut"):
        advance_plan(plan, "close", note="Sepakat", follow_up="party", actor=secretary)
    with pytest.raises(DomainError, match="kesepakatan tindak lanjut"):
        advance_plan(plan, "close", note=" ", follow_up="agenda", actor=secretary)

    advance_plan(plan, "close", note="Kebun gizi diteruskan", follow_up="agenda", actor=secretary)

    plan.refresh_from_db()
    assert (plan.state, plan.follow_up) == ("closed", "agenda")
    assert plan.events.first().note == "Kebun gizi diteruskan"


def test_what_the_tksk_returns_after_the_end_can_be_mended(unit, secretary):
    plan = WorkPlanFactory(care_unit=unit)
    report_up_to(plan, 7, secretary)
    advance_plan(plan, "close", note="Sepakat", follow_up="both", actor=secretary)
    answer_report(stage_at(plan, 7), "return", note="Lengkapi", actor=receiver_of(plan))

    report_stage(stage_at(plan, 7), actor=secretary)

    assert stage_at(plan, 7).state == "reported"


def test_only_writers_of_the_village_write(unit, village):
    plan = WorkPlanFactory(care_unit=unit)
    for role in (Role.TKSK, Role.VILLAGE_HEAD, Role.DINAS):
        with pytest.raises(PermissionDenied):
            delay_plan(plan, from_position=1, months=1, reason="Panen", actor=make_user(role, village))
        with pytest.raises(PermissionDenied):
            start_plan(unit, starts_on=timezone.localdate(), facilitator=WHO, actor=make_user(role, village))
    assert writer_of(plan).can("change_work_plans", village.pk)
