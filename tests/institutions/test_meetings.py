"""Meetings that were held: recorded in one form, changed, listed."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from institutions.enums import MeetingKind
from institutions.models import Meeting
from institutions.services import change_meeting, record_meeting
from tests.factories.accounts import make_user
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    DecisionFactory,
    GuestFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    years_ago,
)
from tests.institutions.meeting import TODAY, typed, wanted


def test_sixty_people_in_one_form(as_role, unit):
    members = MembershipFactory.create_batch(50, care_unit=unit)
    guests = "\n".join(f"Tamu {n}, Dusun {n}" for n in range(10))
    client, address = as_role(Role.SECRETARY), reverse("units:add_meeting", args=[unit.pk])
    assert client.get(address).status_code == 200
    response = client.post(address, typed(members=[member.pk for member in members], guests=guests))
    meeting = Meeting.objects.get()
    assert response.url == meeting.get_absolute_url()
    assert (meeting.number, meeting.attendances.count()) == (1, 60)
    page = client.get(response.url).content.decode()
    assert "50 anggota, 10 tamu hadir" in page


def test_a_double_click_makes_one_meeting(as_role, unit):
    client, once = as_role(Role.SECRETARY), typed()
    answers = {client.post(reverse("units:add_meeting", args=[unit.pk]), once).url for _ in range(2)}
    assert len(answers) == 1
    assert Meeting.objects.count() == 1


def test_numbers_run_on_in_each_unit(unit, other_village, secretary):
    MeetingFactory(care_unit=CareUnitFactory(village=other_village), number=9)
    numbers = [record_meeting(unit, **wanted(unit, secretary)).number for _ in range(3)]
    assert numbers == [1, 2, 3]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"held_on": "01-01-2099"}, "Tanggal rapat belum tiba"),
        ({"agenda": ""}, "Isi acara."),
        ({"kind": "pesta"}, "Pilihan jenis rapat itu tidak ada"),
        ({"guests": "Ferdi, TKSK\nFERDI, LK3"}, "tercatat hadir dua kali"),
        ({"guests": "Marta Koa"}, "tercatat hadir dua kali"),
        ({"guests": ", Puskesmas"}, "Nama tamu belum ada"),
        ({"guests": "x" * 121}, "terlalu panjang"),
        ({"members": ["999999"]}, "Pilih"),
        ({"form_token": "rusak"}, "Halaman ini tidak lengkap"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(as_role, unit, fields, sentence):
    member = MembershipFactory(care_unit=unit, name="Marta Koa")
    sent = typed(**{"members": [member.pk], "minutes": "Notulen panjang", **fields})
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Notulen panjang" in page
    assert not Meeting.objects.exists()


def test_only_members_of_that_day_sign(unit, other_village, secretary):
    joined_later = MembershipFactory(care_unit=unit, joined_on=TODAY())
    gone = MembershipFactory(care_unit=unit, left_on=years_ago(1), left_reason="Pindah")
    foreign = MembershipFactory(care_unit=CareUnitFactory(village=other_village))
    for member in (joined_later, gone, foreign):
        with pytest.raises(DomainError, match="bukan anggota FCU pada"):
            record_meeting(unit, **wanted(unit, secretary, held_on=TODAY() - timedelta(days=30), members=[member]))
    assert not Meeting.objects.exists()


def test_nobody_attends_twice(unit, secretary):
    member = MembershipFactory(care_unit=unit)
    with pytest.raises(DomainError, match="dua kali"):
        record_meeting(unit, **wanted(unit, secretary, members=[member, member]))


def test_changing_the_attendance_keeps_who_stays_and_is_audited(as_role, unit):
    meeting = MeetingFactory(care_unit=unit)
    stays = AttendanceFactory(meeting=meeting)
    goes = AttendanceFactory(meeting=meeting)
    GuestFactory(meeting=meeting, guest_name="Ferdi", guest_from="TKSK")
    comes = MembershipFactory(care_unit=unit)
    sent = typed(members=[stays.membership_id, comes.pk], guests="Ferdi, TKSK", version=1)
    response = as_role(Role.SECRETARY).post(reverse("units:change_meeting", args=[meeting.pk]), sent)
    assert response.status_code == 302
    assert meeting.attendances.filter(pk=stays.pk).exists()
    assert set(meeting.attendances.values_list("membership", "guest_name")) == {
        (stays.membership_id, ""),
        (comes.pk, ""),
        (None, "Ferdi"),
    }
    changes = [entry.changes.get("attendances") for entry in LogEntry.objects.get_for_object(meeting)]
    logged = [change for change in changes if isinstance(change, dict)]
    assert {(row["operation"], *row["objects"]) for row in logged} == {
        ("delete", goes.membership.name),
        ("add", comes.name),
    }


def test_a_second_saver_sees_both_values_and_keeps_the_own(as_role, unit, secretary):
    meeting = MeetingFactory(care_unit=unit, minutes="Semula")
    member = MembershipFactory(care_unit=unit, name="Marta Koa")
    change_meeting(meeting, actor=secretary, minutes="Notulen rekan", members=[member], guests=[])
    client, address = as_role(Role.COORDINATOR), reverse("units:change_meeting", args=[meeting.pk])
    response = client.post(address, typed(minutes="Notulen saya", version=1))
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("Notulen rekan", "Notulen saya", "Marta Koa", "Orang lain baru saja mengubahnya"):
        assert words in page
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.version) == ("Notulen rekan", 2)
    assert client.post(address, typed(minutes="Notulen saya", version=2)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.minutes == "Notulen saya"


def test_the_service_refuses_an_old_version(unit, secretary):
    meeting = MeetingFactory(care_unit=unit)
    change_meeting(meeting, actor=secretary, seen=1, place="Gereja")
    with pytest.raises(StaleState):
        change_meeting(meeting, actor=secretary, seen=1, place="Masjid")


def test_the_services_refuse_other_regions(unit, other_village):
    foreign, meeting = make_user(Role.SECRETARY, other_village), MeetingFactory(care_unit=unit)
    with pytest.raises(PermissionDenied):
        record_meeting(unit, **wanted(unit, foreign))
    with pytest.raises(PermissionDenied):
        change_meeting(meeting, actor=foreign, place="x")


def test_who_has_left_since_stays_on_the_form_of_an_old_meeting(as_role, unit):
    meeting = MeetingFactory(care_unit=unit, held_on=TODAY() - timedelta(days=200))
    left = MembershipFactory(care_unit=unit, left_on=TODAY() - timedelta(days=100), left_reason="Pindah")
    AttendanceFactory(meeting=meeting, membership=left)
    form = as_role(Role.SECRETARY).get(reverse("units:change_meeting", args=[meeting.pk])).context["form"]
    assert left in form.fields["members"].queryset


def test_the_list_is_searched(as_role, unit):
    meeting = MeetingFactory(care_unit=unit, kind=MeetingKind.DECISION)
    DecisionFactory.create_batch(2, meeting=meeting, text="Membeli perahu")
    MeetingFactory(care_unit=unit)
    client, address = as_role(Role.TKSK), reverse("units:meetings", args=[unit.pk])
    for query in ("?q=perahu", "?jenis=decision"):
        assert [row.number for row in client.get(address + query).context["page"]] == [1]


@pytest.mark.parametrize("name", ["units:meeting", "units:change_meeting"])
def test_the_pages_of_a_meeting_take_few_queries(as_role, unit, village, django_assert_max_num_queries, name):
    meeting, counts = MeetingFactory(care_unit=unit), []
    for _ in range(3):
        member = MembershipFactory(
            care_unit=unit, kind="representative", institution=InstitutionFactory(region=village)
        )
        AttendanceFactory(meeting=meeting, membership=member)
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(12) as captured:
            client.get(reverse(name, args=[meeting.pk]))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_the_list_of_meetings_takes_few_queries(as_role, unit, django_assert_max_num_queries):
    counts = []
    for _ in range(3):
        GuestFactory(meeting=MeetingFactory(care_unit=unit))
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(12) as captured:
            client.get(reverse("units:meetings", args=[unit.pk]))
        counts.append(len(captured))
    assert len(set(counts)) == 1


@pytest.mark.parametrize(("button", "ticked"), [("semua", 3), ("kosong", 0)])
def test_all_or_none_by_one_button_keeps_what_was_typed(as_role, unit, button, ticked):
    members = MembershipFactory.create_batch(3, care_unit=unit)
    sent = typed(members=[members[0].pk], guests="Ferdi, TKSK", agenda="", hadir=button)
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting", args=[unit.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count(" checked") == ticked
    assert "Ferdi, TKSK" in page
    assert "Isi acara." not in page
    assert not Meeting.objects.exists()


def test_the_form_starts_from_what_is_usual(as_role, unit):
    MeetingFactory(care_unit=unit, place="Gereja Eklesia")
    OfficerFactory(membership=MembershipFactory(care_unit=unit, name="Selfina Lakapu"))
    page = as_role(Role.SECRETARY).get(reverse("units:add_meeting", args=[unit.pk])).content.decode()
    assert 'value="Gereja Eklesia"' in page
    assert 'value="Selfina Lakapu"' in page
