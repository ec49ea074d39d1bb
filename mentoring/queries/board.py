"""Who guides whom in a village, how many each guides, and how their visits stand."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.capabilities import Capability
from mentoring.models import Graduation, MentoringRule, Mentorship
from mentoring.models.pairing import MOST_FAMILIES
from mentoring.queries.visits import is_late, is_over
from regions.models import Region
from regions.queries import villages_below

MOST_VILLAGES = 400


@dataclass(frozen=True, slots=True)
class Totals:
    families: int
    pioneers: int
    late: int
    over: int


def totals_of(mentorships, today):
    rows = mentorships.open().order_by().annotate(late=is_late(today))
    counted = rows.aggregate(
        families=Count("pk"),
        pioneers=Count("pioneer", distinct=True),
        late_ones=Count("pk", filter=Q(late=True)),
        over=Count("pk", filter=is_over(today)),
    )
    return Totals(counted["families"], counted["pioneers"], counted["late_ones"], counted["over"])


def with_load(mentorships):
    """Each with ``load``, how many its pioneer guides now, and ``most``, how many it may."""
    running = Mentorship.objects.open().filter(pioneer=OuterRef("pioneer")).order_by().values("pioneer")
    rule = MentoringRule.objects.filter(village=OuterRef("village")).values("most_families")
    return mentorships.annotate(
        load=Coalesce(Subquery(running.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        most=Coalesce(Subquery(rule, output_field=IntegerField()), MOST_FAMILIES),
    )


def seen_villages(user):
    """(code, name) of the villages where families are guided whom the user sees: the others have nothing to show."""
    seen = Mentorship.objects.filter(user.scope(Capability.SEE_FAMILIES, "village__code"))
    villages = Region.objects.filter(pk__in=seen.values("village")).order_by("code")
    return [(village.code, village.full_name) for village in villages[:MOST_VILLAGES]]


def watched_rows(user):
    """Graduations under watch, the first to end first."""
    rows = Graduation.objects.visible_to(user).watched().order_by("watch_until", "pk")
    return rows.select_related("mentorship__plasma", "mentorship__village__parent")


def led_villages(user):
    """Where the user pairs families."""
    return villages_below(user.codes(Capability.SET_FAMILY_STATUS)).order_by("code")
