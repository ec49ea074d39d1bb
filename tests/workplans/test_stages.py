"""A stage: opened by telling back the minutes, worked on, reported, answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from documents.enums import DocumentKind
from documents.models import Document
from documents.services.rendering import pdf_of
from institutions.models import Attendance, Meeting
from institutions.services import call_off_meeting
from notices.models import Notice
from tests.factories.regions import make_village
from tests.factories.workplans import WorkPlanFactory, months_ago, stage_meeting
from tests.workplans.doing import begin, days_ago, ready, receiver_of, report_up_to, stage_at, writer_of
from workplans.models import PlanStage, PlanStep
from workplans.services.plans import advance_plan
from workplans.services.reports import report_stage
from workplans.services.stages import (
    answer_report,
    change_opening,
    open_stage,
    set_stage_meeting,
    withdraw_report,
    write_stage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return WorkPlanFactory(starts_on=months_ago(2))


@pytest.fixture
def writer(plan):
    return writer_of(plan)


def today():
    return timezone.localdate()


def test_the_first_stage_is_opened_with_a_day(plan, writer):
    event = open_stage(stage_at(plan, 1), opened_on=today(), actor=writer, seen=1)

    stage = stage_at(plan, 1)
    assert (stage.state, stage.opened_on, stage.told_on) == ("under_way", today(), None)
    assert (event.step, event.actor) == ("open", writer)


def test_a_stage_opens_neither_before_the_plan_nor_ahead_of_time(plan, writer):
    for day, words in [
        (plan.starts_on - timedelta(days=1), f"sebelum rencana dimulai, {date_long(plan.starts_on)}"),
        (today() + timedelta(days=1), "belum tiba"),
    ]:
        with pytest.raises(DomainError, match=words):
            open_stage(stage_at(plan, 1), opened_on=day, actor=writer)
    stage = stage_at(plan, 1)
    assert (stage.state, stage.opened_on, stage.events.count()) == ("waiting", None, 0)


def test_stages_open_one_after_the_other(plan, writer):
    begin(plan, 1, writer)
    with pytest.raises(DomainError, match="Mulai dahulu tahap sebelumnya, Tahap 2"):
        open_stage(stage_at(plan, 3), opened_on=today(), told_on=today(), actor=writer)


def test_the_second_stage_opens_by_telling_back_the_minutes_of_the_first(plan, writer):
    begin(plan, 1, writer, meeting=False)
    with pytest.raises(DomainError, match="belum punya pertemuan dengan notulen"):
        open_stage(stage_at(plan, 2), opened_on=today(), told_on=today(), actor=writer)
    meeting = stage_meeting(plan, minutes=" ", held_on=days_ago(3) if today().day > 3 else today())
    set_stage_meeting(stage_at(plan, 1), meeting, actor=writer)
    with pytest.raises(DomainError, match="belum punya pertemuan dengan notulen"):
        open_stage(stage_at(plan, 2), opened_on=today(), told_on=today(), actor=writer)
    Meeting.objects.update(minutes="Warga sepakat.")
    for told_on, words in [
        (None, "Isi tanggal notulen tahap 1"),
        (today() + timedelta(days=1), "belum tiba"),
        (meeting.held_on - timedelta(days=1), "tidak bisa disampaikan sebelum itu"),
    ]:
        with pytest.raises(DomainError, match=words):
            open_stage(stage_at(plan, 2), opened_on=today(), told_on=told_on, actor=writer)
    assert stage_at(plan, 2).state == "waiting"

    open_stage(stage_at(plan, 2), opened_on=today(), told_on=today(), actor=writer)

    stage = stage_at(plan, 2)
    assert (stage.told_minutes, stage.told_on, stage.state) == (meeting, today(), "under_way")


def test_a_stage_does_not_open_before_the_one_before_it(plan, writer):
    begin(plan, 1, writer)
    with pytest.raises(DomainError, match="tidak bisa lebih dulu"):
        open_stage(stage_at(plan, 2), opened_on=plan.starts_on, told_on=today(), actor=writer)


def test_the_days_of_an_opening_can_be_put_right(plan, writer):
    begin(plan, 1, writer)
    change_opening(stage_at(plan, 1), opened_on=plan.starts_on, actor=writer)
    assert stage_at(plan, 1).opened_on == plan.starts_on
    with pytest.raises(DomainError, match="sebelum rencana dimulai"):
        change_opening(stage_at(plan, 1), opened_on=plan.starts_on - timedelta(days=1), actor=writer)


def test_the_meeting_is_one_of_the_same_fcu_since_the_plan_began(plan, writer):
    early = stage_meeting(plan, held_on=plan.starts_on - timedelta(days=1))
    with pytest.raises(DomainError, match="sebelum rencana dimulai"):
        set_stage_meeting(stage_at(plan, 1), early, actor=writer)
    with pytest.raises(DomainError, match="bukan rapat FCU ini"):
        set_stage_meeting(
            stage_at(plan, 1),
            stage_meeting(WorkPlanFactory(care_unit__village=make_village("53.01.05.2010"))),
            actor=writer,
        )
    ahead = stage_meeting(plan, is_planned=True, minutes="", held_on=today() + timedelta(days=9))
    set_stage_meeting(stage_at(plan, 1), ahead, actor=writer)
    assert stage_at(plan, 1).meeting == ahead
    with pytest.raises(DomainError, match="sudah dipakai untuk tahap 1"):
        set_stage_meeting(stage_at(plan, 2), ahead, actor=writer)


def test_a_meeting_that_a_stage_has_is_not_called_off(plan, writer):
    ahead = stage_meeting(plan, attended=0, is_planned=True, minutes="", held_on=today() + timedelta(days=9))
    set_stage_meeting(stage_at(plan, 1), ahead, actor=writer)
    with pytest.raises(DomainError, match="Lepaskan dahulu di sana"):
        call_off_meeting(ahead, actor=writer)
    set_stage_meeting(stage_at(plan, 1), None, actor=writer)
    call_off_meeting(ahead, actor=writer)
    assert not Meeting.objects.exists()


def test_the_chain_goes_with_a_meeting_that_is_exchanged(plan, writer):
    begin(plan, 1, writer)
    begin(plan, 2, writer)
    other = stage_meeting(plan)
    for wrong in (None, stage_meeting(plan, minutes="")):
        with pytest.raises(DomainError, match="sudah disampaikan kembali dalam tahap 2"):
            set_stage_meeting(stage_at(plan, 1), wrong, actor=writer)

    set_stage_meeting(stage_at(plan, 1), other, actor=writer)

    assert stage_at(plan, 2).told_minutes == other


def test_what_is_written_is_kept_for_who_saved_first(plan, writer):
    begin(plan, 1, writer)
    seen = stage_at(plan, 1).version
    write_stage(stage_at(plan, 1), result="Baik", obstacle="Hujan", next_work="Peta", actor=writer, seen=seen)
    with pytest.raises(StaleState):
        write_stage(stage_at(plan, 1), result="Lain", actor=writer, seen=seen)
    assert (stage_at(plan, 1).result, stage_at(plan, 1).obstacle) == ("Baik", "Hujan")


def test_a_report_goes_to_the_tksk_with_its_paper(plan, writer):
    tksk = receiver_of(plan)

    event = report_stage(ready(plan, 1, writer), actor=writer)

    stage = stage_at(plan, 1)
    assert (stage.state, stage.reported_on, event.step) == ("reported", today(), "report")
    assert stage.document.kind == DocumentKind.STAGE_REPORT
    assert stage.steps.get(kind="report").done_on == today()
    assert "Periksa, lalu terima atau kembalikan" in Notice.objects.get(user=tksk).text
    assert pdf_of(stage.document).startswith(b"%PDF-")


def lacking_nothing_but(plan, writer, change):
    stage = ready(plan, 2, writer)
    change(stage)
    return stage_at(plan, 2)


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("pertemuan yang sudah", lambda stage: PlanStage.objects.filter(pk=stage.pk).update(meeting=None)),
        ("pertemuan yang sudah", lambda stage: Meeting.objects.filter(pk=stage.meeting_id).update(is_planned=True)),
        ("notulen pertemuan", lambda stage: Meeting.objects.filter(pk=stage.meeting_id).update(minutes=" ")),
        ("daftar hadir", lambda stage: Attendance.objects.filter(meeting=stage.meeting_id).delete()),
        (
            "lebih dulu dari pertemuannya",
            lambda stage: Meeting.objects.filter(pk=stage.told_minutes_id).update(
                held_on=stage.told_on + timedelta(days=1)
            ),
        ),
        ("uraian hasil", lambda stage: PlanStage.objects.filter(pk=stage.pk).update(result=" ")),
        (
            "penyampaian kembali notulen",
            lambda stage: PlanStage.objects.filter(pk=stage.pk).update(told_on=None, told_minutes=None),
        ),
        ("masih ada 1 langkah", lambda stage: stage.steps.filter(position=1).update(done_on=None)),
    ],
)  # fmt: skip
def test_a_report_names_what_is_missing_and_is_not_sent(plan, writer, words, change):
    report_up_to(plan, 1, writer)
    stage = lacking_nothing_but(plan, writer, change)

    with pytest.raises(DomainError, match=f"(?i){words}"):
        report_stage(stage, actor=writer)

    assert (stage_at(plan, 2).state, stage_at(plan, 2).document) == ("under_way", None)
    assert not Document.objects.filter(subject_id=stage.pk, subject_type="workplans.planstage").exists()


def test_undone_steps_are_explained(plan, writer):
    stage = ready(plan, 1, writer)
    stage.steps.filter(position=1).update(done_on=None)

    report_stage(stage, note="Tim dinas sosial belum dapat hadir.", actor=writer)

    assert stage_at(plan, 1).document.content["explained"] == "Tim dinas sosial belum dapat hadir."


def test_reports_are_sent_in_order(plan, writer):
    ready(plan, 1, writer)
    ready(plan, 2, writer)
    with pytest.raises(DomainError, match="Laporkan dahulu tahap 1, Pendekatan awal"):
        report_stage(stage_at(plan, 2), actor=writer)
    assert stage_at(plan, 2).state == "under_way"


def test_the_tksk_returns_a_report_and_the_next_is_its_revision(plan, writer):
    tksk = receiver_of(plan)
    report_stage(ready(plan, 1, writer), actor=writer)
    first = stage_at(plan, 1).document

    answer_report(stage_at(plan, 1), "return", note="Sebutkan siapa yang hadir.", actor=tksk)

    assert stage_at(plan, 1).state == "returned"
    assert "Sebutkan siapa yang hadir." in Notice.objects.filter(user=writer).latest("pk").text
    write_stage(stage_at(plan, 1), result="Hadir 23 orang.", actor=writer)
    report_stage(stage_at(plan, 1), actor=writer)
    second = stage_at(plan, 1).document
    assert (second.revision, second.replaces, second.number) == (2, first, first.number)
    answer_report(stage_at(plan, 1), "accept", actor=tksk)
    assert stage_at(plan, 1).state == "accepted"


def test_who_wrote_a_report_takes_it_back_before_the_answer(plan, writer):
    report_stage(ready(plan, 1, writer), actor=writer)
    with pytest.raises(DomainError, match="Isi alasan"):
        withdraw_report(stage_at(plan, 1), note=" ", actor=writer)
    withdraw_report(stage_at(plan, 1), note="Salah foto", actor=writer)
    assert stage_at(plan, 1).state == "under_way"


def test_only_the_latest_report_is_taken_back(plan, writer):
    report_up_to(plan, 2, writer)
    with pytest.raises(DomainError, match="Laporan tahap 2 sudah dikirim"):
        withdraw_report(stage_at(plan, 1), note="Salah foto", actor=writer)
    advance_plan(plan, "stop", note="Banjir", actor=writer)
    with pytest.raises(DomainError, match="sedang dihentikan"):
        withdraw_report(stage_at(plan, 2), note="Salah foto", actor=writer)


@pytest.mark.parametrize("state", ["reported", "accepted"])
def test_what_was_reported_is_only_read(plan, writer, state):
    report_stage(ready(plan, 1, writer), actor=writer)
    PlanStage.objects.filter(plan=plan, position=1).update(state=state)
    stage = stage_at(plan, 1)
    for act in (
        lambda: write_stage(stage, result="Lain", actor=writer),
        lambda: set_stage_meeting(stage, None, actor=writer),
        lambda: change_opening(stage, opened_on=plan.starts_on, actor=writer),
    ):
        with pytest.raises(DomainError, match="TKSK"):
            act()
    with pytest.raises(StaleState):
        report_stage(stage, actor=writer)
    assert PlanStep.objects.filter(stage=stage, kind="report").get().done_on == today()
