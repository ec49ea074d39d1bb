"""Working groups: formed of members, for a task and a time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from institutions.models import WorkingGroup
from institutions.services import change_group, deactivate_unit, end_group, end_membership, form_group
from tests.factories.accounts import make_user
from tests.factories.institutions import MembershipFactory, WorkingGroupFactory, years_ago

TODAY = timezone.localdate
FORM = "%d-%m-%Y"


def group_of(unit, chair, **given):
    return {"name": "Pokja Rujukan", "purpose": "Mengantar keluarga", "chair": chair, **given}


def typed(member, **given):
    return {
        "name": "Pokja Rujukan",
        "purpose": "Mengantar keluarga",
        "chair": member.pk,
        "starts_on": years_ago(1).strftime(FORM),
        **given,
    }


def test_a_group_is_formed_once_and_its_chair_belongs_to_it(as_role, unit):
    chair, other = MembershipFactory.create_batch(2, care_unit=unit)
    client, address = as_role(Role.SECRETARY), reverse("units:add_group", args=[unit.pk])
    given = typed(chair, members=[other.pk], form_token=uuid4())
    assert client.post(address, given).status_code == 302
    assert client.post(address, given).status_code == 302, "a double click"
    group = unit.working_groups.get()
    assert set(group.members.all()) == {chair, other}
    page = client.get(unit.get_absolute_url()).content.decode()
    assert "Pokja Rujukan" in page
    assert "Mengantar keluarga" in page


def test_only_members_of_this_unit_in_that_time(unit, secretary, other_village):
    chair = MembershipFactory(care_unit=unit)
    gone = MembershipFactory(care_unit=unit, left_on=years_ago(1))
    foreign = MembershipFactory(care_unit__village=other_village)
    late = MembershipFactory(care_unit=unit, joined_on=TODAY())
    over = {"starts_on": years_ago(2), "ends_on": years_ago(1) - timedelta(days=1)}
    for wrong, term in ((gone, {}), (foreign, {}), (late, over)):
        with pytest.raises(DomainError, match="bukan anggota FCU pada masa itu"):
            form_group(unit, actor=secretary, **group_of(unit, wrong, **term))
        with pytest.raises(DomainError, match="bukan anggota FCU pada masa itu"):
            form_group(unit, actor=secretary, **group_of(unit, chair, members=[wrong], **term))
    assert not WorkingGroup.objects.exists()
    assert form_group(unit, actor=secretary, **group_of(unit, gone, **over)).pk, "he still was one then"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Isi nama pokja"),
        ({"chair": ""}, "Pilih ketua"),
        ({"chair": 99_999}, "Pilihan ketua itu tidak ada"),
        ({"members": ["9" * 30]}, "tidak ada"),
        ({"ends_on": "01-01-2001"}, "harus berakhir sesudah mulai"),
    ],
)
def test_what_does_not_fit_is_said(as_role, unit, given, sentence):
    chair = MembershipFactory(care_unit=unit)
    response = as_role(Role.SECRETARY).post(
        reverse("units:add_group", args=[unit.pk]), typed(chair, form_token=uuid4(), **given)
    )
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not WorkingGroup.objects.exists()


def test_one_group_of_a_name_at_a_time(unit, secretary):
    chair = MembershipFactory(care_unit=unit)
    first = form_group(unit, actor=secretary, **group_of(unit, chair, starts_on=years_ago(1)))
    with pytest.raises(DomainError, match="sudah ada pada masa itu"):
        form_group(unit, actor=secretary, **group_of(unit, chair, name="POKJA rujukan"))
    end_group(first, ends_on=TODAY(), actor=secretary)
    assert form_group(unit, actor=secretary, **group_of(unit, chair)).starts_on == TODAY()


def test_a_chair_who_left_is_shown_and_must_be_replaced(as_role, unit, secretary):
    group = WorkingGroupFactory(care_unit=unit)
    other = MembershipFactory(care_unit=unit)
    end_membership(group.chair, left_on=TODAY(), reason="Pindah", actor=secretary)
    client, address = as_role(Role.SECRETARY), reverse("units:change_group", args=[group.pk])
    assert "sudah keluar, pilih yang baru" in client.get(unit.get_absolute_url()).content.decode()
    kept = typed(group.chair, version=1, members=[other.pk])
    response = client.post(address, kept)
    assert response.status_code == 422
    assert "bukan anggota FCU pada masa itu" in response.content.decode()
    assert client.post(address, {**kept, "chair": other.pk}).status_code == 302
    group.refresh_from_db()
    assert (group.chair, list(group.members.all())) == (other, [other])


def test_whoever_saves_second_sees_both_values(as_role, unit, secretary):
    group = WorkingGroupFactory(care_unit=unit)
    change_group(group, actor=secretary, purpose="Mendata keluarga")
    given = typed(group.chair, version=1, purpose="Mengunjungi keluarga", members=[])
    response = as_role(Role.SECRETARY).post(reverse("units:change_group", args=[group.pk]), given)
    assert response.status_code == 409
    assert "Mendata keluarga" in response.content.decode()
    assert "Mengunjungi keluarga" in response.content.decode()
    group.refresh_from_db()
    assert group.purpose == "Mendata keluarga"


def test_a_group_ends_and_stays_in_the_history(as_role, unit):
    group = WorkingGroupFactory(care_unit=unit, starts_on=years_ago(1))
    client, address = as_role(Role.SECRETARY), reverse("units:end_group", args=[group.pk])
    for wrong in (years_ago(2), TODAY() + timedelta(days=1)):
        assert client.post(address, {"ends_on": wrong.strftime(FORM)}).status_code == 422
    assert client.post(address, {"ends_on": TODAY().strftime(FORM)}).status_code == 302
    answer = client.post(address, {"ends_on": TODAY().strftime(FORM)})
    assert "sudah berakhir pada" in answer.content.decode()
    context = client.get(unit.get_absolute_url()).context
    assert (context["groups"], context["past_groups"]) == ([], [group])


def test_an_inactive_unit_forms_no_group(unit, secretary):
    group = WorkingGroupFactory(care_unit=unit)
    deactivate_unit(unit, reason="Desa digabung", actor=secretary)
    for write in (
        lambda: form_group(unit, actor=secretary, **group_of(unit, group.chair)),
        lambda: change_group(group, actor=secretary, purpose="x"),
        lambda: end_group(group, ends_on=TODAY(), actor=secretary),
    ):
        with pytest.raises(DomainError, match="tidak aktif"):
            write()


def test_every_page_keeps_its_door(as_role, unit, other_village):
    group = WorkingGroupFactory(care_unit=unit)
    pages = {"add_group": unit, "change_group": group, "end_group": group}
    clients = {200: as_role(Role.COORDINATOR), 403: as_role(Role.LK3), 404: as_role(Role.SECRETARY, other_village)}
    for name, record in pages.items():
        for code, client in clients.items():
            url = reverse(f"units:{name}", args=[record.pk])
            assert client.get(url).status_code == code, name
            assert client.post(url, {"name": ""}).status_code == (422 if code == 200 else code), name
        assert clients[200].get(reverse(f"units:{name}", args=[99_999])).status_code == 404
        assert clients[200].delete(url).status_code == 405


def test_a_colleague_of_another_village_writes_nothing(unit, other_village):
    stranger = make_user(Role.SECRETARY, other_village)
    with pytest.raises(PermissionDenied):
        form_group(unit, actor=stranger, **group_of(unit, MembershipFactory(care_unit=unit)))


def test_the_page_takes_the_same_statements_for_one_group_and_for_three(as_role, unit, django_assert_max_num_queries):
    counts = []
    for _ in range(3):
        WorkingGroupFactory(care_unit=unit, members=MembershipFactory.create_batch(2, care_unit=unit))
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(17) as captured:
            client.get(unit.get_absolute_url())
        counts.append(len(captured))
    assert len(set(counts)) == 1
