"""Meetings to come: planned, moved, called off, and held in the end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from core.periods import Period
from institutions.enums import MeetingKind
from institutions.figures import unit_figures
from institutions.models import CareUnit, Meeting
from institutions.queries import members_of_unit, unit_rows
from institutions.services import call_off_meeting, change_meeting, change_plan, plan_meeting, record_meeting
from tests.factories.institutions import AttendanceFactory, MeetingFactory, MembershipFactory
from tests.institutions.meeting import TODAY, typed, wanted


def test_a_plan_becomes_the_meeting_that_was_held(as_role, unit, secretary):
    member, client = MembershipFactory(care_unit=unit), as_role(Role.SECRETARY)
    planned = typed(held_on=TODAY().strftime("%d-%m-%Y"), starts_at="16.00", is_public="on")
    address = client.post(reverse("units:plan_meeting", args=[unit.pk]), planned).url
    plan = Meeting.objects.get()
    assert (plan.is_planned, plan.is_public, plan.starts_at.hour, plan.number) == (True, True, 16, 1)
    assert "Direncanakan" in client.get(address).content.decode()
    sent = typed(members=[member.pk], minutes="Dibuka ketua", version=1, starts_at="1630")
    assert client.post(reverse("units:change_meeting", args=[plan.pk]), sent).url == address
    held = Meeting.objects.get()
    assert (held.pk, held.is_planned, held.is_public, held.minutes) == (plan.pk, False, True, "Dibuka ketua")
    assert held.attendances.count() == 1
    assert (held.starts_at.hour, held.starts_at.minute) == (16, 30)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"held_on": "01-01-2020"}, "Tanggal rencana sudah lewat"),
        ({"starts_at": ""}, "Isi pukul."),
        ({"starts_at": "25.00"}, "Jam belum benar"),
        ({"agenda": ""}, "Isi acara."),
    ],
)
def test_a_plan_that_cannot_be_is_refused(as_role, unit, fields, sentence):
    sent = typed(**{"starts_at": "9", **fields})
    response = as_role(Role.SECRETARY).post(reverse("units:plan_meeting", args=[unit.pk]), sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Meeting.objects.exists()


def test_the_result_of_a_meeting_to_come_is_refused(as_role, unit, secretary):
    soon = TODAY() + timedelta(days=3)
    plan = plan_meeting(unit, **wanted(unit, secretary, held_on=soon))
    sent = typed(held_on=soon.strftime("%d-%m-%Y"), version=1, minutes="Terlalu dini")
    response = as_role(Role.SECRETARY).post(reverse("units:change_meeting", args=[plan.pk]), sent)
    assert response.status_code == 422
    assert "Tanggal rapat belum tiba" in response.content.decode()
    plan.refresh_from_db()
    assert plan.is_planned
    with pytest.raises(DomainError, match="belum tiba"):
        change_meeting(plan, actor=secretary, minutes="Terlalu dini")


def test_a_plan_is_moved_and_a_second_planner_is_told(as_role, unit, secretary):
    plan = plan_meeting(unit, **wanted(unit, secretary))
    change_plan(plan, actor=secretary, place="Gereja")
    sent = typed(starts_at="10.00", place="Sekolah", version=1)
    response = as_role(Role.COORDINATOR).post(reverse("units:change_plan", args=[plan.pk]), sent)
    assert response.status_code == 409
    assert "Gereja" in response.content.decode()
    sent["version"] = 2
    assert as_role(Role.COORDINATOR).post(reverse("units:change_plan", args=[plan.pk]), sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.place, plan.is_planned) == ("Sekolah", True)


def test_a_plan_is_called_off_once(as_role, unit, secretary):
    plan = plan_meeting(unit, **wanted(unit, secretary))
    client, address = as_role(Role.SECRETARY), reverse("units:call_off", args=[plan.pk])
    assert client.post(address, {"version": 2}).status_code == 409
    assert client.post(address, {"version": 1}).url == unit.get_absolute_url()
    assert not Meeting.objects.exists()
    assert client.post(address, {"version": 1}).status_code == 404


def test_what_was_held_is_neither_replanned_nor_called_off(unit, secretary):
    meeting = record_meeting(unit, **wanted(unit, secretary))
    with pytest.raises(DomainError, match="sudah diadakan"):
        change_plan(meeting, actor=secretary, place="Gereja")
    with pytest.raises(DomainError, match="sudah diadakan"):
        call_off_meeting(meeting, actor=secretary)
    assert Meeting.objects.count() == 1


def test_plans_count_nowhere(unit):
    member = MembershipFactory(care_unit=unit)
    AttendanceFactory(meeting=MeetingFactory(care_unit=unit, held_on=TODAY() - timedelta(days=9)), membership=member)
    for days in (1, 2, 3):
        MeetingFactory(care_unit=unit, is_planned=True, held_on=TODAY() - timedelta(days=days))
    assert members_of_unit(unit).get().is_active
    assert unit_rows(CareUnit.objects.all()).get().last_meeting == TODAY() - timedelta(days=9)
    year = Period.parse(f"{(TODAY() - timedelta(days=9)).year}")
    assert unit_figures((unit.village_id,), year).meetings == {MeetingKind.ROUTINE: 1}


def test_a_plan_whose_day_is_over_is_a_task(as_role, unit):
    plan = MeetingFactory(care_unit=unit, is_planned=True, held_on=TODAY() - timedelta(days=2))
    MeetingFactory(care_unit=unit, is_planned=True)
    page = as_role(Role.SECRETARY).get("/").content.decode()
    assert page.count("Catat hasil") == 1
    assert reverse("units:change_meeting", args=[plan.pk]) in page
