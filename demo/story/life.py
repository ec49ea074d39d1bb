"""Files that live: a child founds a household, a family is entered twice, two move to another village."""

from datetime import timedelta

from django.utils import timezone

from core.formatting import age_in_years
from demo.story.places import MONCONGLOE, TABLOLONG
from families.enums import LeaveReason, Relation
from families.models import Family, FamilyMember
from families.services import (
    PersonChoice,
    merge_families,
    register_family,
    request_transfer,
    send_transfer,
    split_family,
)
from regions.models import Region

SPLITS = range(32, 48)
TWICE, MERGED, SENT = 52, 53, 54
GROWN = 19


def begin_life(diary, world):
    for days_ago, story in ((60, _split(world)), (40, _enter_twice(world)), (30, _merge(world)), (5, _move(world))):
        diary.begin(world.today - timedelta(days=days_ago), world.cast, story)


def _split(world):
    """The eldest child of the registered families, when of age."""
    secretary = yield 0, "sekretaris"
    today = timezone.localdate()
    children = FamilyMember.objects.filter(
        family__in=[world.families[number] for number in SPLITS], relation=Relation.CHILD, left_on=None
    ).order_by("birth_date")
    eldest = children.select_related("family").first()
    if eldest and age_in_years(eldest.birth_date, today) >= GROWN:
        place = {name: getattr(eldest.family, name) for name in ("address", "hamlet", "rt", "rw")}
        split_family(
            eldest.family, going={eldest.pk: Relation.HEAD}, on=today, reason=LeaveReason.MARRIED, data=place,
            actor=secretary,
        )  # fmt: skip


def _enter_twice(world):
    """Somebody else takes the same family down, by ear and without the card: “Kemungkinan ganda” finds it."""
    secretary = yield 0, "sekretaris"
    _register_again(world, TWICE, secretary)


def _merge(world):
    secretary = yield 0, "sekretaris"
    again = _register_again(world, MERGED, secretary)
    secretary = yield 12, "sekretaris"
    kept = Family.objects.get(pk=world.families[MERGED].pk)
    again.refresh_from_db()
    same = {member.birth_date: member.pk for member in _members(kept)}
    people = [PersonChoice(member.pk, same_as=same[member.birth_date]) for member in _members(again)]
    seen = (kept.version, again.version)
    merge_families(kept, again, seen=seen, take=frozenset(), people=people, actor=secretary)


def _register_again(world, number, secretary):
    family = world.families[number]
    people = [
        {
            "name": _by_ear(each.name), "sex": each.sex, "birth_date": each.birth_date, "relation": each.relation,
            "national_id": "",
        }
        for each in _members(family)
    ]  # fmt: skip
    data = {"address": f"{family.address}, rumah pojok", "hamlet": family.hamlet, "rt": family.rt, "rw": family.rw}
    return register_family(village=world.village, data=data, members=people, actor=secretary)


def _by_ear(name):
    """“Yohanis Tefa” as “Johanis Teffa”."""
    return name.replace("Y", "J", 1).replace("f", "ff", 1)


def _members(family):
    return FamilyMember.objects.filter(family=family, left_on=None).order_by("position")


def _move(world):
    """Two families of Tablolong on their way to Moncongloe: one was sent, one is asked for."""
    if world.place is TABLOLONG:
        secretary = yield 0, "sekretaris"
        send_transfer(
            world.families[SENT], village=Region.objects.get(pk=MONCONGLOE.village), moved_on=timezone.localdate(),
            reason="Ikut orang tua yang sakit.", actor=secretary,
        )  # fmt: skip
        return
    secretary = yield 2, "sekretaris"
    heads = FamilyMember.objects.filter(family__village=TABLOLONG.village, relation=Relation.HEAD, left_on=None)
    head = heads.filter(family__transfers=None).exclude(national_id="").latest("pk")
    reason = "Sudah tinggal di sini sejak Juli."
    request_transfer(number=head.national_id, village=world.village, reason=reason, actor=secretary)
