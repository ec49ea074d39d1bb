"""What a row says of an institution and of its service, compared with what stands here, field by field."""

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from core.formatting import phone_national
from exchange.resources import plain
from families.models.search import plain_text
from families.queries.likeness import SAME_NAME, name_likeness

# Column → field.
OF_INSTITUTION = {
    name: name
    for name in (
        "kind", "psks", "address", "coordinates", "contact_person", "phone", "email", "legal_status", "legal_number",
        "roles_and_tasks", "problems_met", "joint_roles",
    )
}  # fmt: skip
OF_OFFER = {
    **{name: name for name in ("sector", "conditions", "papers", "cost", "schedule", "capacity", "contact")},
    "contact_phone": "phone",
}
NUMERAL = re.compile(r"[ivx]+|[a-z]|\d+")
SAME_LETTERS = 0.7
SIXTH = Decimal("0.000001")


def facts_of(row, columns):
    """Field → value of those that the row fills."""
    return {field: row.values[column] for column, field in columns.items() if column in row.values}


def differing(record, facts):
    """The facts that say something else than the record does; spaces, accents and capitals say nothing."""
    return {name: value for name, value in facts.items() if _bare(getattr(record, name)) != _bare(value)}


def _bare(value):
    return plain_text(plain("" if value is None else value))


def told(record, changed):
    """[label, old, new] of each."""
    return [[label_of(record, name), _word(record, name, getattr(record, name)), _word(record, name, value)]
            for name, value in changed.items()]  # fmt: skip


def label_of(model, name):
    return "koordinat" if name == "coordinates" else str(model._meta.get_field(name).verbose_name)


def _word(record, name, value):
    if value in ("", None):
        return "kosong"
    if name == "phone":
        return phone_national(value)
    choices = () if name == "coordinates" else record._meta.get_field(name).flatchoices
    return str(dict(choices).get(value, value))


def typed(facts):
    """As the services take them: a point is two numbers."""
    given = dict(facts)
    if "coordinates" in given:
        latitude, longitude = given.pop("coordinates").split(", ")
        given |= {"latitude": Decimal(latitude).quantize(SIXTH), "longitude": Decimal(longitude).quantize(SIXTH)}
    return given


def alike(name, others):
    """The one of ``others`` whose name is likely the same one, or None; Melati I and Melati II are two."""
    return next((each for each in others if _is_alike(name, each.name)), None)


def _is_alike(one, other):
    return _numerals(one) == _numerals(other) and _share_letters(one, other) and name_likeness(one, other) >= SAME_NAME


def _share_letters(one, other):
    """Whether it is worth looking closely: each word of the shorter rest has a word of the other with its letters.
    A regency has hundreds of institutions, and a close look takes a hundred times as long."""
    mine, theirs = _words(one) - _words(other), _words(other) - _words(one)
    short, long = sorted((mine, theirs), key=len)
    return all(any(_overlap(word, each) >= SAME_LETTERS for each in long) for word in short)


def _overlap(word, other):
    """0 to 1: the most that the two can have in common, in whatever order."""
    both = len(word) + len(other)
    if 2 * min(len(word), len(other)) < SAME_LETTERS * both:
        return 0
    return 2 * (_letters(word) & _letters(other)).total() / both


@lru_cache(maxsize=20_000)
def _letters(word):
    return Counter(word)


@lru_cache(maxsize=20_000)
def _words(name):
    return frozenset(re.findall(r"[a-z0-9]+", plain_text(name)))


@lru_cache(maxsize=20_000)
def _numerals(name):
    return {word for word in _words(name) if NUMERAL.fullmatch(word)}
