"""What the rows of an import are compared with, each in one statement however long the file is."""

from django.db.models import Prefetch, Q

from families.models import Family
from institutions.models import Institution, Membership, ServiceOffer
from institutions.queries.directory import serving_or_below
from regions.models import Region, in_regions
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


def regions_around(code):
    """Code → Region of all in force below ``code`` and on the way down to it."""
    found = Region.objects.filter(Q(pk__in=path_codes(code)) | in_regions("code", (code,)), active=True)
    return {region.pk: region for region in found.only("code", "name", "level")}


def directory_around(code):
    """The institutions that serve this region or a part of it, those that work no more first, so that whoever is
    looked for by name is one that works; each with all its ``offers`` in the same order, and their ``problems``."""
    offers = ServiceOffer.objects.order_by("active", "-pk").prefetch_related("problems")
    rows = Institution.objects.filter(serving_or_below(code, "region")).select_related("region")
    return list(rows.order_by("active", "-pk").prefetch_related(Prefetch("offers", offers, to_attr="known_offers")))
