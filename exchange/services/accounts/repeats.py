"""Rows of one file that speak of the same person, or ask for the same user name."""

from collections import defaultdict

from exchange.enums import Verdict
from exchange.services.accounts.scene import CONTACT, holding

TWICE = "Nama pengguna ini tertulis untuk orang, peran, atau wilayah lain pada baris {others}. Satu akun satu baris."
SAME_PERSON = "Nama, peran, dan wilayahnya sama dengan baris {number}. Orang yang sama?"


def look_for_repeats(rows):
    """What says the same twice is left out once; what contradicts is wrong; the rest is asked about."""
    _look_at_names(rows)
    first_of = {}
    for row in rows:
        if row.verdict or row.errors:
            continue
        first = first_of.setdefault(holding(row), row)
        if first is not row:
            _tell_second(row, first)


def _look_at_names(rows):
    by_name = defaultdict(list)
    for row in rows:
        if "username" in row.values:
            by_name[row.values["username"]].append(row)
    for shared in by_name.values():
        people = {holding(row) for row in shared}
        for row in shared if len(people) > 1 else ():
            others = ", ".join(str(each.number) for each in shared[:6] if each is not row)
            row.errors.append(("Nama pengguna", TWICE.format(others=others)))


def _tell_second(row, first):
    if all(row.values.get(name) == first.values.get(name) for name in ("username", *CONTACT)):
        row.verdict, row.notes = Verdict.LEFT, [f"Sama dengan baris {first.number}."]
    elif row.values.get("username") == first.values.get("username") is not None:
        others = str(first.number)
        row.errors.append(("Nama pengguna", TWICE.format(others=others)))
    else:
        row.doubt = SAME_PERSON.format(number=first.number)
