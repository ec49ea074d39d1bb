"""What meetings decide: written down, coming back on the next agenda, late, done."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from institutions.models import Decision, Meeting
from institutions.services import (
    add_decision,
    change_decision,
    change_meeting,
    finish_decision,
    plan_meeting,
    record_meeting,
    reopen_decision,
)
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory, DecisionFactory, MeetingFactory

TODAY = timezone.localdate
FACTS = {"kind": "routine", "place": "Balai desa", "leader": "Selfina Lakapu", "agenda": "Keluarga sasaran"}


def days_ago(days):
    return TODAY() - timedelta(days=days)


def day(value):
    return value.strftime("%d-%m-%Y")


def typed(rows=(), **fields):
    """A whole meeting form with these decision rows."""
    sent = {**FACTS, "held_on": day(TODAY()), "form_token": uuid4(), "putusan-INITIAL_FORMS": "0", **fields}
    sent["putusan-TOTAL_FORMS"] = str(len(rows))
    for number, row in enumerate(rows):
        sent |= {f"putusan-{number}-{name}": value for name, value in row.items()}
    return sent


def test_decisions_are_entered_with_the_meeting(as_role, unit):
    rows = [{"text": "Membeli perahu", "owner": "Marta Koa", "due_on": day(TODAY())}, {}, {"text": "Mengecat balai"}]
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), typed(rows))
    assert response.status_code == 302
    assert list(Decision.objects.values_list("position", "text", "owner", "due_on")) == [
        (1, "Membeli perahu", "Marta Koa", TODAY()),
        (2, "Mengecat balai", "", None),
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"owner": "Marta Koa"}, "Isi keputusan."),
        ({"text": "x", "due_on": "31-02-2026"}, "Tanggal belum benar"),
        ({"text": "x", "due_on": "01-01-2020"}, "Batas waktu tidak boleh sebelum tanggal rapat"),
        ({"text": "x" * 501}, "Paling banyak 500 huruf"),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_typed_is_lost(as_role, unit, row, sentence):
    sent = typed([row, {"text": "Keputusan lain"}], minutes="Notulen panjang")
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Notulen panjang" in page
    assert "Keputusan lain" in page
    assert not Meeting.objects.exists()


def test_a_page_without_its_rows_says_so(as_role, unit):
    sent = typed()
    del sent["putusan-TOTAL_FORMS"]
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), sent)
    assert response.status_code == 422
    assert "Halaman ini tidak lengkap" in response.content.decode()


def test_more_rows_are_given_and_what_was_typed_stays(as_role, unit):
    sent = typed([{"text": "Membeli perahu"}], minutes="Notulen panjang", tambah="1")
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert not Meeting.objects.exists()
    assert "Membeli perahu" in page
    assert "Notulen panjang" in page
    assert page.count("Keputusan baris") == 1 + 3
    assert "err-sum" not in page


def test_open_decisions_come_back_and_are_finished_in_the_next_meeting(as_role, unit):
    last = MeetingFactory(care_unit=unit, held_on=days_ago(30))
    late = DecisionFactory(meeting=last, text="Membeli perahu", due_on=days_ago(3))
    waiting = DecisionFactory(meeting=last, text="Mengecat balai")
    DecisionFactory(meeting=last, text="Sudah lama beres", done_on=days_ago(10))
    client, address = as_role(Role.SECRETARY), reverse("units:add_meeting", args=[unit.pk])
    page = client.get(address).content.decode()
    assert "lewat 3 hari" in page
    assert "Mengecat balai" in page
    assert "Sudah lama beres" not in page
    client.post(address, typed(**{f"lanjut-done_{late.pk}": "on", f"lanjut-outcome_{late.pk}": "Terbeli bekas"}))
    late.refresh_from_db()
    waiting.refresh_from_db()
    assert (late.done_on, late.outcome, waiting.done_on) == (TODAY(), "Terbeli bekas", None)


def test_an_outcome_without_the_tick_is_asked_about(as_role, unit):
    decision = DecisionFactory(meeting__care_unit=unit, meeting__held_on=days_ago(30))
    sent = typed(**{f"lanjut-outcome_{decision.pk}": "Hampir selesai"})
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), sent)
    assert response.status_code == 422
    assert "Centang “Sudah selesai”" in response.content.decode()
    assert "Hampir selesai" in response.content.decode()


def test_one_finished_by_somebody_else_meanwhile_is_told(as_role, unit):
    decision = DecisionFactory(meeting__care_unit=unit, meeting__held_on=days_ago(30), done_on=days_ago(1))
    sent = typed(minutes="Notulen panjang", **{f"lanjut-done_{decision.pk}": "on"})
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), sent)
    assert response.status_code == 422
    assert "sudah ditandai selesai" in response.content.decode()
    assert "Notulen panjang" in response.content.decode()
    assert Meeting.objects.count() == 1


def test_only_earlier_meetings_of_the_same_fcu_are_followed_up(unit, other_village):
    meeting = MeetingFactory(care_unit=unit, held_on=days_ago(10), number=5)
    before = DecisionFactory(meeting=MeetingFactory(care_unit=unit, held_on=days_ago(20), number=3))
    same_day = DecisionFactory(meeting=MeetingFactory(care_unit=unit, held_on=days_ago(10), number=4))
    done_there = DecisionFactory(meeting=before.meeting, done_on=days_ago(10))
    DecisionFactory(meeting=before.meeting, done_on=days_ago(11))
    DecisionFactory(meeting=MeetingFactory(care_unit=unit, held_on=days_ago(5), number=6))
    DecisionFactory(meeting=meeting)
    DecisionFactory(meeting__care_unit=CareUnitFactory(village=other_village), meeting__held_on=days_ago(20))
    assert set(Decision.objects.carried_into(meeting)) == {before, same_day, done_there}


def test_the_sheet_of_a_planned_meeting_shows_what_comes_back(as_role, unit):
    DecisionFactory(meeting__care_unit=unit, meeting__held_on=days_ago(30), text="Membeli perahu", owner="Marta")
    plan = MeetingFactory(care_unit=unit, is_planned=True, held_on=TODAY() + timedelta(days=7))
    page = as_role(Role.TKSK).get(plan.get_absolute_url()).content.decode()
    assert "Membeli perahu" in page
    assert "Selesai" not in page  # who only reads has no button


def test_deciding_needs_a_meeting_that_was_held(unit, secretary):
    held_on = TODAY() + timedelta(days=3)
    plan = plan_meeting(unit, held_on=held_on, actor=secretary, **FACTS)
    with pytest.raises(DomainError, match="belum diadakan"):
        add_decision(plan, text="Terlalu dini", actor=secretary)


def test_a_double_click_adds_one(as_role, unit):
    meeting, once = MeetingFactory(care_unit=unit), {"text": "Membeli perahu", "form_token": uuid4()}
    client = as_role(Role.SECRETARY)
    for _ in range(2):
        assert client.post(reverse("units:add_decision", args=[meeting.pk]), once).status_code == 302
    assert meeting.decisions.count() == 1


def test_changing_tells_a_second_saver(as_role, unit, secretary):
    decision = DecisionFactory(meeting__care_unit=unit, text="Membeli perahu")
    change_decision(decision, text="Membeli perahu kecil", actor=secretary)
    sent = {"text": "Membeli jala", "version": 1}
    response = as_role(Role.SECRETARY).post(reverse("units:change_decision", args=[decision.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Membeli perahu kecil" in page
    assert "Membeli jala" in page


def test_finishing_on_its_page_and_twice(as_role, unit):
    decision = DecisionFactory(meeting__care_unit=unit, meeting__held_on=days_ago(9))
    client, address = as_role(Role.COORDINATOR), reverse("units:finish_decision", args=[decision.pk])
    sent = {"done_on": day(days_ago(1)), "outcome": "Terbeli", "version": 1}
    assert client.post(address, sent).status_code == 302
    decision.refresh_from_db()
    assert (decision.done_on, decision.outcome, decision.badge[2]) == (days_ago(1), "Terbeli", "Selesai")
    assert client.post(address, sent).status_code == 409


@pytest.mark.parametrize(("done", "sentence"), [(-1, "belum tiba"), (10, "Tanggal selesai tidak boleh sebelum")])
def test_a_day_that_cannot_be_is_refused(unit, secretary, done, sentence):
    decision = DecisionFactory(meeting__care_unit=unit, meeting__held_on=days_ago(9))
    with pytest.raises(DomainError, match=sentence):
        finish_decision(decision, done_on=days_ago(done), actor=secretary)


def test_what_was_not_done_after_all_is_open_again(as_role, unit):
    decision = DecisionFactory(meeting__care_unit=unit, done_on=TODAY(), outcome="Terbeli")
    assert as_role(Role.SECRETARY).post(reverse("units:reopen_decision", args=[decision.pk])).status_code == 302
    decision.refresh_from_db()
    assert (decision.done_on, decision.outcome) == (None, "Terbeli")


def test_the_list_has_open_ones_late_first(as_role, unit):
    meeting = MeetingFactory(care_unit=unit, held_on=days_ago(30))
    undated, later, late = (
        DecisionFactory(meeting=meeting, due_on=due) for due in (None, TODAY() + timedelta(days=5), days_ago(5))
    )
    DecisionFactory(meeting=meeting, done_on=TODAY())
    response = as_role(Role.TKSK).get(reverse("units:decisions", args=[unit.pk]))
    assert list(response.context["page"]) == [late, later, undated]
    assert (response.context["late"], "lewat 5 hari" in response.content.decode()) == (1, True)


def test_the_list_takes_few_queries(as_role, unit, django_assert_max_num_queries):
    meeting, counts = MeetingFactory(care_unit=unit), []
    for _ in range(3):
        DecisionFactory(meeting=meeting)
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(12) as captured:
            client.get(reverse("units:decisions", args=[unit.pk]))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_a_late_one_is_a_task_of_the_home(as_role, unit, other_village):
    DecisionFactory.create_batch(2, meeting__care_unit=unit, meeting__held_on=days_ago(30), due_on=days_ago(4))
    DecisionFactory(meeting__care_unit=unit, due_on=TODAY())
    DecisionFactory(meeting__care_unit=CareUnitFactory(village=other_village), due_on=days_ago(4))
    for role in (Role.SECRETARY, Role.COORDINATOR):
        page = as_role(role).get("/").content.decode()
        assert "2 keputusan rapat lewat batas" in page
        assert "terlambat 4 hari" in page
    assert "keputusan rapat" not in as_role(Role.TKSK).get("/").content.decode()


def test_who_only_reads_writes_nothing(unit, village):
    reader, meeting = make_user(Role.TKSK, village), MeetingFactory(care_unit=unit)
    decision = DecisionFactory(meeting=meeting)
    for write in (
        lambda: add_decision(meeting, text="x", actor=reader),
        lambda: change_decision(decision, text="x", actor=reader),
        lambda: finish_decision(decision, done_on=TODAY(), actor=reader),
        lambda: reopen_decision(decision, actor=reader),
        lambda: plan_meeting(unit, held_on=TODAY(), actor=reader, **FACTS),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_the_result_of_a_plan_brings_decisions_along(unit, secretary):
    before = DecisionFactory(meeting__care_unit=unit, meeting__held_on=days_ago(30))
    plan = plan_meeting(unit, held_on=TODAY(), actor=secretary, **FACTS)
    change_meeting(
        plan, actor=secretary, seen=1, decisions=[{"text": "Membeli perahu"}], finished=[(before, "Beres")], members=[]
    )
    before.refresh_from_db()
    assert (before.outcome, plan.decisions.get().text) == ("Beres", "Membeli perahu")
    with pytest.raises(StaleState):
        change_meeting(plan, actor=secretary, seen=1, decisions=[{"text": "Membeli perahu"}])
    assert plan.decisions.count() == 1


def test_a_refused_follow_up_leaves_no_meeting_behind(unit, secretary):
    later = DecisionFactory(meeting__care_unit=unit, meeting__held_on=TODAY())
    with pytest.raises(DomainError, match="baru diputuskan"):
        record_meeting(unit, held_on=days_ago(5), actor=secretary, finished=[(later, "")], **FACTS)
    assert Meeting.objects.count() == 1


def test_lines_of_the_old_text_become_rows():
    lines_of = import_module("institutions.migrations.0006_meetings").lines_of
    assert list(lines_of("  Membeli perahu \n\n\nMengecat balai")) == ["Membeli perahu", "Mengecat balai"]
    assert [len(line) for line in lines_of("x" * 1100)] == [500, 500, 100]
    assert apps.get_model("institutions", "Decision")._meta.get_field("text").max_length == 500
