"""Reads that span relations: who can help near here, and who belongs to an FCU."""

from datetime import timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from institutions.enums import InstitutionKind
from institutions.models import (
    Attendance,
    CareUnit,
    Decree,
    Institution,
    Meeting,
    Membership,
    Officer,
    ServiceOffer,
)
from regions.enums import Level
from regions.models import Region, in_regions
from regions.queries import path_codes

TERM_WARNING = timedelta(days=60)
RECENT_MEETINGS = 3
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


def unit_of(village):
    """The village's FCU that works or is being formed, or None. ``village`` is a region or its code."""
    return CareUnit.objects.active().filter(village=village).first()


def officers_on(unit, day):
    """Who held a post on this day, coordinator first."""
    return unit.officers.in_term(day).select_related("membership").order_by("post")


def ending_terms(officers, day=None):
    """Of these officers the terms that end within 60 days without a successor."""
    day = day or timezone.localdate()
    followed = {row.post for row in officers if row.starts_on > day}
    soon = [row for row in officers if row.starts_on <= day <= row.ends_on <= day + TERM_WARNING]
    return sorted((row for row in soon if row.post not in followed), key=lambda row: row.ends_on)


def recent_meetings(meetings, day=None):
    """The last three meetings of each FCU among ``meetings`` up to ``day``."""
    day = day or timezone.localdate()
    newest = Window(RowNumber(), partition_by=F("care_unit"), order_by=[F("held_on").desc(), F("pk").desc()])
    return meetings.filter(held_on__lte=day).annotate(age_rank=newest).filter(age_rank__lte=RECENT_MEETINGS)


def with_activity(memberships, meetings, day=None):
    """Annotates ``is_active``: the member attended at least one of the last three meetings."""
    recent = Meeting.objects.filter(pk__in=recent_meetings(meetings, day).values("pk"))
    attended = Attendance.objects.filter(membership=OuterRef("pk"), meeting__in=recent)
    return memberships.annotate(is_active=Exists(attended))


def members_of_unit(unit, day=None):
    """Those who belong to the FCU on this day, with ``is_active``."""
    current = Membership.objects.filter(care_unit=unit).current(day)
    return with_activity(current, unit.meetings.all(), day).select_related("institution").order_by("name", "pk")


def with_attendance(meetings):
    """Annotates ``members_present`` and ``guests_present``."""
    present = Attendance.objects.filter(meeting=OuterRef("pk"))
    return meetings.annotate(
        members_present=_count_of(present.exclude(membership=None), "meeting"),
        guests_present=_count_of(present.filter(membership=None), "meeting"),
    )


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
    return institutions.select_related("region__parent").annotate(offer_count=_count_of(offers, "institution"))


def unit_rows(units, day=None):
    """With ``member_count``, ``officer_count``, ``last_meeting`` and ``decree_number``: a row of the list of FCUs."""
    day = day or timezone.localdate()
    members = Membership.objects.filter(care_unit=OuterRef("pk")).current(day)
    officers = Officer.objects.filter(care_unit=OuterRef("pk")).in_term(day)
    meetings = Meeting.objects.filter(care_unit=OuterRef("pk")).order_by("-held_on")
    return units.select_related("village__parent").annotate(
        member_count=_count_of(members, "care_unit"),
        officer_count=_count_of(officers, "care_unit"),
        last_meeting=Subquery(meetings.values("held_on")[:1]),
        decree_number=Subquery(Decree.objects.filter(care_unit=OuterRef("pk")).values("number")[:1]),
    )


def _count_of(rows, owner):
    """As a subquery, so that the number of rows of a list is counted without it."""
    counted = rows.order_by().values(owner).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def helplines(region_code):
    """TKSK and LK3 that serve this region and can be called, the nearest first."""
    reach = Q(region__in=path_codes(region_code))
    desks = Institution.objects.active().filter(reach, kind__in=HELP_KINDS).exclude(phone="")
    return desks.select_related("region").order_by("-kind", "-region", "pk")
