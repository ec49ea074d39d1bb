"""Everything that the rows of one file are compared with, read once."""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache

from django.utils import timezone

from core.identity import region_codes
from families.enums import Relation
from families.models.search import name_key, plain_text
from families.queries import importing as reads
from families.queries.choices import region_names
from families.queries.likeness import SAME_NAME, SAME_PERSON, date_likeness, name_likeness, near_days

HERE, NEAR_HOME = 15, 10  # points for the same village and the same RT, as in queries.likeness
OTHER_SEX = 15
PORTION = 500

likeness = lru_cache(maxsize=50_000)(name_likeness)


class Scene:
    def __init__(self, village, rows):
        self.village, self.today = village, timezone.localdate()
        self.met = set()  # files of other villages of which the preview tells
        numbers = {row.values.get("national_id", "") for row in rows}
        cards = {row.values.get("family_card_number", "") for row in rows}
        self.families = reads.village_as_it_stands(village)
        self.people = {each.pk: each for family in self.families.values() for each in family.people}
        self.national = reads.holders_of_national_ids(numbers)
        self.cards = reads.holders_of_cards(cards)
        self.former_people, self.former_cards = reads.former_holders(
            numbers - self.national.keys(), cards - self.cards.keys()
        )
        self.regions = _names_of(numbers | cards)
        self._index()
        self.alike = reads.alike_in_the_regency(self._unknown(rows), village)

    def _index(self):
        self.by_number, self.by_temporary, self.by_day, self.by_key = {}, {}, {}, {}
        for family in self.families.values():
            self.by_number |= {family.file_number: family, family.temporary_card_number: family}
        for person in self.people.values():
            if person.temporary_number:
                self.by_temporary[person.temporary_number] = person
            if person.national_id:
                self.by_temporary[person.national_id] = person
            self.by_day.setdefault(person.birth_date, []).append(person)
            self.by_key.setdefault(person.name_key, []).append(person)
        for people in self.by_key.values():
            people.sort(key=lambda each: each.birth_date)

    def _unknown(self, rows):
        return {
            (name_key(row.values["name"]), row.values["birth_date"])
            for row in rows
            if "name" in row.values and "birth_date" in row.values
            and row.values.get("national_id") not in self.national
        }  # fmt: skip

    def family_of(self, key):
        """The family of this village that bears the card, the file number or the temporary card number."""
        pk, _ = self.cards.get(key, (None, None))
        return self.families.get(pk) or self.by_number.get(key)

    def person_of(self, number):
        """The person of this village with this NIK or temporary number."""
        return self.by_temporary.get(number) if number else None

    def elsewhere(self, holders, number):
        """The other village in which a number is held, or None."""
        _, village = holders.get(number, (None, None))
        return village if village and village.pk != self.village.pk else None

    def twin_of(self, values, but=()):
        """(KnownPerson, in words why) of who in this village is likely the same person, the likeliest."""
        best = max(self._scored(values, but), key=lambda found: found[0], default=(0, None, ""))
        return best[1:] if best[0] >= SAME_PERSON else (None, "")

    def _scored(self, values, but):
        day, key = values["birth_date"], name_key(values["name"])
        for person in self._candidates(day, key, values):
            if person.pk in but or _are_told_apart(person, values):
                continue
            scored = _points(person, values, self.families[person.family].rt)
            if scored:
                yield scored[0], person, scored[1]

    def _candidates(self, day, key, values):
        yield from self.by_day.get(day, ())
        same_sound = self.by_key.get(key, ())
        if values.get("relation") == Relation.HEAD:
            yield from (each for each in same_sound if each.birth_date != day)
            return
        first, last = near_days(day)
        start = bisect_left(same_sound, first, key=lambda each: each.birth_date)
        end = bisect_right(same_sound, last, key=lambda each: each.birth_date)
        yield from (each for each in same_sound[start:end] if each.birth_date != day)


def _are_told_apart(person, values):
    """Two different numbers are two people, unless name and birth date are the same to the letter."""
    number = values.get("national_id")
    if not (number and person.national_id) or number == person.national_id:
        return False
    return (plain_text(person.name), person.birth_date) != (plain_text(values["name"]), values["birth_date"])


def _points(person, values, rt):
    """As queries.likeness.person_likeness; what the date can no longer make good is not worth comparing names."""
    days, words = date_likeness(person.birth_date, values["birth_date"])
    near = bool(rt) and rt == values.get("rt")
    points = days + HERE + NEAR_HOME * near - OTHER_SEX * (person.sex != values.get("sex"))
    if points + 50 < SAME_PERSON:
        return None
    is_same = plain_text(person.name) == plain_text(values["name"])
    name = 1 if is_same else likeness(person.name, values["name"])
    if name < SAME_NAME:
        return None
    told = ["nama sama" if is_same else "nama mirip", words, "RT sama" if near else ""]
    return points + 50 * name, ", ".join(filter(None, told))


def _names_of(numbers):
    codes = {code for number in numbers if number and number[0].isdecimal() for code in region_codes(number)}
    ordered, names = sorted(codes), {}
    for start in range(0, len(ordered), PORTION):
        names |= region_names(ordered[start : start + PORTION])
    return names


def is_older(day, other):
    return isinstance(day, date) and isinstance(other, date) and day <= other
