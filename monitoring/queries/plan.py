"""Planned visits, and how long ago each FCU was visited."""

from django.db.models import F, Min, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.capabilities import Capability
from core.periods import months_later
from monitoring.models import PlannedSupervision, SupervisionVisit
from monitoring.queries.visits import units_in
from regions.models import Region, in_regions

MONTHS_UNSEEN = 3
MOST_WORDS = 6


def plan_rows(user):
    related = ("region__parent", "care_unit", "officer", "planned_by", "visit")
    return PlannedSupervision.objects.visible_to(user).select_related(*related)


def visited_since(day=None):
    """An FCU whose last visit lies before this day has not been visited for too long."""
    return months_later(day or timezone.localdate(), -MONTHS_UNSEEN)


def rhythm_rows(user):
    """Working FCUs with ``last_visit`` (of a visit that was sent) and ``next_due`` of the plan."""
    visits = SupervisionVisit.objects.sent().filter(care_unit=OuterRef("pk")).order_by("-visited_on", "-pk")
    planned = PlannedSupervision.objects.open().filter(care_unit=OuterRef("pk")).order_by()
    next_due = planned.values("care_unit").annotate(due=Min("due_on")).values("due")
    return units_in(user, Capability.SEE_MONITORING).annotate(
        last_visit=Subquery(visits.values("visited_on")[:1]), next_due=Subquery(next_due)
    )


def unseen(units):
    """Of ``rhythm_rows`` those not visited for more than three months, or never."""
    return units.filter(Q(last_visit=None) | Q(last_visit__lt=visited_since()))


def longest_first(units):
    return units.order_by(F("last_visit").asc(nulls_first=True), "village__code", "pk")


def office_rows(user, asked=""):
    """The regions whose office ``user`` may visit; ``asked``: words of their name or that of the one above."""
    codes = user.codes(Capability.RECORD_MONITORING)
    rows = Region.objects.filter(in_regions("code", codes), active=True).select_related("parent").order_by("code")
    for word in asked.split()[:MOST_WORDS]:
        rows = rows.filter(Q(name__icontains=word) | Q(parent__name__icontains=word))
    return rows
