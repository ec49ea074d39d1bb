"""The steps of a stage, its papers, and the checklist of those to involve."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.exceptions import DomainError, StaleState
from tests.factories.documents import make_photo
from tests.factories.workplans import WorkPlanFactory, months_ago, stage_meeting
from tests.workplans.doing import begin, days_ago, ready, stage_at, writer_of
from workplans.models import PlanStage, PlanStep, StagePaper
from workplans.queries.stages import recorded_day
from workplans.services.papers import MOST_PAPERS, add_paper, remove_paper
from workplans.services.parties import involve_party, leave_party
from workplans.services.reports import report_stage
from workplans.services.stages import open_stage, set_stage_meeting
from workplans.services.steps import add_step, change_step, finish_step, remove_step, reopen_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return WorkPlanFactory(starts_on=months_ago(2))


@pytest.fixture
def writer(plan):
    return writer_of(plan)


@pytest.fixture
def stage(plan, writer):
    open_stage(stage_at(plan, 1), opened_on=days_ago(20), actor=writer)
    return stage_at(plan, 1)


def step_of(stage, kind="work"):
    return stage.steps.filter(kind=kind).first()


def test_a_step_is_done_with_its_day_and_who(stage, writer):
    finish_step(step_of(stage), done_on=days_ago(2), done_by="Melki Tefa", note="Peta jadi", actor=writer, seen=1)
    step = step_of(stage)
    assert (step.done_on, step.done_by, step.note, step.version) == (days_ago(2), "Melki Tefa", "Peta jadi", 2)


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "belum tiba"), (21, "sebelum tahap ini dimulai"), (400, "sebelum rencana dimulai")]
)
def test_a_step_is_done_neither_ahead_of_time_nor_before_its_stage(stage, writer, days, words):
    with pytest.raises(DomainError, match=words):
        finish_step(step_of(stage), done_on=days_ago(days), actor=writer)
    assert step_of(stage).done_on is None


def test_a_step_waits_for_its_stage(plan, writer):
    with pytest.raises(DomainError, match="belum dimulai"):
        finish_step(step_of(stage_at(plan, 1)), done_on=timezone.localdate(), actor=writer)


def test_the_report_is_no_step_to_tick(stage, writer):
    with pytest.raises(DomainError, match="dengan sendirinya"):
        finish_step(step_of(stage, "report"), done_on=timezone.localdate(), actor=writer)


def test_what_is_recorded_of_the_stage_gives_the_day(stage, writer):
    """A meeting may have taken place before the stage was opened here."""
    assert recorded_day(step_of(stage, "meeting"), stage) is None
    set_stage_meeting(stage, stage_meeting(stage.plan, held_on=days_ago(25)), actor=writer)
    held = stage_at(stage.plan, 1)
    assert [recorded_day(step_of(held, kind), held) for kind in ("meeting", "minutes", "work")] == [
        days_ago(25), days_ago(25), None,
    ]  # fmt: skip
    finish_step(step_of(held, "meeting"), done_on=days_ago(25), actor=writer)
    with pytest.raises(DomainError, match="sebelum tahap ini dimulai"):
        finish_step(step_of(held), done_on=days_ago(25), actor=writer)


def test_a_tick_is_taken_away_and_its_note_stays(stage, writer):
    finish_step(step_of(stage), done_on=days_ago(2), note="Peta jadi", actor=writer)
    with pytest.raises(StaleState, match="sudah ditandai selesai"):
        finish_step(step_of(stage), done_on=days_ago(1), actor=writer)
    reopen_step(step_of(stage), actor=writer)
    assert (step_of(stage).done_on, step_of(stage).note) == (None, "Peta jadi")
    with pytest.raises(StaleState):
        reopen_step(step_of(stage), actor=writer)


def test_an_fcu_adds_a_step_of_its_own(stage, writer):
    step = add_step(stage, text="Mengunjungi gereja", planned_on=timezone.localdate(), actor=writer)
    assert (step.position, step.is_added, step.stage) == (6, True, stage)
    change_step(step, planned_on=timezone.localdate() + timedelta(days=3), text="Mengunjungi jemaat", actor=writer)
    step.refresh_from_db()
    assert (step.text, step.planned_on) == ("Mengunjungi jemaat", timezone.localdate() + timedelta(days=3))
    remove_step(step, actor=writer)
    assert not PlanStep.objects.filter(pk=step.pk).exists()


def test_of_a_step_from_the_template_only_the_day_changes(stage, writer):
    step = step_of(stage)
    change_step(step, planned_on=timezone.localdate(), text="Lain", actor=writer)
    kept = step_of(stage)
    assert (kept.text, kept.planned_on) == (step.text, timezone.localdate())
    with pytest.raises(DomainError, match="Hanya langkah tambahan sendiri"):
        remove_step(kept, actor=writer)


def test_a_step_is_planned_inside_its_plan(stage, writer):
    last = stage_at(stage.plan, 7).report_due_on
    for day, words in [
        (stage.plan.starts_on - timedelta(days=1), "sebelum rencana dimulai"),
        (last + timedelta(days=1), "Tunda dahulu rencananya"),
    ]:
        with pytest.raises(DomainError, match=words):
            add_step(stage, text="Lain", planned_on=day, actor=writer)
        with pytest.raises(DomainError, match=words):
            change_step(step_of(stage), planned_on=day, actor=writer)
    assert stage.steps.count() == 5


def test_what_is_done_or_proven_stays(stage, writer):
    step = add_step(stage, text="Mengunjungi gereja", planned_on=timezone.localdate(), actor=writer)
    add_paper(stage, make_photo(), step=step, actor=writer)
    with pytest.raises(DomainError, match="sudah punya bukti"):
        remove_step(step, actor=writer)
    finish_step(step, done_on=timezone.localdate(), actor=writer)
    for act in (
        lambda: remove_step(step, actor=writer),
        lambda: change_step(step, planned_on=days_ago(1), actor=writer),
    ):
        with pytest.raises(DomainError, match="sudah ditandai selesai"):
            act()


def test_evidence_is_kept_with_its_step_or_its_stage(stage, writer):
    step = step_of(stage)
    paper = add_paper(stage, make_photo(), step=step, caption="Peta lingkungan", actor=writer)
    add_paper(stage, make_photo(), actor=writer)
    assert (paper.step, paper.file.content_type) == (step, "image/jpeg")
    remove_paper(paper, actor=writer)
    remove_paper(paper, actor=writer)
    assert [kept.removed_on for kept in StagePaper.objects.all()] == [timezone.localdate(), None]
    with pytest.raises(DomainError, match="dari tahap lain"):
        add_paper(stage, make_photo(), step=step_of(stage_at(stage.plan, 2)), actor=writer)


def test_a_stage_holds_so_many_papers(stage, writer, monkeypatch):
    monkeypatch.setattr("workplans.services.papers.MOST_PAPERS", 1)
    add_paper(stage, make_photo(), actor=writer)
    with pytest.raises(DomainError, match="Paling banyak 1 berkas"):
        add_paper(stage, make_photo(), actor=writer)
    assert MOST_PAPERS == 20


def test_after_the_report_nothing_of_the_steps_changes(plan, writer):
    paper = add_paper(begin(plan, 1, writer), make_photo(), actor=writer)
    PlanStage.objects.filter(plan=plan, position=1).update(result="Baik")
    stage = stage_at(plan, 1)
    report_stage(stage, note="Belum semua", actor=writer)
    step = stage.steps.filter(kind="work").first()
    for act in (
        lambda: finish_step(step, done_on=timezone.localdate(), actor=writer),
        lambda: add_step(stage, text="Lain", planned_on=timezone.localdate(), actor=writer),
        lambda: add_paper(stage, make_photo(), actor=writer),
        lambda: remove_paper(paper, actor=writer),
    ):
        with pytest.raises(DomainError, match="ada pada TKSK"):
            act()


def test_a_party_is_ticked_once_and_the_tick_put_right(plan, writer):
    party = plan.template.parties.first()
    involve_party(plan, party, done_on=days_ago(3), note="Di balai", actor=writer)
    involve_party(plan, party, done_on=days_ago(2), note="Di gereja", actor=writer)
    row = plan.involved.get()
    assert (row.done_on, row.note) == (days_ago(2), "Di gereja")
    for day, words in [(-1, "belum tiba"), (400, "sebelum rencana dimulai")]:
        with pytest.raises(DomainError, match=words):
            involve_party(plan, party, done_on=days_ago(day), actor=writer)
    leave_party(plan, party, actor=writer)
    leave_party(plan, party, actor=writer)
    assert not plan.involved.exists()


def test_a_party_of_another_template_is_none_of_this_plan(plan, writer):
    other = plan.template.__class__.objects.create(version="53.01-9")
    party = other.parties.create(group="target", position=1, text="Lain")
    with pytest.raises(DomainError, match="tidak ada dalam daftar"):
        involve_party(plan, party, done_on=days_ago(1), actor=writer)


def test_a_ready_stage_lacks_only_its_report(plan, writer):
    assert [step.kind for step in ready(plan, 1, writer).steps.filter(done_on=None)] == ["report"]
