"""Before a family is stored: who of it may stand in the registry already, found in one statement of indexed look-ups.

Written as SQL, for a look-up needs a limit of its own inside the union, which the ORM cannot say on SQLite. The CROSS
JOIN keeps SQLite from starting with all families of a village; PostgreSQL takes it as any other join.
"""

from dataclasses import dataclass
from datetime import date

from families.enums import CloseReason, Relation
from families.models import FamilyMember
from families.models.family import place_words
from families.models.search import name_key
from families.queries.likeness import SAME_PERSON, is_default, near_days, pair_up, person_likeness
from regions.enums import Level
from regions.models import Region

MOST_FOUND = 50  # of one look-up
MOST_SHOWN = 5
CERTAIN = 200
NUMBER, CARD = "number", "card"
REGENCY = 5  # the length of its code: who has whose birthday all over the country is nobody's business

COLUMNS = """SELECT * FROM (SELECT m.id, m.family_id, m.name, m.sex, m.birth_date, %s AS person, '{kind}' AS found_by,
 f.head_name AS head, f.file_number AS file_number, f.rt AS rt, f.rw AS rw, f.village_id AS village,
 f.closed_on IS NOT NULL AS is_closed,
 (SELECT r.name FROM regions_region r WHERE r.code = f.village_id) AS village_name """
MEMBERS = COLUMNS + "FROM families_familymember m CROSS JOIN families_family f WHERE f.id = m.family_id AND "
CARDS = (
    COLUMNS
    + """FROM families_familycard c CROSS JOIN families_family f CROSS JOIN families_familymember m
 WHERE f.id = c.family_id AND m.family_id = f.id AND """
)
END = f" AND f.id <> %s LIMIT {MOST_FOUND}) AS found"
HERE = "m.left_on IS NULL AND "

SAME_DAY = (
    MEMBERS.format(kind="") + HERE
    + "m.birth_date = %s AND m.name_key >= %s AND m.name_key < %s AND substr(f.village_id, 1, 5) = %s" + END
)  # fmt: skip
SAME_DAY_IN_VILLAGE = MEMBERS.format(kind="") + HERE + "m.birth_date = %s AND f.village_id = %s" + END
DEFAULT_DAY_IN_VILLAGE = (
    MEMBERS.format(kind="") + HERE
    + "m.birth_date = %s AND m.name_key >= %s AND m.name_key < %s AND f.village_id = %s" + END
)  # fmt: skip
SAME_SOUND_IN_VILLAGE = (
    MEMBERS.format(kind="") + HERE + "m.name_key = %s AND m.birth_date BETWEEN %s AND %s AND f.village_id = %s" + END
)
SAME_HEAD_IN_RT = (
    MEMBERS.format(kind="") + HERE + f"m.name_key = %s AND m.relation = {Relation.HEAD.value}"
    " AND f.village_id = %s AND f.rt = %s" + END
)  # fmt: skip
# What was merged stands in the file it went to. The second condition is that of the partial index.
FORMER_NUMBER = (
    MEMBERS.format(kind=NUMBER) + "m.national_id = %s AND NOT (m.national_id = '') AND m.left_on IS NOT NULL"
    f" AND f.closed_reason <> '{CloseReason.MERGED.value}'" + END
)
KNOWN_CARD = (
    CARDS.format(kind=CARD) + f"c.number = %s AND m.relation = {Relation.HEAD.value}"
    f" AND f.closed_reason <> '{CloseReason.MERGED.value}'" + END
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as typed, not stored yet."""

    name: str
    sex: str
    birth_date: date
    relation: int
    national_id: str = ""

    @property
    def name_key(self):
        return name_key(self.name)


@dataclass(slots=True)
class LikelyFamily:
    """A file that holds likely doubles. ``people``: (name as typed, name as stored, what matched)."""

    pk: int
    head: str
    file_number: str
    place: str
    village: str
    village_name: str
    is_closed: bool
    people: list
    points: float = 0


def likely_doubles(people, *, village_code, rt="", card="", family=None):
    """Files that likely hold one of ``people`` or the whole family, the likeliest first.

    ``card``: the family card, looked for among those in use and former ones. ``family``: the file that is being
    changed, whose own members are no doubles.
    """
    lookups = list(_lookups(people, village_code, rt, card))
    if not lookups:
        return []
    own = family.pk if family else 0
    sql = " UNION ALL ".join(statement for statement, _, _ in lookups)
    parameters = [value for _, index, values in lookups for value in (index, *values, own)]
    return _judged(FamilyMember.objects.raw(sql, parameters), people, village_code, rt)


def _lookups(people, village, rt, card):
    """(statement, index of the person, its parameters)."""
    for index, person in enumerate(people):
        yield from _lookups_for(index, person, village, rt)
    if card:
        yield KNOWN_CARD, -1, (card,)


def _lookups_for(index, person, village, rt):
    day, key = person.birth_date.isoformat(), person.name_key
    if person.national_id:
        yield FORMER_NUMBER, index, (person.national_id,)
    if not key:
        return
    letters = key[0], chr(ord(key[0]) + 1)
    if is_default(person.birth_date):
        yield DEFAULT_DAY_IN_VILLAGE, index, (day, *letters, village)
    else:
        yield SAME_DAY, index, (day, *letters, village[:REGENCY])
        yield SAME_DAY_IN_VILLAGE, index, (day, village)
    first, last = near_days(person.birth_date)
    yield SAME_SOUND_IN_VILLAGE, index, (key, first.isoformat(), last.isoformat(), village)
    if person.relation == Relation.HEAD and rt:
        yield SAME_HEAD_IN_RT, index, (key, village, rt)


def _judged(rows, people, village, rt):
    by_family = {}
    for row in rows:
        by_family.setdefault(row.family_id, []).append(row)
    likely = [_family(found, people, village, rt) for found in by_family.values()]
    likely = sorted((each for each in likely if each.people), key=lambda each: -each.points)
    return likely[:MOST_SHOWN]


def _family(rows, people, village, rt):
    scored = {(row.person, row.pk): score for row in rows if (score := _score(row, people, village, rt))}
    by_pk = {row.pk: row for row in rows}
    pairs = pair_up([(points, person, pk, words) for (person, pk), (points, words) in scored.items()])
    row = rows[0]
    return LikelyFamily(
        pk=row.family_id,
        head=row.head,
        file_number=row.file_number,
        place=place_words("", row.rt, row.rw),
        village=row.village,
        village_name=Region(code=row.village, name=row.village_name, level=Level.VILLAGE).full_name,
        is_closed=bool(row.is_closed),
        people=[(people[person].name if person >= 0 else "", by_pk[pk].name, words) for _, person, pk, words in pairs],
        points=sum(points for points, *_ in pairs),
    )


def _score(row, people, village, rt):
    """(points, what matched), or None where they are two people."""
    if row.found_by == CARD:
        return CERTAIN, ("No. KK ini sekarang atau dahulu milik keluarga itu",)
    if row.found_by == NUMBER:
        return CERTAIN, ("NIK pernah tercatat di sana",)
    same_village = row.village == village
    near = same_village and bool(rt) and row.rt == rt
    likeness = person_likeness(people[row.person], row, same_village=same_village, same_neighbourhood=near)
    return (likeness.points, likeness.words) if likeness and likeness.points >= SAME_PERSON else None
