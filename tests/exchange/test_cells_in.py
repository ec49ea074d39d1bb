"""What cells hold: numbers that Excel or a hand spoilt, placeholders, dates in every way."""

from datetime import date

import pytest

from exchange.enums import Verdict
from families.enums import Sex
from families.models import Family, FamilyMember
from tests.exchange.rows import BORN, head, row, said
from tests.factories.families import make_card_number, make_national_id
from tests.factories.sheets import verdicts, written

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]
NEW, WRONG, LEFT = Verdict.NEW, Verdict.WRONG, Verdict.LEFT


def test_families_with_one_placeholder_for_a_number_stay_apart(people_in, secretary):
    """OpenSID #5258 and #1032: KK 0 collapsed families, a shared NIK let people overwrite each other."""
    rows = [
        head("0", "Anton Lay", "0"), row("0", "0", "Budi Lay"), head("0", "Karel Foeh", "9999999999999999"),
        head("-", "Simon Adoe", "0530105201100001"),
    ]  # fmt: skip
    batch = people_in(*rows)

    assert set(verdicts(batch).values()) == {NEW}
    assert "dianggap belum ada" in said(batch, 4)
    written(batch, secretary)
    assert sorted(Family.objects.values_list("head_name", flat=True)) == ["Anton Lay", "Karel Foeh", "Simon Adoe"]
    assert set(FamilyMember.objects.values_list("national_id", flat=True)) == {""}


def test_one_number_on_two_people_is_wrong_on_both(people_in):
    card, number = make_card_number(), make_national_id()

    batch = people_in(head(card), row(card, number, "Ana Tefa"), row(card, number, "Rut Tefa"))

    assert verdicts(batch) == {2: NEW, 3: WRONG, 4: WRONG}
    assert "baris 3, 4" in said(batch, 3)


def test_the_same_person_twice_is_taken_once(people_in):
    card, number = make_card_number(), make_national_id()

    batch = people_in(head(card), row(card, number, "Ana Tefa"), row(card, number, "ANA TEFA"), row(card, "", "Ana"),
                      row(card, "", "Ana"))  # fmt: skip

    assert verdicts(batch) == {2: NEW, 3: NEW, 4: LEFT, 5: NEW, 6: LEFT}


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("5.30105E+15", "diubah oleh Excel"),
        (5301051704880010, "angka terakhirnya hilang"),
        (9301051704880012, "angka terakhirnya hilang"),
        ("530105170488", "baru 12 angka"),
        ("53010517O4880001", "hanya boleh berisi angka"),
        ("5301053113880001", "bukan tanggal"),
        ("5301051704880000", "tidak mungkin 0000"),
    ],
)
def test_a_number_that_excel_or_a_hand_spoilt_is_wrong(people_in, number, sentence):
    batch = people_in(head(make_card_number(), number=number))

    assert verdicts(batch) == {2: WRONG}
    assert sentence in said(batch, 2)


@pytest.mark.parametrize("written_so", ["'{}", "{}\xa0", " {} ", "{0:.4}.{0:>4.8}", "\u200b{}"])
def test_a_number_with_signs_around_it_is_the_same_number(people_in, secretary, written_so):
    number = make_national_id(Sex.MALE, BORN)
    spoilt = f"{number[:2]}.{number[2:4]}.{number[4:]}" if ".4" in written_so else written_so.format(number)

    written(people_in(head(make_card_number(), number=spoilt)), secretary)

    assert FamilyMember.objects.get().national_id == number


def test_a_number_that_a_cell_still_holds_in_full_is_taken(people_in, secretary):
    number = int(make_national_id(Sex.MALE, BORN)[:15] + "7")

    written(people_in(head(make_card_number(), number=number)), secretary)

    assert FamilyMember.objects.get().national_id == str(number)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("17-04-1988", date(1988, 4, 17)), ("17/04/1988", date(1988, 4, 17)), ("1988-04-17", date(1988, 4, 17)),
        ("17.4.1988", date(1988, 4, 17)), ("17 April 1988", date(1988, 4, 17)), (32250, date(1988, 4, 17)),
        ("'17-04-1988", date(1988, 4, 17)), (date(1988, 4, 17), date(1988, 4, 17)),
    ],
)  # fmt: skip
def test_dates_in_every_way(people_in, secretary, typed, day):
    cells = head(make_card_number())
    cells[6] = typed

    written(people_in(cells), secretary)

    assert FamilyMember.objects.get().birth_date == day


@pytest.mark.parametrize("typed", ["12/31/1988", "17-04-88", "kemarin", "31-02-1990", "17-04-2088", "1-1-1066"])
def test_what_is_no_date_is_never_guessed(people_in, typed):
    cells = head(make_card_number())
    cells[6] = typed

    batch = people_in(cells)

    assert verdicts(batch) == {2: WRONG}
    assert "Tanggal lahir" in said(batch, 2)


def test_an_empty_birth_date_is_asked_for_and_never_becomes_today(people_in):
    cells = head(make_card_number())
    cells[6] = "-"

    batch = people_in(cells)

    assert "Tanggal lahir belum diisi" in said(batch, 2)


def test_names_in_capitals_become_readable(people_in, secretary):
    card = make_card_number()

    written(people_in(head(card, "ABDUL MA'RUF"), row(card, "", "ST. AMINAH"), row(card, "", "de Rosari")), secretary)

    assert [each.name for each in FamilyMember.objects.order_by("position")] == [
        "Abdul Ma'ruf",
        "St. Aminah",
        "de Rosari",
    ]
