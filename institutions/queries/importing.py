"""What the rows of an import are compared with, each in one statement however long the file is."""

from families.models import Family
from institutions.models import Institution, Membership
from regions.queries import path_codes


def memberships_of(unit):
    """Those who belong to the FCU and those who left it, with what they stand for."""
    rows = Membership.objects.filter(care_unit=unit).select_related("institution", "family")
    return list(rows.order_by("pk"))


def institutions_around(village_code):
    """The active institutions that serve this village, the nearest last, so that a name found twice is the nearest."""
    serving = Institution.objects.active().filter(region__in=path_codes(village_code))
    nation = Institution.objects.active().filter(region=None).order_by("pk")
    return [*nation, *serving.order_by("region", "pk")]


def families_by_number(user, village, numbers):
    """File number → the open file of this village, as far as ``user`` sees it."""
    seen = Family.objects.visible_to(user).active().filter(village=village, file_number__in=list(numbers))
    return {family.file_number: family for family in seen}
