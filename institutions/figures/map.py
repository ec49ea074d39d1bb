"""The social map: where institutions are, what they give, how many families live where, and what nobody gives.

Each function takes a fixed number of statements, however many villages. Families are counted, never placed: a number
below five stays hidden, and so does a point that fewer than five families make.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Length

from families.enums import ProblemState
from families.models import Family, Problem
from families.models.family import place_words
from institutions.enums import InstitutionKind, Sector
from institutions.models import Institution, ServiceOffer
from regions.enums import Level
from regions.models import Region, in_regions
from regions.queries import path_codes, villages_below

FEW = 5
FAR = 3  # the province; who is no nearer is hard to reach for a family
NATION_WIDE = "Seluruh Indonesia"
NOBODY = ("bad", "warn", "Belum ada penyedia")
ONLY_FAR = ("wait", "higher", "Hanya di tingkat provinsi atau nasional")


def shown(count):
    """How a number of families is told."""
    return f"<{FEW}" if count < FEW else str(count)


@dataclass(frozen=True, slots=True)
class Need:
    """Open problems of one kind in one village. ``distance`` to the nearest that names it, as in queries; or None."""

    code: str
    problem: str
    village_code: str
    village: str
    district: str
    families: int
    distance: int | None

    @property
    def count(self):
        return shown(self.families)

    @property
    def badge(self):
        return NOBODY if self.distance is None else ONLY_FAR


@dataclass(frozen=True, slots=True)
class Spot:
    """Families of an RT or a village. ``at`` is the middle of at least five of them, or None."""

    village: str
    district: str
    place: str
    families: int
    at: list | None

    @property
    def count(self):
        return shown(self.families)


@dataclass(frozen=True, slots=True)
class Place:
    """``rows``: one an institution kind, with its label, how many, and services by sector; ``missing``: sectors."""

    region: Region | None
    rows: list
    missing: list

    @property
    def name(self):
        return str(self.region) if self.region else NATION_WIDE


def unmet_needs(codes):
    """Needs that nobody serves whom the village has nearer than the province, those without anybody first.

    Two statements. Only an offer that names the problem counts: one for everybody answers no question.
    """
    given = _named_by_region(codes)
    problems = Problem.objects.exclude(state=ProblemState.SOLVED).filter(
        in_regions("family__village__code", codes), family__closed_on=None
    )
    place = ("family__village", "family__village__name", "family__village__parent__name")
    grouped = problems.order_by().values_list("category", "category__name", *place)
    needs = [
        Need(code, problem, village, *_names(village, *names), families, _distance(village, given[code]))
        for code, problem, village, *names, families in grouped.annotate(families=Count("family", distinct=True))
    ]
    unmet = (need for need in needs if need.distance is None or need.distance >= FAR)
    return sorted(unmet, key=lambda need: (need.distance is not None, -need.families, need.village_code, need.code))


def _named_by_region(codes):
    """Problem → the regions ("" the nation) in which an active offer names it."""
    offers = ServiceOffer.objects.active().filter(serving(codes, "institution__region"), problems__isnull=False)
    given = defaultdict(set)
    for code, region in offers.order_by().values_list("problems", "institution__region").distinct():
        given[code].add(region or "")
    return given


def serving(codes, path):
    """A condition: the region at ``path`` lies in one of the subtrees, or above one, or is the nation."""
    above = {above for code in codes for above in path_codes(code)}
    return in_regions(f"{path}__code", codes) | Q(**{f"{path}__in": above}) | Q(**{path: None})


def _distance(village, regions):
    nearest_first = [*reversed(path_codes(village)), ""]
    return next((rank for rank, code in enumerate(nearest_first) if code in regions), None)


def _names(code, village, district):
    """Of a village and its kecamatan, as officials write them."""
    levels = ((village, Level.VILLAGE), (district, Level.DISTRICT))
    return [Region(code=code, name=name, level=level).full_name for name, level in levels]


def family_spots(codes, *, by_neighbourhood):
    """Open files by RT, or by village. One statement."""
    place = ("village", "village__name", "village__parent__name", *(("rw", "rt") if by_neighbourhood else ()))
    families = Family.objects.active().filter(in_regions("village__code", codes))
    middle = {"north": Avg("latitude"), "east": Avg("longitude")}
    counted = families.order_by(*place).values(*place).annotate(n=Count("pk"), located=Count("latitude"), **middle)
    return [_spot(row, by_neighbourhood) for row in counted]


def _spot(row, by_neighbourhood):
    village, district = _names(row["village"], row["village__name"], row["village__parent__name"])
    neighbourhood = place_words("", row["rt"], row["rw"]) or "RT belum diisi" if by_neighbourhood else ""
    at = _rounded(row["north"], row["east"]) if row["located"] >= FEW else None
    return Spot(village, district, neighbourhood or village, row["n"], at)


def _rounded(latitude, longitude):
    """To about a hundred metres."""
    return [round(float(latitude), 3), round(float(longitude), 3)]


def with_services(institutions):
    """By name, each with ``given``: what it gives now. Two statements when read."""
    given = Prefetch("offers", ServiceOffer.objects.filter(active=True).order_by("name", "pk"), to_attr="given")
    return institutions.select_related("region__parent").prefetch_related(given).order_by("name", "pk")


def village_labels(institutions):
    """Where to write the names of the villages: amid their institutions. None where there is but one."""
    points = defaultdict(list)
    for each in institutions:
        if each.region and each.region.level == Level.VILLAGE:
            points[each.place].append((each.latitude, each.longitude))
    middles = {name: [float(sum(axis) / len(at)) for axis in zip(*at, strict=True)] for name, at in points.items()}
    return middles if len(middles) > 1 else {}


def places_of(codes):
    """The regions in and above these that have an institution: villages first, the nation (None) last. One statement.

    The villages without any are a list of their own, see ``villages_without``.
    """
    above = {above for code in codes for above in path_codes(code)}
    regions = Region.objects.filter(in_regions("code", codes) | Q(pk__in=above), _has_institution())
    return [*regions.select_related("parent").order_by(Length("code").desc(), "code"), None]


def villages_without(codes):
    """The villages where not one institution is known. One statement."""
    return list(villages_below(codes).filter(~_has_institution()).select_related("parent").order_by("code"))


def _has_institution():
    return Exists(Institution.objects.active().filter(region=OuterRef("pk")))


def services_matrix(places):
    """A Place for each of ``places``: kinds of institutions against sectors of services. Two statements."""
    wanted = Q(region__in=[place.pk for place in places if place])
    wanted |= Q(region=None) if None in places else Q(pk__in=[])
    institutions = Institution.objects.active().filter(wanted)
    services = ServiceOffer.objects.filter(active=True, institution__in=institutions).order_by()
    by_kind, by_sector = defaultdict(dict), defaultdict(dict)
    for region, kind, n in institutions.order_by().values_list("region", "kind").annotate(n=Count("pk")):
        by_kind[region][kind] = n
    cells = services.values_list("institution__region", "institution__kind", "sector").annotate(n=Count("pk"))
    for region, kind, sector, n in cells:
        by_sector[region][kind, sector] = n
    return [_place(place, by_kind[place and place.pk], by_sector[place and place.pk]) for place in places]


def _place(region, institutions, services):
    kinds = (kind for kind in InstitutionKind if kind in institutions)
    rows = [
        (kind.label, institutions[kind], [(sector.label, services.get((kind, sector), "")) for sector in Sector])
        for kind in kinds
    ]
    given = {sector for _, sector in services}
    missing = [sector.label for sector in Sector if sector not in given and sector != Sector.OTHER]
    return Place(region, rows, missing)


def matrix_rows(places):
    """The matrix as one table: a row a place and kind of institution, and one a place that has none."""
    return [
        {"place": place.name, "region": place.region, "kind": kind, "institutions": count, "services": dict(cells)}
        for place in services_matrix(places)
        for kind, count, cells in place.rows or [("Belum ada lembaga", 0, ())]
    ]
