"""Programmes for lists and for the page of one."""

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, NullIf

from accounts.capabilities import Capability
from core.formatting import number
from institutions.models import Institution
from programmes.models import MonthlyProgress, Programme, ProgrammeActivity, TrainingSession
from programmes.queries.progress import with_progress
from regions.enums import Level
from regions.models import VILLAGE_LENGTH, Region

OF_AGENCY = Coalesce(NullIf(F("agency_name"), Value("")), F("agency__name"), output_field=CharField())
ABOVE_VILLAGE = (Level.DISTRICT, Level.REGENCY)


def programme_rows(user):
    return Programme.objects.visible_to(user).select_related("agency", "region", "follows")


def listed_programmes(user):
    """Each with ``agency_title``, ``spent`` (rupiah, of all months) and ``village_count``."""
    return with_totals(Programme.objects.visible_to(user).select_related("agency", "region__parent"))


def with_totals(rows, until=None):
    """``until``: the last month that counts, by its first day."""
    spent = MonthlyProgress.objects.filter(activity__programme=OuterRef("pk")).order_by()
    if until:
        spent = spent.filter(month__lte=until)
    reached = Programme.villages.through.objects.filter(programme=OuterRef("pk")).order_by()
    return rows.annotate(
        agency_title=OF_AGENCY,
        spent=Coalesce(Subquery(spent.values("activity__programme").annotate(n=Sum("spent")).values("n")), 0),
        village_count=Coalesce(Subquery(reached.values("programme").annotate(n=Count("pk")).values("n")), 0),
    )


def may_change(user, programme):
    return user.can(Capability.CHANGE_PROGRAMMES, programme.region_id)


def activities_of(programme):
    """Those of the plan now, each with what was ``done`` and ``spent`` so far."""
    return list(with_progress(programme.activities.filter(removed_on=None)))


def latest_first(events):
    return events.select_related("actor").order_by(F("number").desc())


def still_open(programme, activities, reviews):
    """What should be told before a programme ends, as sentences. ``activities``: see ``activities_of``; ``reviews``:
    those that are not done.
    """
    sessions = TrainingSession.objects.planned().filter(group__programme=programme).count()
    below = [activity for activity in activities if activity.done < activity.target]
    found = [f"“{each}” mencapai {number(each.done)} dari {number(each.target)} {each.unit}" for each in below]
    if reviews:
        found.append(f"{number(len(reviews))} pemantauan atau evaluasi belum dilakukan")
    if sessions:
        found.append(f"{number(sessions)} pertemuan belajar belum dilaksanakan")
    return found


def regions_to_choose(user):
    """Where ``user`` may plan a programme: the regency, its kecamatan and its villages."""
    mine = user.scope(Capability.CHANGE_PROGRAMMES, "code")
    levels = (*ABOVE_VILLAGE, Level.VILLAGE)
    return Region.objects.filter(mine, active=True, level__in=levels).order_by("code")


def agencies_to_choose(user, kept=None):
    """Of the directory, what works for more than one village; ``kept``: the key of one that was chosen before."""
    wider = Q(active=True) & (Q(region=None) | ~Q(region__level=Level.VILLAGE))
    return Institution.objects.filter(
        Q(pk__in=Institution.objects.visible_to(user).filter(wider).values("pk")) | Q(pk=kept)
    ).order_by("name", "pk")


def districts_of(programme):
    """The kecamatan in which the programme may reach villages."""
    code = programme.region_id
    rows = Region.objects.filter(code__within=code) if len(code) < VILLAGE_LENGTH else Region.objects.none()
    return list(rows.filter(level=Level.DISTRICT, active=True).order_by("name", "pk"))


def villages_of_district(district):
    return Region.objects.filter(parent=district, active=True).order_by("name", "pk")


def listed_activity(programme, pk):
    return ProgrammeActivity.objects.filter(programme=programme, removed_on=None, pk=pk)
