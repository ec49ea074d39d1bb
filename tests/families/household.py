"""A family of four, and the acts on its file as these tests do them."""

from datetime import date
from uuid import uuid4

from families.enums import CloseReason, LeaveReason, Relation
from families.services import close_family, let_member_leave, split_family
from tests.factories.families import FamilyFactory, FamilyMemberFactory

DAY = date(2026, 5, 4)
PLACE = {"address": "Di bukit", "hamlet": "Dusun I", "rt": "001", "rw": "001", "family_card_number": ""}


def make_household(village):
    """A head, a wife, a grown daughter and a small child, on file since January."""
    family = FamilyFactory(village=village, members=1, head_name="Obaja Tefnai")
    for name, relation, born in (
        ("Marta Boimau", Relation.WIFE, date(1988, 2, 1)),
        ("Naomi Tefnai", Relation.CHILD, date(2004, 3, 9)),
        ("Yunus Tefnai", Relation.CHILD, date(2016, 7, 2)),
    ):
        FamilyMemberFactory(family=family, name=name, relation=relation, birth_date=born)
    family.status_periods.update(starts_on=date(2026, 1, 5))
    return family


def member_of(family, name):
    return family.members.get(name__startswith=name)


def split_off(family, actor, names, relations=None, **values):
    going = {member_of(family, name).pk: relation for name, relation in names.items()}
    given = {"on": DAY, "reason": LeaveReason.MARRIED, "data": PLACE, "actor": actor} | values
    return split_family(family, going=going, relations=relations, **given)


def splitting(family, *going, **fields):
    data = {"form_token": str(uuid4()), "reason": "married", "on": f"{DAY:%d-%m-%Y}", **PLACE}
    data |= {f"relation_{member.pk}": int(member.relation) for member in family.members.all()}
    data |= {f"go_{member_of(family, name).pk}": "on" for name in going}
    return data | fields


def let_go(family, name, reason, actor):
    member = member_of(family, name)
    let_member_leave(member, reason=reason, on=DAY, actor=actor)
    return member


def closed(family, actor, reason=CloseReason.MOVED, on=DAY):
    return close_family(family, reason, on=on, note="Ke kota", actor=actor)
