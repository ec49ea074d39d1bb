"""What the FCUs and the directory count for a region and a period: four statements, however many villages."""

from dataclasses import dataclass, field

from django.db.models import CharField, Count, Exists, OuterRef, Q, Value

from core.answers import answers_to
from institutions.enums import UnitState
from institutions.models import CareUnit, Decree, Institution, Meeting, Membership, Officer, ServiceOffer
from institutions.queries import with_activity
from regions.models import Region, in_regions


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


ANSWERS = "institutions.answers"  # the question that core.answers asks the app of the referrals


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """How an institution answers referrals. ``days``: half of its answers came within so many; None without one."""

    placed: int = 0
    answered: int = 0
    accepted: int = 0
    days: int | None = None

    def __str__(self):
        if not self.placed:
            return "Belum pernah dirujuk"
        if not self.answered:
            return f"Belum menjawab {self.placed} rujukan"
        within = f"{self.days} hari" if self.days > 1 else "sehari"
        return f"Menerima {self.accepted} dari {self.answered} rujukan, biasanya menjawab dalam {within}"


def answer_records(institution_ids):
    """{id: AnswerRecord} for all of them, also for those that were never referred to."""
    known = answers_to(ANSWERS, institution_ids)
    return {pk: known.get(pk, AnswerRecord()) for pk in institution_ids}


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
    meetings = Meeting.objects.held().filter(in_regions("care_unit__village__code", codes), within)
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


@dataclass(frozen=True, slots=True)
class VillageRow:
    """One village of the grid: its FCU with today's counts, or None, and what stands out."""

    village: Region
    unit: CareUnit | None
    decree: Decree | None
    officers: int
    members: int
    active_members: int
    meetings: int

    @property
    def is_without(self):
        """No FCU that works or is being formed."""
        return self.unit is None or self.unit.state == UnitState.INACTIVE


def village_rows(villages, quarter, day):
    """A row for each of ``villages`` (from ``grid_villages``); meetings held in ``quarter``. Five statements."""
    keys = [village.unit_pk for village in villages if village.unit_pk]
    units = CareUnit.objects.select_related("decree").in_bulk(keys)
    owned = Q(care_unit__in=keys)
    members = with_activity(
        Membership.objects.filter(owned).current(day), Meeting.objects.filter(owned, is_planned=False), day
    )
    held = Meeting.objects.filter(
        owned, is_planned=False, held_on__gte=quarter.first_day, held_on__lte=quarter.last_day
    )
    counts = {
        "officers": _by_unit(Officer.objects.filter(owned).in_term(day), "post"),
        "members": _by_unit(members),
        "active_members": _by_unit(members.filter(is_active=True)),
        "meetings": _by_unit(held),
    }
    return [_village_row(village, units.get(village.unit_pk), counts) for village in villages]


def _by_unit(rows, what="pk"):
    counted = rows.order_by().values_list("care_unit").annotate(n=Count(what, distinct=True))
    return dict(counted)


def _village_row(village, unit, counts):
    numbers = {name: found.get(unit.pk, 0) if unit else 0 for name, found in counts.items()}
    return VillageRow(village=village, unit=unit, decree=getattr(unit, "decree", None), **numbers)
