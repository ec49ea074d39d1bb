"""Who can help near here, and what is told of the institutions."""

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from families.queries.history import sentence
from institutions.enums import InstitutionKind
from institutions.models import Institution, Membership, ServiceOffer
from institutions.queries.counting import count_of
from regions.enums import Level
from regions.models import Region, in_regions
from regions.queries import path_codes, region_name

HELP_KINDS = (InstitutionKind.TKSK, InstitutionKind.LK3)
DISTANCES = {Level.VILLAGE: 0, Level.DISTRICT: 1, Level.REGENCY: 2, Level.PROVINCE: 3}
NATION = 4


def offers_for(region_code, *, sector=None, problem_codes=(), district_only=False):
    """Services given to people of this region, the nearest institution first; see ``nearest_first``."""
    offers = ServiceOffer.objects.active().filter(_serving(region_code, district_only))
    if sector:
        offers = offers.filter(sector=sector)
    return nearest_first(offers, problem_codes)


def nearest_first(offers, problem_codes=()):
    """Ordered by ``distance`` (0 village, 1 kecamatan, 2 regency, 3 province, 4 nation), then by name.

    With problems, an offer stays when it names one of them (``fits``) or none at all, since that one is for everybody.
    """
    named = ServiceOffer.problems.through.objects.filter(serviceoffer=OuterRef("pk"))
    fits = Exists(named.filter(problemcategory__in=list(problem_codes)))
    offers = offers.annotate(distance=_distance(), fits=fits)
    if problem_codes:
        offers = offers.filter(Q(fits=True) | ~Exists(named))
    nearest = offers.select_related("institution__region")
    return nearest.order_by("distance", "-fits", "institution__name", "name", "pk")


def _distance():
    ranks = (When(institution__region__level=level, then=Value(rank)) for level, rank in DISTANCES.items())
    return Case(*ranks, default=Value(NATION))


def _serving(region_code, district_only):
    path = path_codes(region_code)
    if district_only:
        return Q(institution__region__in=[code for code in path if len(code) >= len("53.01.05")])
    return Q(institution__region__in=path) | Q(institution__region=None)


def serving_or_below(region_code, path):
    """A condition: serves this region, as a whole or some part of it. ``path`` leads to the institution's region."""
    above = Q(**{f"{path}__in": path_codes(region_code)}) | Q(**{path: None})
    return above | in_regions(f"{path}__code", (region_code,))


def places_around(codes, chosen=""):
    """(code, label) of the regions to narrow a list by: those under ``codes``, and on the way down to ``chosen``."""
    opened = {*filter(None, codes), *path_codes(chosen)}
    under = Q(parent__in=opened) | Q(pk__in=opened)
    if "" in codes:
        under |= Q(parent=None)
    places = Region.objects.filter(under, in_regions("code", codes), active=True)
    return [(place.pk, place.full_name) for place in places.order_by("code")]


def institution_rows(institutions):
    """With ``offer_count``: what a row of the directory shows."""
    offers = ServiceOffer.objects.filter(institution=OuterRef("pk"), active=True)
    return institutions.select_related("region__parent").annotate(offer_count=count_of(offers, "institution"))


def representatives(institution, user):
    """The members of the FCUs that ``user`` sees who stand for this institution today."""
    current = Membership.objects.visible_to(user).current().filter(institution=institution)
    return current.select_related("care_unit__village").order_by("care_unit__village", "name", "pk")


def changes_of(institution, most):
    """The last ``most`` changes of the institution and its services as sentences, the newest first."""
    types = ContentType.objects.get_for_models(Institution, ServiceOffer)
    offers = ServiceOffer.objects.filter(institution=institution)
    entries = LogEntry.objects.filter(
        Q(content_type=types[Institution], object_id=institution.pk)
        | Q(content_type=types[ServiceOffer], object_id__in=offers.values("pk"))
    )
    return [_told(entry) for entry in entries.select_related("actor").order_by("-timestamp", "-pk")[:most]]


def _told(entry):
    """``sentence`` knows fields that went from one value to another; here are links and codes of regions too."""
    entry.changes = {name: _pair(name, change) for name, change in (entry.changes or {}).items()}
    return sentence(entry)


def _pair(name, change):
    if isinstance(change, dict):
        named = ", ".join(change["objects"])
        return ("ditambah", named) if change["operation"] == "add" else (named, "dihapus")
    return [region_name(code) or code for code in change] if name == "region" else change


def helplines(region_code):
    """TKSK and LK3 that serve this region and can be called, the nearest first."""
    reach = Q(region__in=path_codes(region_code))
    desks = Institution.objects.active().filter(reach, kind__in=HELP_KINDS).exclude(phone="")
    return desks.select_related("region").order_by("-kind", "-region", "pk")
