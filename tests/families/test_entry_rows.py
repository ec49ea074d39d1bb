"""The page of entry as it is used: rows, what was left unfinished, the choice of the village, and changes."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import FormEntry
from accounts.services import save_draft
from families.enums import LeaveReason, Relation
from families.models import Family
from tests.factories.accounts import assign
from tests.factories.families import FamilyFactory
from tests.factories.family_forms import opened_page, posted_family, posted_member
from tests.factories.regions import make_village
from tests.families.reading import text_of

ADD = "/keluarga/tambah/"
CHILD = Relation.CHILD


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def _post(client, *people, **fields):
    return client.post(ADD, posted_family(*people, token=fields.pop("token", uuid4()), **fields))


def test_add_a_row_keeps_what_was_typed(secretary):
    response = _post(secretary, posted_member("Obaja"), token=uuid4(), tambah="1", address="Di bukit")
    page = text_of(secretary.get(response.url.split("#")[0]))
    assert 'id="anggota-1"' in page
    assert "Di bukit" in page
    assert "err-sum" not in page


def test_remove_a_row_and_those_after_it_move_up(secretary):
    people = [posted_member("Obaja"), posted_member("Salah", CHILD), posted_member("Naomi", CHILD)]
    response = _post(secretary, *people, hapus="1")
    page = text_of(secretary.get(response.url.split("#")[0]))
    assert "Salah" not in page
    assert re.search(r'name="anggota-1-name"[^>]* value="Naomi"', page)


@pytest.mark.parametrize("row", ["99", "-1", "x", "9" * 30])
def test_a_row_that_is_not_there_cannot_be_removed(secretary, row):
    response = _post(secretary, posted_member("Obaja"), hapus=row)
    assert "Obaja" in text_of(secretary.get(response.url.split("#")[0]))


def test_what_was_left_is_opened_again_and_can_be_forgotten(secretary):
    token = uuid4()
    typed = {name: [value] for name, value in posted_family(posted_member("Obaja"), token=token).items()}
    save_draft(token, actor=secretary.user, form="family", data=typed)
    page = text_of(secretary.get(ADD))
    assert "dibuka kembali" in page
    assert "Obaja" in page
    assert str(token) in page
    secretary.post(reverse("families:start_over"))
    assert "Obaja" not in text_of(secretary.get(ADD))


def test_a_saved_family_leaves_no_draft(secretary):
    _post(secretary, posted_member("Obaja"))
    assert "Obaja" not in text_of(secretary.get(ADD))
    assert FormEntry.objects.get().data == {}


def test_who_works_in_two_villages_chooses_one(secretary):
    second = make_village("53.01.05.2012")
    assign(secretary.user, Role.SECRETARY, second)
    assert "Pilih desa atau kelurahan." in text_of(_post(secretary, posted_member()))
    _post(secretary, posted_member(), village=second.code)
    assert Family.objects.get().village == second


def test_a_village_out_of_reach_is_no_choice(secretary, other_village):
    assign(secretary.user, Role.SECRETARY, make_village("53.01.05.2012"))
    assert _post(secretary, posted_member(), village=other_village.code).status_code == 422
    assert not Family.objects.exists()


@pytest.mark.parametrize("people", [1, 5, 20])
def test_the_page_stays_light(secretary, village, people, django_assert_max_num_queries):
    family = FamilyFactory(village=village, members=people)
    with django_assert_max_num_queries(12):
        assert secretary.get(reverse("families:edit", args=[family.pk])).status_code == 200
    with django_assert_max_num_queries(12):
        assert secretary.get(ADD).status_code == 200
    many = [posted_member(f"Anak {'abcdefghijklmnopqrst'[i]}", CHILD) for i in range(people)]
    with django_assert_max_num_queries(12):
        assert _post(secretary, *many).status_code == 422


def _edit(client, family, page=None, **changes):
    """Post the page of the family as it stands now, or one opened earlier, with changes."""
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(reverse("families:edit", args=[family.pk]), (page or opened_page(family)) | changes)


def test_an_edit_changes_adds_and_lets_go(secretary, village):
    family = FamilyFactory(village=village, members=2)
    newcomer = {f"anggota-2-{name}": value for name, value in posted_member("Naomi", CHILD).items()}
    response = _edit(
        secretary, family, address="Di bukit", anggota__1__left_reason=LeaveReason.MARRIED.value,
        anggota__TOTAL_FORMS="3", **newcomer,
    )  # fmt: skip
    assert response.status_code == 302
    family.refresh_from_db()
    assert (family.address, family.version) == ("Di bukit", 2)
    assert sorted(family.members.filter(left_on=None).values_list("name", flat=True)) == [family.head_name, "Naomi"]
    assert family.members.get(left_reason=LeaveReason.MARRIED).left_on == timezone.localdate()


def test_a_second_press_of_save_changes_leads_to_the_family(secretary, village):
    family = FamilyFactory(village=village, members=1)
    newcomer = {f"anggota-1-{name}": value for name, value in posted_member("Naomi", CHILD).items()}
    page = opened_page(family) | newcomer | {"anggota-TOTAL_FORMS": "2", "address": "Di bukit"}
    assert _edit(secretary, family, page).status_code == 302
    assert _edit(secretary, family, page).status_code == 302
    assert Family.objects.get().version == 2
    assert family.members.count() == 2


def test_members_of_another_family_are_out_of_reach(secretary, village):
    family, other = FamilyFactory(village=village, members=1), FamilyFactory(village=village, members=1)
    stranger = {f"anggota-1-{k}": v for k, v in posted_member("Dicuri", CHILD, id=str(other.members.get().pk)).items()}
    response = _edit(secretary, family, anggota__TOTAL_FORMS="2", **stranger)
    assert "bukan dari keluarga ini" in text_of(response)
    assert other.members.get().name == other.head_name
    assert family.members.count() == 1
