"""Events of the tiers: the list, where somebody may record one, and how each region was reached."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.db.models.functions import Lower

from accounts.capabilities import Capability
from institutions.models import Institution
from programmes.enums import EventKind, EventLevel
from programmes.models import EventReach, TierEvent
from regions.enums import Level
from regions.models import Region, in_regions
from regions.queries import villages_below

NATION = "nasional"
LEVELS = {
    Level.PROVINCE: EventLevel.PROVINCE, Level.REGENCY: EventLevel.REGENCY, Level.DISTRICT: EventLevel.DISTRICT,
    Level.VILLAGE: EventLevel.VILLAGE,
}  # fmt: skip
DISTRICT_LENGTH = 8


def event_rows(user):
    """With how many villages each reached."""
    villages = Count("reached", filter=Q(reached__region__level=Level.VILLAGE), distinct=True)
    rows = TierEvent.objects.visible_to(user).select_related("region__parent", "recorded_by")
    return rows.annotate(village_count=villages)


def may_record(user, event):
    return user.can(Capability.RECORD_EVENTS, event.region_id or "")


def regions_to_record_in(user):
    """The regions of one's own, and the kecamatan of a regency, as (code, words); NATION for the centre."""
    codes = user.codes(Capability.RECORD_EVENTS)
    own = Q(pk__in=codes) | (Q(level=Level.DISTRICT) & Q(parent__in=codes))
    regions = Region.objects.filter(own, active=True).order_by("code")
    nation = [(NATION, "Seluruh Indonesia")] if "" in codes else []
    return [*nation, *((each.pk, each.full_name) for each in regions)]


def directory_by_name(names, user):
    """{name in small letters: institution} of those names that exactly one institution in sight has."""
    found = defaultdict(list)
    rows = Institution.objects.visible_to(user).filter(active=True).annotate(small=Lower("name"))
    for institution in rows.filter(small__in={name.lower() for name in names}):
        found[institution.small].append(institution)
    return {name: each[0] for name, each in found.items() if len(each) == 1}


def reach_of(event):
    """(villages, other regions) that took part."""
    regions = [
        row.region for row in event.reached.select_related("region__parent").order_by("region__parent", "region__name")
    ]
    villages = [region for region in regions if region.level == Level.VILLAGE]
    return villages, [region for region in regions if region.level != Level.VILLAGE]


def regions_inside(event, parent):
    """Those directly below ``parent`` (None: the provinces), all inside the event's own region."""
    return Region.objects.filter(parent=parent, active=True).order_by("name")


@dataclass(frozen=True, slots=True)
class ReachCell:
    """``day``: the last on which the place itself took part; ``reached``: how many of its villages did."""

    kind: str
    day: date | None
    reached: int = 0


@dataclass(frozen=True, slots=True)
class ReachLine:
    """One ReachCell a kind. ``villages``: how many lie in the place, ``reached``: how many took part in anything."""

    place: Region
    cells: list
    villages: int = 0
    reached: int = 0

    @property
    def left_out(self):
        return self.villages - self.reached


def reach_lines(region, year=None):
    """A kecamatan as a whole and its villages, or the kecamatan of a regency. ``year``: None for all years."""
    last = _last_days(region.pk, year)
    villages = villages_below([region.pk]).order_by("name", "pk")
    if region.level in (Level.DISTRICT, Level.VILLAGE):
        whole = [ReachLine(region, _days(region, last))] if region.level == Level.DISTRICT else []
        return [*whole, *(_village_line(village, last) for village in villages)]
    counted = defaultdict(set)
    for code, kind in last:
        if len(code) > DISTRICT_LENGTH:
            counted[code[:DISTRICT_LENGTH], kind].add(code)
    below = defaultdict(int)
    for code in villages.values_list("pk", flat=True):
        below[code[:DISTRICT_LENGTH]] += 1
    districts = Region.objects.filter(in_regions("code", [region.pk]), level=Level.DISTRICT, active=True)
    return [_district_line(district, last, counted, below) for district in districts.order_by("name", "pk")]


def _last_days(code, year):
    """{(kecamatan or village, kind): the last day} of what was held."""
    held = TierEvent.objects.held().filter(**({"held_on__year": year} if year else {}))
    rows = EventReach.objects.filter(
        in_regions("region__code", [code]),
        event__in=held.values("pk"),
        region__level__in=(Level.DISTRICT, Level.VILLAGE),
    )
    days = rows.order_by().values_list("region", "event__kind").annotate(last=Max("event__held_on"))
    return {(place, kind): last for place, kind, last in days}


def _days(place, last):
    return [ReachCell(kind.label, last.get((place.pk, kind))) for kind in EventKind]


def _village_line(village, last):
    cells = _days(village, last)
    return ReachLine(village, cells, villages=1, reached=int(any(cell.day for cell in cells)))


def _district_line(district, last, counted, below):
    cells = [
        ReachCell(kind.label, last.get((district.pk, kind)), len(counted[district.pk, kind])) for kind in EventKind
    ]
    reached = set().union(*(counted[district.pk, kind] for kind in EventKind))
    return ReachLine(district, cells, villages=below[district.pk], reached=len(reached))
