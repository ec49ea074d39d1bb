"""What an import is compared with, each in a few statements: a village as it stands, and everybody's numbers."""

from dataclasses import dataclass, field
from datetime import date

from families.enums import CloseReason
from families.models import Decile, Family, FamilyCard, FamilyMember
from families.queries.doubles import REGENCY

FAMILY_FIELDS = (
    "family_card_number", "address", "hamlet", "rt", "rw", "phone", "latitude", "longitude",
)  # fmt: skip
PERSON_FIELDS = (
    "national_id", "name", "sex", "birth_place", "birth_date", "relation", "marital_status", "marriage", "religion",
    "education", "schooling", "occupation", "disability", "has_chronic_illness", "lives_elsewhere",
)  # fmt: skip
PORTION = 500  # values in one IN (…)


@dataclass(slots=True)
class KnownPerson:
    pk: int
    family: int
    temporary_number: str
    name_key: str
    national_id: str
    name: str
    sex: str
    birth_date: date
    relation: int
    values: dict


@dataclass(slots=True)
class KnownFamily:
    pk: int
    version: int
    file_number: str
    temporary_card_number: str
    rt: str
    values: dict
    people: list = field(default_factory=list)

    @property
    def head(self):
        return next((each for each in self.people if each.relation == 1), None)


def village_as_it_stands(village):
    """pk → KnownFamily of each open file, with the people who belong to it now. Two statements."""
    columns = ("pk", "version", "file_number", "temporary_card_number", *FAMILY_FIELDS)
    rows = Family.objects.active().filter(village=village).order_by().values(*columns)
    families = {row["pk"]: _family(row) for row in rows}
    for person in _people_of(village):
        if person.family in families:
            families[person.family].people.append(person)
    return families


def _family(row):
    values = {name: row[name] for name in FAMILY_FIELDS}
    return KnownFamily(row["pk"], row["version"], row["file_number"], row["temporary_card_number"], row["rt"], values)


def _people_of(village):
    columns = ("pk", "family_id", "temporary_number", "name_key", *PERSON_FIELDS)
    rows = FamilyMember.objects.filter(family__village=village, left_on=None).order_by("position", "pk")
    for row in rows.values(*columns):
        values = {name: row[name] for name in PERSON_FIELDS}
        yield KnownPerson(
            row["pk"], row["family_id"], row["temporary_number"], row["name_key"], row["national_id"], row["name"],
            row["sex"], row["birth_date"], row["relation"], values,
        )  # fmt: skip


def holders_of_national_ids(numbers):
    """NIK → (family, village's full name) of those who bear it now, wherever in the country."""
    rows = FamilyMember.objects.filter(left_on=None).exclude(national_id="").select_related("family__village")
    rows = rows.only("national_id", "family__village__code", "family__village__name", "family__village__level")
    return {
        row.national_id: (row.family_id, row.family.village)
        for part in _portions(numbers)
        for row in rows.filter(national_id__in=part)
    }


def holders_of_cards(numbers):
    rows = Family.objects.active().exclude(family_card_number="").select_related("village")
    rows = rows.only("family_card_number", "village__code", "village__name", "village__level")
    return {
        row.family_card_number: (row.pk, row.village)
        for part in _portions(numbers)
        for row in rows.filter(family_card_number__in=part)
    }


def former_holders(numbers, cards):
    """NIK → file number of somebody who left, and card → file number of a family that has or had it: what was merged
    stands in the file it went to."""
    people = FamilyMember.objects.exclude(left_on=None).exclude(national_id="")
    people = people.exclude(family__closed_reason=CloseReason.MERGED)
    former = {
        number: file_number
        for part in _portions(numbers)
        for number, file_number in people.filter(national_id__in=part).values_list(
            "national_id", "family__file_number"
        )
    }
    known = FamilyCard.objects.exclude(family__closed_reason=CloseReason.MERGED)
    had = {
        number: file_number
        for part in _portions(cards)
        for number, file_number in known.filter(number__in=part).values_list("number", "family__file_number")
    }
    return former, had


def latest_deciles(families):
    """Family's pk → (decile, day) of its latest entry."""
    rows = Decile.objects.filter(family__in=list(families)).order_by("stated_on", "pk")
    return {family: (value, day) for family, value, day in rows.values_list("family", "value", "stated_on")}


def alike_in_the_regency(people, village):
    """(name key, birth date) → (NIK, village's name, family) of somebody elsewhere in the regency who shares both."""
    rows = FamilyMember.objects.filter(left_on=None, family__village__code__within=village.code[:REGENCY])
    rows = rows.exclude(family__village=village)
    wanted = {(key, day) for key, day in people if key}
    found = {}
    for part in _portions({day for _, day in wanted}, size=200):
        keys = {key for key, day in wanted if day in part}
        shared = rows.filter(birth_date__in=part, name_key__in=keys)
        columns = ("name_key", "birth_date", "national_id", "family__village__name", "family")
        for key, day, *told in shared.values_list(*columns):
            if (key, day) in wanted:
                found[key, day] = tuple(told)
    return found


def _portions(values, size=PORTION):
    values = [value for value in values if value]
    return [set(values[start : start + size]) for start in range(0, len(values), size)]
