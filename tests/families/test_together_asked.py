"""Two secretaries on the page of one family: what is taken over, what is asked, and who comes and goes."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.services import save_draft
from families.enums import LeaveReason, Relation
from families.models import Family
from tests.factories.families import FamilyFactory
from tests.factories.family_forms import opened_page, posted_member
from tests.families.reading import text_of


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def _post(client, family, page, **changes):
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(reverse("families:edit", args=[family.pk]), page | changes)


def test_what_only_the_other_changed_is_taken_over_and_said(secretary, village):
    family = FamilyFactory(village=village, members=2)
    page = opened_page(family)
    _post(secretary, family, page, hamlet="Dusun IX", anggota__1__occupation="Pelajar")
    response = _post(secretary, family, page, address="Di bukit")
    family.refresh_from_db()
    assert (family.address, family.hamlet) == ("Di bukit", "Dusun IX")
    child = family.members.get(relation=Relation.CHILD)
    assert child.occupation == "Pelajar"
    told = "Ini sudah diubah orang lain dan ikut disimpan: Dusun; " + f"{child.name}: Pekerjaan."
    assert told in text_of(secretary.get(response.url))


def test_what_both_changed_is_asked_and_must_be_answered(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family)
    _post(secretary, family, page, address="Rumah baru", hamlet="Dusun IX")
    asked = _post(secretary, family, page, address="Di bukit", hamlet="Dusun X", rt="7")
    assert asked.status_code == 409
    assert "Sekarang tercatat: <b>Rumah baru</b>" in text_of(asked)
    assert "Isian Anda: <b>Di bukit</b>" in text_of(asked)
    assert " checked" not in text_of(asked).split("perbandingan")[1].split("b2")[0]
    shown = _controls(asked)
    half = shown | {"pilih-address": "tercatat"}
    again = _post(secretary, family, half)
    assert again.status_code == 409
    assert "Belum tersimpan." in text_of(again)
    assert "Rumah baru</b>" not in text_of(again)
    mine = re.search(r'name="pilih-hamlet" value="(isian-.*?)"', text_of(again))[1]
    assert _post(secretary, family, _controls(again) | {"pilih-hamlet": mine}).status_code == 302
    family.refresh_from_db()
    assert (family.address, family.hamlet, family.rt) == ("Rumah baru", "Dusun X", "007")


def _controls(response):
    """What a browser would post from the page again: inputs and selects that hold something."""
    html = response.content.decode().split('id="mulai-baru"')[0]
    data = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        at = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if at.get("type") not in {"radio", "checkbox"} or " checked" in tag:
            data[at["name"]] = at.get("value", "")
    for name, body in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', html, re.DOTALL):
        data[name] = re.search(r'value="([^"]*)" selected', body)[1]
    return data


def test_an_answer_is_good_only_for_the_value_that_was_shown(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family)
    _post(secretary, family, page, address="Rumah baru")
    asked = _controls(first := _post(secretary, family, page, address="Di bukit"))
    mine = re.search(r'name="pilih-address" value="(isian-.*?)"', text_of(first))[1]
    _post(secretary, family, opened_page(family), address="Rumah ketiga")
    again = _post(secretary, family, asked | {"pilih-address": mine})
    assert again.status_code == 409
    assert "Rumah ketiga" in text_of(again)


def test_a_question_left_open_is_asked_again_after_the_draft_is_opened_again(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family)
    _post(secretary, family, page, address="Rumah baru")
    asked = _controls(_post(secretary, family, page, address="Di bukit"))
    _post(secretary, family, asked, konsep="1")
    reopened = _controls(secretary.get(reverse("families:edit", args=[family.pk])))
    assert reopened["address"] == "Di bukit"
    assert _post(secretary, family, reopened).status_code == 409


def test_a_draft_carries_what_its_page_showed(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family, address="Di bukit")
    typed = {name: [value] for name, value in page.items()}
    save_draft(page["form_token"], actor=secretary.user, form=f"family-{family.pk}", data=typed)
    _post(secretary, family, opened_page(family), hamlet="Dusun IX")
    reopened = _controls(secretary.get(reverse("families:edit", args=[family.pk])))
    assert _post(secretary, family, reopened).status_code == 302
    family.refresh_from_db()
    assert (family.address, family.hamlet) == ("Di bukit", "Dusun IX")


def test_whom_the_other_added_stays_and_may_be_the_new_head(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family)
    uncle = posted_member("Paman Yohanis", Relation.HEAD)
    row = {f"anggota-1-{name}": value for name, value in uncle.items()}
    _post(secretary, family, page | row, anggota__TOTAL_FORMS="2", anggota__0__relation=str(Relation.RELATIVE.value))
    assert _post(secretary, family, page, address="Di bukit").status_code == 302
    family.refresh_from_db()
    assert (family.head_name, family.address, family.members.count()) == ("Paman Yohanis", "Di bukit", 2)


def test_whom_the_other_let_go_stays_away_with_what_i_wrote(secretary, village):
    family = FamilyFactory(village=village, members=2)
    page = opened_page(family)
    _post(secretary, family, page, anggota__1__left_reason=LeaveReason.DECEASED.value)
    assert _post(secretary, family, page, anggota__1__occupation="Pelajar").status_code == 302
    child = family.members.get(relation=Relation.CHILD)
    assert (child.left_reason, child.left_on) == (LeaveReason.DECEASED, timezone.localdate())
    assert child.occupation == "Pelajar"
    assert family.members.count() == 2


def test_a_reason_that_nobody_chooses_here_may_stand_on_the_page(secretary, village):
    family = FamilyFactory(village=village, members=2)
    page = opened_page(family)
    family.members.filter(relation=Relation.CHILD).update(left_on=timezone.localdate(), left_reason=LeaveReason.SPLIT)
    assert _post(secretary, family, page, address="Di bukit").status_code == 302
    assert family.members.get(relation=Relation.CHILD).left_reason == LeaveReason.SPLIT


def test_who_left_does_not_come_back_through_this_page(secretary, village):
    family = FamilyFactory(village=village, members=2)
    page = opened_page(family)
    _post(secretary, family, page, anggota__1__left_reason=LeaveReason.MOVED.value)
    asked = _post(secretary, family, page, rt="7", anggota__1__name="")
    taken = _controls(asked) | {"anggota-1-left_reason": "", "anggota-1-left_on": ""}
    assert "sudah tercatat keluar" in text_of(_post(secretary, family, taken))


def test_the_same_newborn_added_by_both_is_one_person(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family)
    born = {"national_id": "", "sex": "P", "birth_date": date(2025, 3, 1)}
    child = {f"anggota-1-{name}": value for name, value in posted_member("Naomi", Relation.CHILD, **born).items()}
    page |= child | {"anggota-TOTAL_FORMS": "2"}
    _post(secretary, family, page, anggota__1__birth_place="Kupang")
    asked = _post(secretary, family, page, anggota__1__birth_place="Soe", anggota__1__name="NAOMI")
    assert "Naomi: Tempat lahir" in text_of(asked)
    assert "Isian Anda: <b>Soe</b>" in text_of(asked)
    assert family.members.filter(name__iexact="naomi").count() == 1


def test_a_page_without_seals_asks_about_every_difference(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family) | {"base": "", "address": "Di bukit"}
    assert _post(secretary, family, page).status_code == 409
    assert Family.objects.get().address == "Dekat dermaga"


def test_nothing_personal_can_be_read_from_the_seals(village):
    families = [FamilyFactory(village=village, members=1, hamlet="Dusun II") for _ in range(2)]
    first, second = (opened_page(family)["base"] for family in families)
    assert re.fullmatch(r"[\w-]{54}", first)
    assert first != second
