"""What the reports of the FCU and the charts of a region count of referrals."""

from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum

from cases.figures import Spread
from referrals.enums import Outcome, ReferralState, Tier
from referrals.figures.standing import stood_before
from referrals.figures.stays import pace, stays
from referrals.models import Placement, Referral, ReferralEvent
from regions.models import in_regions

APPROVING = ("approve", "place", "place_again", "place_again_regency")
ESCALATING = ("escalate", "escalate_declined", "rise")
DECISIONS = {*APPROVING, *ESCALATING, "reject"}
DECIDED_FROM = {ReferralState.SUBMITTED, ReferralState.ESCALATED}
SERVED = (Outcome.FULL, Outcome.PARTLY)


@dataclass(frozen=True)
class ReferralFigures:
    """``made``: first sent in the period. ``by_state``: all ever sent, as they stood on its last day.

    The steps (approved … closed) count what happened in the period, whenever the referral was made.
    ``decision_days`` are working days on a desk of the TKSK or LK3; ``within_limit`` of ``timed`` steps kept to
    their time limit.
    """

    made: int
    by_sector: dict
    by_urgency: dict
    by_state: dict
    by_tier: dict
    approved: int
    escalated: int
    returned: int
    rejected: int
    declined: int
    completed: int
    withdrawn: int
    closed: int
    need_met: dict
    decision_days: Spread
    timed: int
    within_limit: int
    families_helped: int
    value: int


def referral_figures(codes, period, zone_name):
    """Of the villages below ``codes``, in four statements and one for the limits.

    ``zone_name`` ("Asia/Makassar"): when their days begin.
    """
    zone = ZoneInfo(zone_name)
    moments, days = period.bounds(zone), (period.first_day, period.last_day)
    referrals = Referral.objects.filter(in_regions("village__code", codes))
    events = ReferralEvent.objects.filter(in_regions("referral__village__code", codes))
    placements = Placement.objects.filter(in_regions("referral__village__code", codes))
    return ReferralFigures(
        **_made_and_closed(referrals, days),
        by_state=_states_before(moments[1], referrals.filter(submitted_on__lte=period.last_day)),
        **_steps(stays(within(events, "happened_at", moments), zone)),
        **_placed(placements, moments, days),
    )


def within(rows, field, moments):
    return rows.filter(**{f"{field}__gte": moments[0], f"{field}__lt": moments[1]})


def _made_and_closed(referrals, days):
    made, closed = Q(submitted_on__range=days), Q(closed_on__range=days)
    rows = referrals.filter(made | closed).order_by().values_list("sector", "urgency", "need_met")
    rows = list(rows.annotate(made=Count("pk", filter=made), closed=Count("pk", filter=closed)))
    return {
        "made": sum(row[3] for row in rows),
        "by_sector": _summed(rows, 0, 3),
        "by_urgency": _summed(rows, 1, 3),
        "need_met": _summed(rows, 2, 4),
    }


def _summed(rows, key, count):
    totals = Counter()
    for row in rows:
        totals[row[key]] += row[count]
    return {value: n for value, n in totals.items() if n}


def _states_before(end, referrals):
    stood = referrals.annotate(stood=stood_before(end)).exclude(stood=None)
    return dict(stood.order_by().values_list("stood").annotate(n=Count("pk")))


def _steps(found):
    """What happened, and how long each file lay before the step that moved it on."""
    counts = Counter()
    for stay in found:
        counts[stay.step] += stay.count
    decisions = [stay for stay in found if stay.step in DECISIONS and stay.state in DECIDED_FROM]
    limited = pace([stay for stay in found if stay.on_time is not None])
    return {
        **_named(counts),
        "decision_days": pace([stay for stay in decisions if stay.days is not None]).days,
        "timed": limited.timed,
        "within_limit": limited.within_limit,
    }


def _named(counts):
    return {
        "approved": sum(counts[step] for step in APPROVING),
        "escalated": sum(counts[step] for step in ESCALATING),
        "returned": counts["return"],
        "rejected": counts["reject"],
        "declined": counts["decline"],
        "completed": counts["complete"],
        "withdrawn": counts["withdraw"],
        "closed": counts["close"],
    }


def _placed(placements, moments, days):
    placed = Q(placed_at__gte=moments[0], placed_at__lt=moments[1])
    served = Q(completed_on__range=days, outcome__in=SERVED)
    found = placements.aggregate(
        **{tier: Count("pk", filter=placed & Q(tier=tier)) for tier in Tier.values},
        families=Count("referral__family", filter=served, distinct=True),
        value_sum=Sum("value", filter=served, default=0),
    )
    by_tier = {tier: found[tier] for tier in Tier.values if found[tier]}
    return {"by_tier": by_tier, "families_helped": found["families"], "value": found["value_sum"]}
