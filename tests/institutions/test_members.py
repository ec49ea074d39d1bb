from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.enums import FamilyStatus
from institutions.enums import MemberKind, Post, UnitState
from institutions.models import Membership, Officer
from institutions.queries import members_of_unit, officers_on
from institutions.services import add_member, change_position, elect_officer, end_membership, end_term
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    years_ago,
)

TODAY = timezone.localdate


def in_days(days):
    return TODAY() + timedelta(days=days)


def test_members_of_three_kinds_join(as_role, unit, village):
    institution = InstitutionFactory(region=village)
    family = FamilyFactory(village=village, status=FamilyStatus.PIONEER, head_name="Obaja Tefnai")
    client, address = as_role(Role.SECRETARY), reverse("units:add_member", args=[unit.pk])
    typed = {"joined_on": TODAY().strftime("%d-%m-%Y")}
    for kind in (
        {"kind": "representative", "institution": institution.pk, "name": "Marta", "position": "Ketua"},
        {"kind": "individual", "name": "Pdt. Yakob", "position": "Tokoh agama"},
        {"kind": "pioneer", "family": family.pk},
    ):
        assert client.post(address, {**typed, **kind, "form_token": uuid4()}).status_code == 302
    kept = set(unit.memberships.values_list("kind", "name", "institution", "family"))
    assert kept == {
        ("representative", "Marta", institution.pk, None),
        ("individual", "Pdt. Yakob", None, None),
        ("pioneer", "Obaja Tefnai", None, family.pk),
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "representative", "name": "Marta"}, "Pilih lembaga yang diwakili."),
        ({"kind": "pioneer"}, "Pilih keluarga pionirnya."),
        ({"kind": "individual"}, "Isi nama."),
        ({"kind": "individual", "name": "Marta", "joined_on": "01-01-2099"}, "belum tiba"),
        ({"kind": "individual", "name": "Marta", "joined_on": "31-02-2024"}, "Tanggal belum benar"),
        ({"kind": "individual", "name": "ANGGOTA LAMA"}, "sudah menjadi anggota"),
    ],
)
def test_what_does_not_fit_is_said(as_role, unit, typed, sentence):
    MembershipFactory(care_unit=unit, name="Anggota Lama")
    typed = {"joined_on": "01-02-2024", "form_token": uuid4(), **typed}
    response = as_role(Role.SECRETARY).post(reverse("units:add_member", args=[unit.pk]), typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert unit.memberships.count() == 1


def test_families_of_other_villages_and_plasma_families_cannot_be_picked(as_role, unit, village, other_village):
    plasma = FamilyFactory(village=village, status=FamilyStatus.PLASMA)
    foreign = FamilyFactory(village=other_village, status=FamilyStatus.PIONEER)
    client = as_role(Role.SECRETARY)
    for family in (plasma, foreign):
        typed = {"kind": "pioneer", "family": family.pk, "joined_on": "01-02-2024", "form_token": uuid4()}
        assert client.post(reverse("units:add_member", args=[unit.pk]), typed).status_code == 422
    assert not unit.memberships.exists()


def test_a_family_joins_once(unit, village, secretary):
    family = FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    add_member(unit, kind=MemberKind.PIONEER, name="Obaja", family=family, actor=secretary)
    with pytest.raises(DomainError, match="sudah menjadi anggota"):
        add_member(unit, kind=MemberKind.PIONEER, name="Yuliana", family=family, actor=secretary)
    assert unit.memberships.count() == 1


def test_leaving_ends_the_term_and_frees_the_post(as_role, unit):
    member = MembershipFactory(care_unit=unit)
    officer = OfficerFactory(membership=member)
    coming = OfficerFactory(membership=member, post=Post.TREASURER, starts_on=in_days(400), ends_on=in_days(500))
    typed = {"left_on": TODAY().strftime("%d-%m-%Y"), "reason": "Pindah desa"}
    assert as_role(Role.SECRETARY).post(reverse("units:leave", args=[member.pk]), typed).status_code == 302
    member.refresh_from_db()
    officer.refresh_from_db()
    assert (member.left_on, member.left_reason, officer.ends_on) == (TODAY(), "Pindah desa", TODAY())
    assert not Officer.objects.filter(pk=coming.pk).exists()
    assert member not in members_of_unit(unit)


@pytest.mark.parametrize(("days", "sentence"), [(1, "belum tiba"), (-5000, "sebelum bergabung")])
def test_leaving_has_a_possible_date(unit, secretary, days, sentence):
    member = MembershipFactory(care_unit=unit)
    with pytest.raises(DomainError, match=sentence):
        end_membership(member, left_on=in_days(days), reason="x", actor=secretary)


def test_nobody_leaves_twice(unit, secretary):
    member = MembershipFactory(care_unit=unit, left_on=TODAY(), left_reason="Pindah")
    with pytest.raises(DomainError, match="sudah keluar"):
        end_membership(member, left_on=TODAY(), reason="x", actor=secretary)


def test_an_officer_is_elected_from_the_members(as_role, unit):
    member = MembershipFactory(care_unit=unit)
    typed = {"post": "coordinator", "membership": member.pk, "starts_on": "01-01-2026", "ends_on": "31-12-2028"}
    response = as_role(Role.SECRETARY).post(reverse("units:elect", args=[unit.pk]), {**typed, "form_token": uuid4()})
    assert response.url == unit.get_absolute_url()
    assert [officer.membership for officer in officers_on(unit, TODAY())] == [member]


def test_overlapping_terms_are_refused_and_the_next_one_is_not(unit, secretary):
    sitting = OfficerFactory(membership__care_unit=unit, ends_on=in_days(100))
    other = MembershipFactory(care_unit=unit)
    term = {"membership": other, "actor": secretary, "ends_on": in_days(900)}
    with pytest.raises(DomainError, match=f"sudah dijabat {sitting.membership.name}"):
        elect_officer(unit, post=Post.COORDINATOR, starts_on=in_days(100), **term)
    elect_officer(unit, post=Post.COORDINATOR, starts_on=in_days(101), **term)
    elect_officer(unit, post=Post.SECRETARY, starts_on=in_days(0), **term)
    assert unit.officers.count() == 3


def test_the_refusal_is_shown_on_the_page(as_role, unit):
    OfficerFactory(membership__care_unit=unit)
    member = MembershipFactory(care_unit=unit)
    typed = {"post": "coordinator", "membership": member.pk, "starts_on": "01-01-2026", "ends_on": "31-12-2028"}
    response = as_role(Role.SECRETARY).post(reverse("units:elect", args=[unit.pk]), {**typed, "form_token": uuid4()})
    assert response.status_code == 422
    assert "sudah dijabat" in response.content.decode()
    assert 'value="31-12-2028"' in response.content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"left_on": years_ago(1), "left_reason": "Pindah"}, {"joined_on": TODAY()}, {"care_unit": None}],
    ids=["left", "not yet", "elsewhere"],
)
def test_only_current_members_are_elected(unit, other_village, secretary, fields):
    fields = fields if fields.get("care_unit", 1) else {"care_unit": CareUnitFactory(village=other_village)}
    member = MembershipFactory(**{"care_unit": unit, **fields})
    with pytest.raises(DomainError, match="bukan anggota FCU pada masa itu"):
        elect_officer(
            unit, membership=member, post=Post.TREASURER, starts_on=in_days(-30), ends_on=in_days(30), actor=secretary
        )


def test_a_term_ends_after_it_starts(unit, secretary):
    member = MembershipFactory(care_unit=unit)
    with pytest.raises(DomainError, match="harus berakhir sesudah mulai"):
        elect_officer(unit, membership=member, post="treasurer", starts_on=TODAY(), ends_on=TODAY(), actor=secretary)


def test_a_term_is_ended_early_for_a_successor(as_role, unit, secretary):
    officer = OfficerFactory(membership__care_unit=unit)
    typed = {"ends_on": in_days(-1).strftime("%d-%m-%Y")}
    assert as_role(Role.SECRETARY).post(reverse("units:end_term", args=[officer.pk]), typed).status_code == 302
    elect_officer(
        unit,
        membership=MembershipFactory(care_unit=unit),
        post=officer.post,
        starts_on=TODAY(),
        ends_on=in_days(365),
        actor=secretary,
    )
    with pytest.raises(DomainError, match="Pilih tanggal antara"):
        end_term(officer, ends_on=in_days(5), actor=secretary)


def test_who_came_to_one_of_the_last_three_meetings_is_active(unit):
    member, early = MembershipFactory(care_unit=unit), MembershipFactory(care_unit=unit)
    meetings = [MeetingFactory(care_unit=unit, held_on=in_days(-days)) for days in (40, 30, 20, 10)]
    AttendanceFactory(meeting=meetings[0], membership=early)
    AttendanceFactory(meeting=meetings[1], membership=member)
    assert {row: row.is_active for row in members_of_unit(unit)} == {member: True, early: False}


def test_an_inactive_unit_takes_nobody(secretary, village):
    closed = CareUnitFactory(village=village, state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    with pytest.raises(DomainError, match="tidak aktif"):
        add_member(closed, kind=MemberKind.INDIVIDUAL, name="Marta", actor=secretary)


def test_the_services_refuse_other_regions(unit, other_village):
    foreign, member = make_user(Role.SECRETARY, other_village), MembershipFactory(care_unit=unit)
    officer = OfficerFactory(membership=member)
    with pytest.raises(PermissionDenied):
        add_member(unit, kind=MemberKind.INDIVIDUAL, name="Marta", actor=foreign)
    with pytest.raises(PermissionDenied):
        end_membership(member, left_on=TODAY(), reason="x", actor=foreign)
    with pytest.raises(PermissionDenied):
        end_term(officer, ends_on=TODAY(), actor=foreign)
    assert Membership.objects.get().left_on is None


def test_the_position_of_a_member_is_changed_by_the_own_unit_alone(unit, village):
    member = MembershipFactory(care_unit=unit, position="Tokoh agama")
    for role in (Role.TREASURER, Role.TKSK):
        with pytest.raises(PermissionDenied):
            change_position(member, position="Ketua adat", actor=make_user(role, village))

    change_position(member, position="Ketua adat", actor=make_user(Role.SECRETARY, village))

    member.refresh_from_db()
    assert member.position == "Ketua adat"
