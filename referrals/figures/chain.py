"""The whole chain of a region in a period: how much, how long, for whom, and what nobody could give."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Left

from referrals.enums import Outcome, Tier
from referrals.figures.report import APPROVING, ESCALATING, SERVED, within
from referrals.figures.standing import files_alike, month_of
from referrals.figures.stays import Pace, pace_by_state, stays
from referrals.models import Placement, Referral, ReferralEvent
from regions.models import in_regions

MEASURES = ("made", "approved", "rejected", "declined", "completed")
MEASURE_OF = dict.fromkeys(APPROVING, "approved") | {
    "reject": "rejected", "decline": "declined", "complete": "completed",
}  # fmt: skip
DISTRICT_STEPS = {"approve", "place_again", "reject"}


@dataclass(frozen=True)
class ChainFigures:
    """Counters are keyed by MEASURES: ``made`` first sent in the period, the others steps taken in the period.

    ``by_month``: by the number of the month in the period, from 0. ``by_place``: by region code. ``by_problem``: by
    name, a file with two problems stands under both, "" are those without. ``by_tier``: ``made`` of LK3 is what was
    passed on to it. ``by_provider``: by (id, name); ``approved`` is what was placed there. ``pace``: Pace by state.
    ``lacks``: see files_alike in standing. ``need_met`` and ``outcomes``: of what was closed, and completed.
    """

    total: Counter
    by_month: dict
    by_sector: dict
    by_place: dict
    by_problem: dict
    by_tier: dict
    by_provider: dict
    reasons: dict
    states: Counter
    pace: dict[str, Pace]
    need_met: Counter
    outcomes: dict
    families_helped: int
    value: int
    lacks: dict


def chain_figures(codes, period, zone_name, length):
    """Of the villages below ``codes``, in seven statements; places are told by region codes of ``length`` letters."""
    zone = ZoneInfo(zone_name)
    moments, days = period.bounds(zone), (period.first_day, period.last_day)
    referrals = Referral.objects.filter(in_regions("village__code", codes))
    events = within(ReferralEvent.objects.filter(in_regions("referral__village__code", codes)), "happened_at", moments)
    placements = Placement.objects.filter(in_regions("referral__village__code", codes))
    tallies = _Tallies()
    _files(tallies, files_alike(referrals, period, moments, length))
    _steps(tallies, events, period, zone, length)
    _placed(tallies, placements, moments, days)
    return ChainFigures(
        **vars(tallies),
        by_problem=_by_problem(events, days),
        pace=pace_by_state(stays(events, zone)),
        **_served(placements, days),
    )


class _Tallies:
    def __init__(self):
        self.total, self.states, self.need_met = Counter(), Counter(), Counter()
        self.by_month, self.by_sector, self.by_place = (defaultdict(Counter) for _ in range(3))
        self.by_tier, self.by_provider, self.reasons, self.lacks = (defaultdict(Counter) for _ in range(4))

    def add(self, measure, n, *, month, sector, place):
        for counter in (self.total, self.by_month[month], self.by_sector[sector], self.by_place[place]):
            counter[measure] += n


def _files(tallies, alike):
    for files in alike:
        if files.month is not None:
            tallies.add("made", files.count, month=files.month, sector=files.sector, place=files.place)
            tallies.by_tier[Tier.DISTRICT]["made"] += files.count
        if files.need_met:
            tallies.need_met[files.need_met] += files.count
        if files.stood:
            tallies.states[files.stood] += files.count
        if files.lack:
            tallies.lacks[files.place, files.sector][files.lack] += files.count


def _steps(tallies, events, period, zone, length):
    month = month_of("happened_at", period.bounds(zone)[0], [each.bounds(zone)[1] for each in period.months()])
    rows = events.filter(step__in=[*MEASURE_OF, *ESCALATING])
    rows = rows.annotate(month=month, place=Left("referral__village_id", length))
    grouped = rows.order_by().values_list("step", "reason", "month", "referral__sector", "place")
    for step, reason, when, sector, place, n in grouped.annotate(n=Count("pk")):
        if step in ESCALATING:
            tallies.by_tier[Tier.REGENCY]["made"] += n
            continue
        tallies.add(MEASURE_OF[step], n, month=when, sector=sector, place=place)
        if reason:
            tallies.reasons[step][reason] += n
        if step in {*APPROVING, "reject"}:
            tier = Tier.DISTRICT if step in DISTRICT_STEPS else Tier.REGENCY
            tallies.by_tier[tier][MEASURE_OF[step]] += n


def _by_problem(events, days):
    first_sent = Q(step="submit", referral__submitted_on__range=days)
    taken = {name: [step for step, measure in MEASURE_OF.items() if measure == name] for name in MEASURES[1:]}
    counts = {name: Count("pk", filter=Q(step__in=steps), distinct=True) for name, steps in taken.items()}
    grouped = events.filter(step__in=["submit", *MEASURE_OF]).order_by()
    rows = grouped.values_list("referral__problems__category__name").annotate(
        made=Count("referral", filter=first_sent, distinct=True), **counts
    )
    return {name or "": Counter(dict(zip(MEASURES, numbers, strict=True))) for name, *numbers in rows}


def _placed(tallies, placements, moments, days):
    """What went to which provider, and what it answered. A placement does not keep when it was declined: its file's
    first decline after it does."""
    declines = ReferralEvent.objects.filter(
        referral=OuterRef("referral"), step="decline", happened_at__gte=OuterRef("placed_at")
    )
    first = Subquery(declines.order_by("number").values("happened_at")[:1])
    rows = placements.filter(placed_at__lt=moments[1]).annotate(
        declined_at=Case(When(~Q(declined_reason=""), then=first))
    )
    happened = {
        "approved": Q(placed_at__gte=moments[0]),
        "declined": Q(declined_at__gte=moments[0], declined_at__lt=moments[1]),
        "completed": Q(completed_on__range=days),
    }
    grouped = rows.order_by().values_list("tier", "institution", "institution__name")
    for tier, pk, name, *numbers in grouped.annotate(
        **{measure: Count("pk", filter=condition) for measure, condition in happened.items()}
    ):
        found = Counter(dict(zip(happened, numbers, strict=True)))
        if any(numbers):
            tallies.by_provider[pk, name] += found
        # What a tier placed is counted with its steps.
        tallies.by_tier[tier].update({"declined": found["declined"], "completed": found["completed"]})


def _served(placements, days):
    completed = placements.filter(completed_on__range=days)
    served = Q(outcome__in=SERVED)
    found = completed.aggregate(
        **{f"outcome_{outcome}": Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome.values},
        families_helped=Count("referral__family", filter=served, distinct=True),
        value_sum=Sum("value", filter=served, default=0),
    )
    return {
        "outcomes": {outcome: found[f"outcome_{outcome}"] for outcome in Outcome.values},
        "families_helped": found["families_helped"],
        "value": found["value_sum"],
    }
