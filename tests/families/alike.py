"""People whose names sound alike."""

from datetime import date

from families.enums import Relation, Sex
from families.queries import Person
from tests.factories.families import make_national_id, member_data
from tests.factories.merges import register

BORN = date(1985, 4, 17)


def typed(name="Yohanis Tefa", born=BORN, sex=Sex.MALE, relation=Relation.CHILD, number=""):
    return Person(name, sex, born, relation, number)


YOHANES = "Johanes Tefa"


def stored(village, actor, name="Johanis Tefa", born=BORN, *, rt="004", **fields):
    number = fields.pop("national_id", make_national_id(Sex.MALE, born))
    head = member_data(name, sex=Sex.MALE, birth_date=born, national_id=number)
    return register(village, actor, head, rt=rt, **fields)
