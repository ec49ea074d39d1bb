"""Files of one's own villages that look like one family written down twice."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from families.models import Family, FamilyMember
from families.models.family import place_words

REACH = 5000
# From the villages' files to their members, from each to those who sound alike and were born the same day.
PAIRS = """
SELECT a.family_id AS first, b.family_id AS second, COUNT(*) AS people
FROM families_family fa CROSS JOIN families_familymember a
  CROSS JOIN families_familymember b CROSS JOIN families_family fb
WHERE a.family_id = fa.id AND b.name_key = a.name_key AND b.birth_date = a.birth_date AND b.family_id > a.family_id
  AND fb.id = b.family_id AND a.left_on IS NULL AND b.left_on IS NULL AND a.name_key <> ''
  AND fa.village_id IN {villages} AND fb.village_id IN {villages}
  AND NOT EXISTS (SELECT 1 FROM families_notdouble n WHERE n.first_id = a.family_id AND n.second_id = b.family_id)
GROUP BY a.family_id, b.family_id"""
PAGE = "SELECT * FROM ({pairs}) AS pairs ORDER BY people DESC, first, second LIMIT %s OFFSET %s"
COUNT = "SELECT COUNT(*) FROM ({pairs} LIMIT %s) AS pairs"


@dataclass(frozen=True, slots=True)
class FileLine:
    pk: int
    head: str
    file_number: str
    place: str
    village: str
    district: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files; ``people``: (name in the first, name in the second, birth date) of those who look like one."""

    first: FileLine
    second: FileLine
    people: list
    same_place: bool


class LikelyPairs:
    """For a paginator: the pairs with most people alike first. ``villages``: codes."""

    def __init__(self, villages):
        self.villages = list(villages)

    def count(self):
        return self._ask(COUNT, REACH + 1)[0][0] if self.villages else 0

    def __len__(self):
        return self.count()

    def __getitem__(self, places):
        start, size = places.start or 0, places.stop - (places.start or 0)
        return _described(self._ask(PAGE, size, start)) if self.villages else []

    def _ask(self, frame, *limits):
        marks = f"({', '.join(['%s'] * len(self.villages))})"
        with connection.cursor() as cursor:
            cursor.execute(frame.format(pairs=PAIRS.format(villages=marks)), [*self.villages * 2, *limits])
            return cursor.fetchall()


def _described(rows):
    pks = {pk for first, second, _ in rows for pk in (first, second)}
    lines, people = _lines(pks), defaultdict(dict)
    members = FamilyMember.objects.filter(family__in=pks, left_on=None).exclude(name_key="")
    for pk, name, key, born in members.values_list("family", "name", "name_key", "birth_date"):
        people[pk][key, born] = name
    return [_pair(lines[first], lines[second], people) for first, second, _ in rows]


def _pair(first, second, people):
    ours, theirs = people[first.pk], people[second.pk]
    alike = [(ours[key], theirs[key], key[1]) for key in sorted(ours.keys() & theirs.keys(), key=lambda key: key[1])]
    return Pair(first, second, alike, bool(first.place) and first.place == second.place)


def _lines(pks):
    columns = ("pk", "head_name", "file_number", "hamlet", "rt", "rw", "village__name", "village__parent__name")
    rows = Family.objects.filter(pk__in=pks).values_list(*columns)
    return {
        pk: FileLine(pk, head, number, place_words(hamlet, rt, rw), village, district)
        for pk, head, number, hamlet, rt, rw, village, district in rows
    }
