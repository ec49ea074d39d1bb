"""What the forms of families offer and look up."""

from accounts.capabilities import Capability
from families.models import Family, FamilyMember, IndicatorSet, ProblemCategory
from regions.models import Region
from regions.queries import path_codes, villages_below


def region_names(codes):
    """Code → full name of those that exist, in one statement."""
    found = Region.objects.filter(pk__in=set(codes)).only("code", "name", "level")
    return {region.code: region.full_name for region in found}


def members_of(family):
    """Those who belong to the family now, the head first, then the eldest."""
    return family.members.filter(left_on=None).order_by("relation", "birth_date", "pk")


def everybody_of(family):
    """Those who belong to the family, and those who once did."""
    return family.members.order_by("relation", "birth_date", "pk")


def family_choices(user):
    """Families that ``user`` sees and that still have an open file, by name, for a choice or a search."""
    return Family.objects.visible_to(user).active().order_by("head_name", "pk")


def namesakes(village_code, people, family=None):
    """Others of the village with the name and birth date of one of ``people`` → (name, head, RT, RW) of each."""
    dates = {born for _, born in people}
    others = FamilyMember.objects.filter(
        family__village=village_code, family__closed_on=None, left_on=None, birth_date__in=dates
    ).exclude(family=family)
    rows = others.values_list("name", "birth_date", "family__head_name", "family__rt", "family__rw")
    found = {(name.casefold(), born): (name, head, rt, rw) for name, born, head, rt, rw in rows}
    return {person: file for person, file in found.items() if person in people}


def writable_villages(user):
    """Where ``user`` writes families."""
    return villages_below(user.codes(Capability.CHANGE_FAMILIES)).order_by("code")


def category_choices():
    return list(ProblemCategory.objects.values_list("code", "name"))


def checklist_for(village_code):
    """The newest checklist that holds in the village: its own regency's, else the nation's."""
    above = IndicatorSet.objects.filter(region__in=path_codes(village_code))
    sets = IndicatorSet.objects.filter(region=None) | above
    return max(sets, key=lambda each: (len(each.region_id or ""), each.valid_from))
