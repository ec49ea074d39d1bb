"""Two secretaries change one family: what either of them typed is stored, or the second saw both and chose."""

import random
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.services import save_draft
from families.enums import LeaveReason, Relation
from families.forms.conflicts import STORED, reconciled
from families.forms.entry import FamilyEntry
from families.forms.shown import text_of, words_of
from families.models import Family
from families.services import change_family, register_family
from tests.factories.families import FamilyFactory, make_secretary, member_data
from tests.factories.family_forms import opened_page, page_of, posted_member

PAIRS = 200
FREE = {  # field → what somebody might type
    "address": ["Di bukit", "Dekat gereja", "Tepi pantai", "Belakang sekolah"],
    "hamlet": ["Dusun I", "Dusun II", "Dusun III", ""],
    "rt": ["1", "004", "12", ""],
    "rw": ["2", "7", ""],
    "phone": ["0812 3456 7890", "0813 1111 2222", ""],
    "coordinates": ["-10.3123, 123.5678", "-10.4, 123.6", ""],
    "data_source": ["visit", "card", "village", ""],
    "data_date": ["01-02-2026", "03-04-2026", ""],
}
PERSONAL = {
    "name": ["Melki", "Melkianus", "Naomi", "Yandri"],
    "birth_place": ["Kupang", "Soe", "Rote", ""],
    "birth_date": ["01-02-2012", "05-06-2013", "07-08-2014"],
    "sex": ["L", "P"],
    "relation": ["4", "6", "9"],
    "religion": ["1", "2", "3", ""],
    "education": ["1", "2", "3", ""],
    "schooling": ["attending", "dropped", ""],
    "occupation": ["Petani", "Nelayan", "Penenun", ""],
    "disability": ["1", "2", ""],
    "has_chronic_illness": ["on", None],
    "lives_elsewhere": ["on", None],
    "national_id_note": ["Belum direkam", "Hilang", ""],
}


def _put(page, name, value):
    page.pop(name, None)
    if value is not None:
        page[name] = value


def _rows(page):
    return range(int(page["anggota-TOTAL_FORMS"]))


def _edited(page, dice, newborn, like=None):
    """The page after a few changes of one secretary; ``like``: the page of the other, who is at the same fields."""
    opened, page = page, dict(page)
    for name in [name for name in like or () if name in opened and like.get(name) != opened[name]]:
        choices = (FREE | PERSONAL).get(name.split("-")[-1], ())
        _put(page, name, dice.choice([like.get(name), *choices]) if choices else opened[name])
    for _ in range(dice.randint(1, 4)):
        dice.choice((_change_file, _change_person, _change_person, _let_go))(page, dice)
    if dice.random() < 0.3:
        _add(page, newborn, dice)
    return page


def _change_file(page, dice):
    name = dice.choice(list(FREE))
    _put(page, name, dice.choice(FREE[name]))


def _change_person(page, dice):
    row = dice.choice(_rows(page)[1:])
    name = dice.choice(list(PERSONAL))
    _put(page, f"anggota-{row}-{name}", dice.choice(PERSONAL[name]))


def _let_go(page, dice):
    if len(_rows(page)) > 3:
        row = f"anggota-{dice.choice(_rows(page)[1:])}-"
        page[row + "left_reason"] = dice.choice([LeaveReason.MARRIED, LeaveReason.MOVED, LeaveReason.DECEASED]).value
        page[row + "left_on"] = dice.choice(["01-03-2026", "02-03-2026"])


def _add(page, name, dice):
    row = len(_rows(page))
    page["anggota-TOTAL_FORMS"] = str(row + 1)
    born = {"birth_date": "05-05-2020", "sex": "P", "relation": "4", "occupation": dice.choice(PERSONAL["occupation"])}
    for field, value in ({"name": name} | born).items():
        page[f"anggota-{row}-{field}"] = value


def _save(family, page, actor):
    """As the view does it → the fields that must be answered first, and the page that they stand on."""
    family.refresh_from_db()
    entry, comparison = reconciled(page_of(family), page)
    if not comparison.asked:
        assert entry.is_valid(), (entry.form.errors, [form.errors for form in entry.members])
        change_family(
            family, data=entry.form.values(), members=entry.member_values(), leaving=entry.leaving(),
            version=family.version, actor=actor,
        )  # fmt: skip
    return comparison


def _save_second(family, page, actor, dice):
    """The second save, with an answer to every question → control → (question, was the stored one chosen?)"""
    seen = {}
    comparison = _save(family, page, actor)
    while comparison.asked:
        page = dict(comparison.data)
        for conflict in comparison.asked:
            takes_first = dice.random() < 0.5
            page[conflict.name] = STORED if takes_first else conflict.typed_value
            seen[conflict.name.removeprefix("pilih-")] = conflict, takes_first
        comparison = _save(family, page, actor)
        assert not comparison.asked, "an answer was not taken"
    return seen


def _check_pair(family, pages, seen):
    """Each control of the page as it was opened: where both changed it the choice counts, else who changed it."""
    entry = FamilyEntry(**page_of(family), data=pages[0])
    for form in (entry.form, *entry.members):
        for name in form.COMPARED:
            _check_field(form, name, pages, seen.pop(form[name].html_name, None))
    assert not seen or all(name.startswith("anggota-") for name in seen)  # a newborn whom both added


def _check_field(form, name, pages, question):
    field, control = form.fields[name], form[name].html_name
    raw = [field.widget.value_from_datadict(page, {}, control) for page in pages]
    before, first, second = (text_of(field, each) for each in raw)
    if not before != first != second != before:
        assert question is None, control
        assert form.stored_text(name) == (first if first != before else second), control
        return
    assert question, control
    conflict, takes_first = question
    assert conflict.stored == words_of(field, raw[1] if isinstance(raw[1], bool) else first)
    assert conflict.typed == words_of(field, raw[2])
    assert form.stored_text(name) == (first if takes_first else second), control


def test_two_hundred_pairs_of_changes_lose_nothing(village):
    dice, actor = random.Random(3), make_secretary(village)
    people = [member_data(name, Relation.CHILD, birth_date=date(2012, 2, 1), national_id="") for name in ("Ani", "Be")]
    head = member_data("Obaja", birth_date=date(1980, 1, 1), national_id="")
    family = register_family(village=village, data={"address": "Di bukit"}, members=[head, *people], actor=actor)
    asked = 0
    for pair in range(PAIRS):
        opened, letters = opened_page(family), f"{chr(97 + pair // 26)}{chr(97 + pair % 26)}"
        first = _edited(opened, dice, f"Anak {letters}")
        second = _edited(opened, dice, dice.choice([f"Anak {letters}", f"Bayi {letters}"]), first)
        assert not _save(family, first, actor).asked
        seen = _save_second(family, second, actor, dice)
        asked += len(seen)
        _check_pair(family, (opened, first, second), seen)
        added = {page[name] for page in (first, second) for name in page if page[name].endswith(f" {letters}")}
        assert sorted(family.members.filter(name__in=added).values_list("name", flat=True)) == sorted(added)
    assert asked > PAIRS // 4
    assert family.members.filter(left_on__isnull=False).count() > PAIRS // 10


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def _said(response):
    return re.sub(r"\s+", " ", response.content.decode())


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
    assert told in _said(secretary.get(response.url))


def test_what_both_changed_is_asked_and_must_be_answered(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family)
    _post(secretary, family, page, address="Rumah baru", hamlet="Dusun IX")
    asked = _post(secretary, family, page, address="Di bukit", hamlet="Dusun X", rt="7")
    assert asked.status_code == 409
    assert "Sekarang tercatat: <b>Rumah baru</b>" in _said(asked)
    assert "Isian Anda: <b>Di bukit</b>" in _said(asked)
    assert " checked" not in _said(asked).split("perbandingan")[1].split("b2")[0]
    shown = _controls(asked)
    half = shown | {"pilih-address": "tercatat"}
    again = _post(secretary, family, half)
    assert again.status_code == 409
    assert "Belum tersimpan." in _said(again)
    assert "Rumah baru</b>" not in _said(again)
    mine = re.search(r'name="pilih-hamlet" value="(isian-.*?)"', _said(again))[1]
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
    mine = re.search(r'name="pilih-address" value="(isian-.*?)"', _said(first))[1]
    _post(secretary, family, opened_page(family), address="Rumah ketiga")
    again = _post(secretary, family, asked | {"pilih-address": mine})
    assert again.status_code == 409
    assert "Rumah ketiga" in _said(again)


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
    assert "sudah tercatat keluar" in _said(_post(secretary, family, taken))


def test_the_same_newborn_added_by_both_is_one_person(secretary, village):
    family = FamilyFactory(village=village, members=1)
    page = opened_page(family)
    born = {"national_id": "", "sex": "P", "birth_date": date(2025, 3, 1)}
    child = {f"anggota-1-{name}": value for name, value in posted_member("Naomi", Relation.CHILD, **born).items()}
    page |= child | {"anggota-TOTAL_FORMS": "2"}
    _post(secretary, family, page, anggota__1__birth_place="Kupang")
    asked = _post(secretary, family, page, anggota__1__birth_place="Soe", anggota__1__name="NAOMI")
    assert "Naomi: Tempat lahir" in _said(asked)
    assert "Isian Anda: <b>Soe</b>" in _said(asked)
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
