"""What the FCUs and the directory count for a region and a period: four statements, however many villages."""

from dataclasses import dataclass, field

from django.db.models import CharField, Count, Exists, OuterRef, Q, Value

from institutions.enums import UnitState
from institutions.models import CareUnit, Decree, Institution, Meeting, Membership, Officer, ServiceOffer
from institutions.queries import with_activity
from regions.models import in_regions


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """Counts on the period's last day; meetings and attendance within the period. Keys are the enums' values.

    ``units`` and ``institutions`` show today's state, since a change of state there carries no date of its own.
    """

    units: dict = field(default_factory=dict)
    with_decree: int = 0
    officers: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)
    active_members: dict = field(default_factory=dict)
    meetings: dict = field(default_factory=dict)
    members_present: int = 0
    guests_present: int = 0
    institutions: dict = field(default_factory=dict)
    offers: dict = field(default_factory=dict)


def unit_figures(codes, period):
    """``codes``: region codes whose subtrees are counted."""
    day = period.last_day
    return UnitFigures(
        **_units(codes, day),
        **_members(codes, day),
        **_meetings(codes, period),
        **_by_one_column(
            officers=(Officer.objects.filter(_working(codes)).in_term(day), "post"),
            institutions=(Institution.objects.active().filter(in_regions("region__code", codes)), "kind"),
            offers=(ServiceOffer.objects.active().filter(in_regions("institution__region__code", codes)), "sector"),
        ),
    )


def _by_one_column(**wanted):
    """Each queryset counted by its column, all in one statement: {name: {value: count}}."""
    counted = [
        rows.order_by().values_list(Value(name, CharField()), by).annotate(n=Count("pk"))
        for name, (rows, by) in wanted.items()
    ]
    found = {name: {} for name in wanted}
    for name, value, n in counted[0].union(*counted[1:], all=True):
        found[name][value] = n
    return found


def _units(codes, day):
    decided = Decree.objects.filter(care_unit=OuterRef("pk"), decided_on__lte=day)
    units = CareUnit.objects.filter(in_regions("village__code", codes)).annotate(decided=Exists(decided))
    working = Q(decided=True) & ~Q(state=UnitState.INACTIVE)
    counts = {"all": Count("pk"), "with_decree": Count("pk", filter=working)}
    rows = list(units.order_by("state").values_list("state").annotate(**counts))
    return {"units": {state: count for state, count, _ in rows}, "with_decree": sum(row[2] for row in rows)}


def _working(codes):
    return in_regions("care_unit__village__code", codes) & ~Q(care_unit__state=UnitState.INACTIVE)


def _members(codes, day):
    members = Membership.objects.filter(_working(codes)).current(day)
    members = with_activity(members, Meeting.objects.filter(_working(codes)), day)
    counts = {"all": Count("pk"), "active": Count("pk", filter=Q(is_active=True))}
    rows = list(members.order_by("kind").values_list("kind").annotate(**counts))
    return {
        "members": {kind: count for kind, count, _ in rows},
        "active_members": {kind: active for kind, _, active in rows},
    }


def _meetings(codes, period):
    within = Q(held_on__gte=period.first_day, held_on__lte=period.last_day)
    meetings = Meeting.objects.filter(in_regions("care_unit__village__code", codes), within)
    counts = {
        "held": Count("pk", distinct=True),
        "members": Count("attendances__membership"),
        "guests": Count("attendances", filter=Q(attendances__membership=None)),
    }
    rows = list(meetings.order_by("kind").values_list("kind").annotate(**counts))
    return {
        "meetings": {row[0]: row[1] for row in rows},
        "members_present": sum(row[2] for row in rows),
        "guests_present": sum(row[3] for row in rows),
    }
