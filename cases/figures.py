"""Counts of intakes, cases and services for a region and a period; every report and chart reads these."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from cases.enums import ENDED_STATES, CaseState, IntakeState
from cases.models import Case, CaseEvent, Intake, ServiceGiven
from regions.models import in_regions
from regions.queries import CODE_LENGTHS

PLACES = {2: "village__parent__parent__parent", 5: "village__parent__parent", 8: "village__parent", 13: "village"}


@dataclass(frozen=True)
class Spread:
    """Days as most people met them, and as the slowest tenth did; None where there was nothing to measure.

    ``days``: {so many days, as text: how many}, so that a recap forms the median of several again.
    """

    median: float | None
    p90: int | None
    count: int
    days: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class CaseFigures:
    """Dicts are keyed by the values of cases.enums. ``days_to_*`` count from the intake, else from the opening."""

    intakes: int
    intakes_by_source: dict
    intakes_by_urgency: dict
    informed: int
    opened: int
    open_at_end: int
    closed: int
    closed_by_result: dict
    dropped: int
    reopened: int
    services: int
    services_by_kind: dict
    integrated_services: int
    people_served: int
    families_served: int
    days_to_service: Spread
    days_to_closing: Spread

    @property
    def ended(self):
        return self.closed + self.dropped

    @property
    def success(self):
        """Cases recorded and services given together, the guideline's measure (II.H)."""
        return self.opened + self.services


def spread(days):
    """Median and 90th percentile (nearest rank) of whole days."""
    return spread_of(Counter(days))


def spread_of(counts):
    """The same of ``counts``, {so many days: how many}."""
    total = sum(counts.values())
    if not total:
        return Spread(None, None, 0)
    kept = {str(day): n for day, n in sorted(counts.items())}
    low, high = _ranked(counts, -(-total // 2)), _ranked(counts, total // 2 + 1)
    return Spread(low if low == high else (low + high) / 2, _ranked(counts, -(-total * 9 // 10)), total, kept)


def _ranked(counts, rank):
    """The day of the one in this place, from 1, when all stand in order."""
    for day in sorted(counts):
        rank -= counts[day]
        if rank <= 0:
            return day
    raise ValueError("there are not so many")


def case_figures(codes, period):
    """Of the villages below ``codes`` (region codes), in six statements. What is opened again later stays counted as
    the closing that it was."""
    days = (period.first_day, period.last_day)
    place = in_regions("village__code", codes)
    endings = CaseEvent.objects.filter(in_regions("case__village__code", codes), to_state__in=ENDED_STATES)
    services = ServiceGiven.objects.counted().filter(in_regions("case__village__code", codes), given_on__range=days)
    return CaseFigures(
        **_intakes(Intake.objects.counted().filter(place, received_on__range=days)),
        **_opened(Case.objects.filter(place, opened_on__lte=days[1]), days),
        **_ended(endings.filter(on__range=days)),
        **_services(services),
        days_to_service=_days_to_service(Case.objects.filter(place), days),
    )


def _intakes(intakes):
    rows = list(intakes.values_list("source", "urgency", "state").annotate(n=Count("pk")).order_by())
    by_source, by_urgency, by_state = (_summed(rows, column) for column in range(3))
    return {
        "intakes": sum(row[-1] for row in rows),
        "intakes_by_source": by_source,
        "intakes_by_urgency": by_urgency,
        "informed": by_state.get(IntakeState.INFORMED, 0),
    }


def _summed(rows, column):
    totals = Counter()
    for row in rows:
        totals[row[column]] += row[-1]
    return dict(totals)


def _opened(cases, days):
    counts = cases.aggregate(**_turns(days))
    return {"opened": counts["opened"], "open_at_end": _open(counts), "reopened": counts["reopened"]}


def _turns(days, path=""):
    """Aggregates over cases that began by the last of ``days``; ``path`` leads from a row to its case.

    ``closed`` and ``reopened`` fell in the period, ``ended`` and ``again`` at any time until its end.
    """
    first, last = days
    until, lately = Q(**{f"{path}events__on__lte": last}), Q(**{f"{path}events__on__gte": first})
    ended = until & Q(**{f"{path}events__to_state__in": ENDED_STATES})
    again = until & Q(**{f"{path}events__step": "reopen"})
    turns = {"closed": ended & lately, "reopened": again & lately, "ended": ended, "again": again}
    return {
        "opened": Count("pk", distinct=True, filter=Q(**{f"{path}opened_on__gte": first})),
        "began": Count("pk", distinct=True),
        **{name: Count(f"{path}events", filter=condition) for name, condition in turns.items()},
    }


def _open(counts):
    """A case is open when it began, or began again, once more than it ended."""
    return counts["began"] + counts["again"] - counts["ended"]


def _ended(events):
    """One narrow row an ending: results and days come from the same rows."""
    start = Coalesce("case__intake__received_on", "case__opened_on")
    rows = list(events.annotate(start=start).order_by().values_list("to_state", "result", "start", "on"))
    closed = [(result, (end - start).days) for state, result, start, end in rows if state == CaseState.CLOSED]
    return {
        "closed": len(closed),
        "closed_by_result": dict(Counter(result for result, _ in closed)),
        "dropped": len(rows) - len(closed),
        "days_to_closing": spread(days for _, days in closed),
    }


def _services(services):
    partners = ServiceGiven.institutions.through.objects.filter(servicegiven=OuterRef("pk")).order_by()
    joint = Exists(partners.values("servicegiven").annotate(n=Count("pk")).filter(n__gte=2))
    by_kind = dict(services.order_by().values_list("kind").annotate(n=Count("pk")))
    reach = services.aggregate(
        people=Sum("people", default=0),
        families=Count("case__family", distinct=True),
        integrated=Count("pk", filter=joint),
    )
    return {
        "services": sum(by_kind.values()),
        "services_by_kind": by_kind,
        "integrated_services": reach["integrated"],
        "people_served": reach["people"],
        "families_served": reach["families"],
    }


def _days_to_service(cases, days):
    """Of the cases whose first service fell in the period."""
    start, counted = Coalesce("intake__received_on", "opened_on"), Q(services__cancelled_on=None)
    served = cases.annotate(start=start, first=Min("services__given_on", filter=counted)).filter(first__range=days)
    return spread((first - start).days for start, first in served.order_by().values_list("start", "first"))


@dataclass(frozen=True, slots=True)
class Line:
    """Cases of one problem, place or handler: opened and closed in the period, open at its end."""

    label: str
    opened: int
    open: int
    closed: int


def by_problem(codes, period):
    """One statement. A case with two problems stands in both lines."""
    links = Case.problems.through.objects.filter(in_regions("case__village__code", codes))
    return _lines(links.values("problem__category__name"), period, path="case__")


def by_place(codes, period):
    """One statement: the places one step below the widest of ``codes``, villages where that is one."""
    widest = min(map(len, codes), default=0)
    path = next((PLACES[length] for length in CODE_LENGTHS if length > widest), "village")
    return _lines(_cases(codes).values(path, f"{path}__name"), period)


def by_handler(codes, period):
    """One statement."""
    return _lines(_cases(codes).values("handler", "handler__name"), period)


def by_village_and_handler(codes, period):
    """Both tables in one statement, for who sees the cases of a few villages."""
    pairs = _cases(codes).values("village", "village__name", "handler", "handler__name")
    counted = list(_counted(pairs, period))
    return tuple(_sorted(_added(counted, column)) for column in (0, 2))


def _cases(codes):
    return Case.objects.filter(in_regions("village__code", codes))


def _added(counted, column):
    """Rows of (village, its name, handler, its name, opened, open, closed), added up by one of the two."""
    totals = {}
    for row in counted:
        sums = totals.setdefault(row[column], [row[column + 1], 0, 0, 0])
        sums[1:] = [total + n for total, n in zip(sums[1:], row[-3:], strict=True)]
    return [Line(*sums) for sums in totals.values()]


def _lines(grouped, period, path=""):
    """The last of the grouped columns is the label."""
    return _sorted(Line(*row[-4:]) for row in _counted(grouped, period, path))


def _counted(grouped, period, path=""):
    """Of each group that has any: what it is grouped by, opened, open, closed."""
    days = (period.first_day, period.last_day)
    turns = _turns(days, path)
    began = grouped.filter(**{f"{path}opened_on__lte": days[1]}).order_by()
    for row in began.annotate(**turns):
        group = [value for column, value in row.items() if column not in turns]
        sums = [row["opened"], _open(row), row["closed"]]
        if any(sums):
            yield (*group, *sums)


def _sorted(lines):
    """The most open first."""
    return sorted(lines, key=lambda line: (-line.open, -line.opened, line.label))
