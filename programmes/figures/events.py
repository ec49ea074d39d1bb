"""Counts of the events of the tiers for a region and a period."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Lower
from django.utils import timezone

from programmes.models import EventGuest, EventReach, TierEvent
from regions.enums import Level
from regions.models import in_regions
from regions.queries import villages_below


@dataclass(frozen=True)
class EventFigures:
    """Events held in the period in the regions below the codes. ``by_kind``, ``by_level``: {value: how many};
    ``institutions``: how many different ones came. ``villages_by_kind`` and ``villages_reached`` count
    villages of the regions whatever tier reached them, of ``villages`` in all. Follow-ups as they stand now."""

    by_kind: dict
    by_level: dict
    men: int
    women: int
    institutions: int
    villages: int
    villages_reached: int
    villages_by_kind: dict
    follow_ups_open: int
    follow_ups_late: int


def event_figures(codes, period):
    """Six statements."""
    days = (period.first_day, period.last_day)
    events = TierEvent.objects.held().filter(in_regions("region__code", codes), held_on__range=days).order_by()
    held = TierEvent.objects.held().filter(held_on__range=days)
    reached = EventReach.objects.filter(
        in_regions("region__code", codes), region__level=Level.VILLAGE, event__in=held.values("pk")
    ).order_by()  # fmt: skip
    rows = list(events.values_list("kind", "level").annotate(n=Count("pk"), men=Sum("men"), women=Sum("women")))
    return EventFigures(
        by_kind=_summed(rows, 0),
        by_level=_summed(rows, 1),
        men=sum(men for *_, men, _ in rows),
        women=sum(women for *_, women in rows),
        institutions=_institutions(events),
        villages=villages_below(codes).count(),
        villages_reached=reached.aggregate(n=Count("region", distinct=True))["n"],
        villages_by_kind=dict(reached.values_list("event__kind").annotate(n=Count("region", distinct=True))),
        **_follow_ups(codes),
    )


def _institutions(events):
    guests = EventGuest.objects.filter(event__in=events.values("pk")).order_by()
    return guests.aggregate(n=Count(Lower("name"), distinct=True))["n"]


def _summed(rows, place):
    found = {}
    for row in rows:
        found[row[place]] = found.get(row[place], 0) + row[2]
    return found


def _follow_ups(codes):
    late = Q(follow_up_due__lt=timezone.localdate())
    waiting = TierEvent.objects.with_open_follow_up().filter(in_regions("region__code", codes))
    return waiting.aggregate(follow_ups_open=Count("pk"), follow_ups_late=Count("pk", filter=late))
