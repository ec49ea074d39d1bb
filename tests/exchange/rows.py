"""Rows of people as files have them, under tests.factories.sheets.PEOPLE."""

from datetime import date

from families.enums import Sex
from tests.factories.families import make_card_number, make_national_id

BORN, WED = date(1988, 4, 17), date(1990, 12, 22)


def row(card, number, name, relation="anak", sex="L", born="05/02/2019", **more):  # noqa: PLR0913 -- a row of a file
    place = [more.get(name, "") for name in ("birth_place", "address", "rt", "rw")]
    return [card, number, name, relation, sex, place[0], born, *place[1:]]


def head(card, name="YOHANES TEFA", number=None, **more):
    number = make_national_id(Sex.MALE, BORN) if number is None else number
    more = {"birth_place": "KUPANG", "address": "Dekat dermaga", "rt": 4, "rw": "002", **more}
    return row(card, number, name, "KEPALA KELUARGA", "L", "17-04-1988", **more)


def wife(card, name="MARIA TEFA", number=None, **more):
    number = make_national_id(Sex.FEMALE, WED) if number is None else number
    return row(card, number, name, 3, "PR", WED, **more)


def household(card=None):
    """Head, wife and a child without NIK."""
    card = make_card_number() if card is None else card
    return [head(card), wife(card), row(card, "", "Petrus Tefa")]


def said(batch, number):
    """Everything that the preview says of a row."""
    found = batch.rows.get(number=number)
    return " ".join([*(f"{c}: {s}" for c, s in found.errors), *found.notes, found.doubt])
