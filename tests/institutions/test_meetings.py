from datetime import timedelta
from uuid import uuid4

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period
from institutions.enums import MeetingKind
from institutions.figures import unit_figures
from institutions.models import CareUnit, Meeting
from institutions.queries import members_of_unit, unit_rows
from institutions.services import call_off_meeting, change_meeting, change_plan, plan_meeting, record_meeting
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

TODAY = timezone.localdate
ROWS = {"putusan-TOTAL_FORMS": "0", "putusan-INITIAL_FORMS": "0"}
TYPED = {"kind": "routine", "place": "Balai desa", "leader": "Selfina Lakapu", "agenda": "Keluarga sasaran"}


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


def typed(**fields):
    return {**TYPED, **ROWS, "held_on": TODAY().strftime("%d-%m-%Y"), "form_token": uuid4(), **fields}


def wanted(unit, actor, **fields):
    return {**TYPED, "held_on": TODAY(), "actor": actor, **fields}


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


def test_a_plan_whose_day_is_over_is_a_task(as_role, unit):
    plan = MeetingFactory(care_unit=unit, is_planned=True, held_on=TODAY() - timedelta(days=2))
    MeetingFactory(care_unit=unit, is_planned=True)
    page = as_role(Role.SECRETARY).get("/").content.decode()
    assert page.count("Catat hasil") == 1
    assert reverse("units:change_meeting", args=[plan.pk]) in page
