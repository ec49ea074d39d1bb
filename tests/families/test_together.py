"""Two secretaries change one family: what either of them typed is stored, or the second saw both and chose."""

import random
from datetime import date

from families.enums import LeaveReason, Relation
from families.forms.conflicts import STORED, reconciled
from families.forms.entry import FamilyEntry
from families.forms.shown import text_of, words_of
from families.services import change_family, register_family
from tests.factories.families import make_secretary, member_data
from tests.factories.family_forms import opened_page, page_of

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
