"""What the forms of families offer and look up."""

from accounts.capabilities import Capability
from families.models import Family, FamilyMember, ProblemCategory
from regions.models import Region
from regions.queries import villages_below


def region_names(codes):
    """Code → full name of those that exist, in one statement."""
    found = Region.objects.filter(pk__in=set(codes)).only("code", "name", "level")
    return {region.code: region.full_name for region in found}


def members_of(family):
    """Those who belong to the family now, the head first, then the eldest."""
    return family.members.filter(left_on=None).order_by("relation", "birth_date", "pk")


def people_of(families):
    """Who belongs to the families of a queryset now, family by family."""
    people = FamilyMember.objects.filter(family__in=families.order_by().values("pk"), left_on=None)
    people = people.select_related("family__village__parent")
    return people.order_by("family__village", "family__head_name", "family", "position", "pk")


def everybody_of(family):
    """Those who belong to the family, and those who once did."""
    return family.members.order_by("relation", "birth_date", "pk")


def family_choices(user):
    """Families that ``user`` sees and that still have an open file, by name, for a choice or a search."""
    return Family.objects.visible_to(user).active().order_by("head_name", "pk")


def writable_villages(user):
    """Where ``user`` writes families."""
    return villages_below(user.codes(Capability.CHANGE_FAMILIES)).order_by("code")


def category_choices():
    return list(ProblemCategory.objects.values_list("code", "name"))
