"""Likely doubles of one new family of five, beside the bare SQL of the same statement."""

from functools import partial

from families.models import Family
from families.queries import Person, likely_doubles
from ops.bench.clock import ask_again, statements_of, times_of

PEOPLE = 5
NEW_CARD = "5302011707260001"


def measure(size, runs):
    family, people = _like_one_of(size.region)
    look = partial(
        likely_doubles, people, village_code=family.village_id, rt=family.rt, card=NEW_CARD
    )  # fmt: skip
    statements = statements_of(look)
    p50, p95 = times_of(look, runs)
    bare = times_of(partial(ask_again, statements), runs)[0]
    if not any(found.pk == family.pk for found in look()):
        raise SystemExit("The family that is there already was not found.")
    return [
        {
            "kind": "page", "what": "doubles of five", "families": size.families, "p50": p50, "p95": p95, "sql": bare,
            "floor": bare, "statements": len(statements), "bytes": 0,
        }
    ]  # fmt: skip


def _like_one_of(region):
    """A stored family of five, and its people as somebody would write them down once more: all doubles to be found."""
    for family in Family.objects.filter(village__code__within=region).order_by("-pk")[:1000]:
        members = list(family.members.filter(left_on=None))
        if len(members) == PEOPLE:
            return family, [Person(m.name, m.sex, m.birth_date, m.relation, m.national_id) for m in members]
    raise SystemExit("There is no family of five among the last thousand.")
