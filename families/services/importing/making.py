"""People as rows of the registry, from what a row of the file says."""

from datetime import date

from families.models import FamilyMember
from families.models.search import name_key
from families.queries.importing import PERSON_FIELDS
from families.services.keeping import PERSON, temporary_numbers


def family_value(rows, head, name):
    if name in head.values:
        return head.values[name]
    return next((row.values[name] for row in rows if name in row.values), None)


def typed(name, value):
    """A value as the model has it: the preview keeps a date as text and “no disability” as 0."""
    if name == "birth_date" and isinstance(value, str):
        return date.fromisoformat(value)
    return (value or None) if name == "disability" else value


def person(values, position):
    given = {name: typed(name, values[name]) for name in PERSON_FIELDS if name in values}
    if given.get("national_id", "").startswith(PERSON):
        del given["national_id"]
    return FamilyMember(position=position, name_key=name_key(given["name"]), **given)


def number_people(village, members):
    without = [member for member in members if not member.national_id and not member.temporary_number]
    for member, number in zip(without, temporary_numbers(PERSON, village, len(without)), strict=True):
        member.temporary_number = number
