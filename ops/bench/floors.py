"""Bare SQL for the rows of a list: the least that gives the same as the page shows, written as one writes it.

That is the first page with its villages, and the number shown above it, which both stop counting where the last page
ends. A page of what is alike, and a number that is looked up, need no count. Each function returns what takes the
viewer's region code and gives the statements.
"""

from django.db import connection

from families.models.search import name_key
from families.queries.lists import REACH
from families.queries.search import ALIKE, CANDIDATES, MOST_ALIKE

COLUMNS = "f.id, f.file_number, f.head_name, f.family_card_number, f.status, f.hamlet, f.rt, f.rw, v.name"
ROWS = f"SELECT {COLUMNS} FROM families_family f JOIN regions_region v ON v.code = f.village_id WHERE"
PEOPLE = "SELECT m.family_id FROM families_familymember m WHERE m.left_on IS NULL AND"
VILLAGE = len("53.01.05.2011")


def listed(where="", *parameters):
    """Rows in the order of their names, and how many there are."""

    def statements(code):
        within, place = _within(code)
        condition, values = f"{within}{where and f' AND {where}'}", [place, *parameters]
        count = f"SELECT COUNT(*) FROM (SELECT 1 FROM families_family f WHERE {condition} LIMIT {REACH + 1}) found"
        return [(f"{ROWS} {condition} ORDER BY f.head_name, f.id LIMIT 25", values), (count, values)]

    return statements


def looked_up(where, *parameters):
    """One page at most."""

    def statements(code):
        within, place = _within(code)
        return [(f"{ROWS} {within} AND {where} LIMIT {MOST_ALIKE}", [place, *parameters])]

    return statements


def holding(words):
    return listed(" AND ".join("f.search_text LIKE %s" for _ in words), *(f"%{word}%" for word in words))


def bearing(national_id):
    """With the condition of the index, without which SQLite does not see that it fits; so below."""
    return looked_up(f"f.id IN ({PEOPLE} m.national_id = %s AND NOT (m.national_id = ''))", national_id)


def reached_at(phone):
    return looked_up("f.phone = %s AND NOT (f.phone = '')", phone)


def sounding(text):
    return looked_up(f"f.id IN ({PEOPLE} m.name_key = %s)", name_key(text))


def alike(text):
    return (_alike_in_trigrams if connection.vendor == "postgresql" else _alike_in_sound)(text.split())


def _alike_in_sound(words):
    """A word of a key stands between spaces."""
    like = " AND ".join("' ' || m.name_key || ' ' LIKE %s" for _ in words)
    return looked_up(f"f.id IN ({PEOPLE} {like})", *(f"% {name_key(word)} %" for word in words))


def _alike_in_trigrams(words):
    def statements(code):
        within, place = _within(code)
        like = " AND ".join("f.search_text %%> %s" for _ in words)
        likeness = " + ".join("word_similarity(%s, c.search_text)" for _ in words)
        some = f"SELECT f.id, f.search_text FROM families_family f WHERE {within} AND {like} LIMIT {CANDIDATES}"
        best = f"SELECT c.id FROM ({some}) c ORDER BY {likeness} DESC, c.id LIMIT {MOST_ALIKE}"
        threshold = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)"
        return [(threshold, [str(ALIKE)]), (f"{ROWS} f.id IN ({best})", [place, *words, *words])]

    return statements


def _within(code):
    """Open files of the region."""
    if len(code) == VILLAGE:
        return "f.closed_on IS NULL AND f.village_id = %s", code
    if connection.vendor == "sqlite":
        return "f.closed_on IS NULL AND f.village_id GLOB %s", f"{code}*"
    return "f.closed_on IS NULL AND f.village_id LIKE %s", f"{code}%"
