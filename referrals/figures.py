"""Counts of referrals for a region and a period; every report and chart reads these."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import groupby
from math import ceil
from operator import itemgetter
from zoneinfo import ZoneInfo

from django.db.models import Count, DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Window
from django.db.models.functions import RowNumber

from cases.enums import Urgency
from cases.figures import Spread, spread
from core.holidays import working_days_between
from institutions.figures import AnswerRecord
from referrals.enums import Outcome, ReferralState, Tier
from referrals.models import Placement, Referral, ReferralEvent
from referrals.workflow import TIME_LIMITS
from regions.models import in_regions

APPROVING = ("approve", "place", "place_again", "place_again_regency")
DECISIONS = {*APPROVING, "reject", "escalate", "escalate_declined"}
DECIDED_FROM = {ReferralState.SUBMITTED, ReferralState.ESCALATED}


@dataclass(frozen=True)
class ReferralFigures:
    """``made``: first sent in the period. ``by_state``: all ever sent, as they stood on its last day.

    The steps (approved … closed) count what happened in the period, whenever the referral was made.
    ``decision_days`` are working days on a desk of the TKSK or LK3; ``within_limit`` of ``timed`` steps kept to
    workflow.TIME_LIMITS.
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
    """Of the villages below ``codes``, in four statements; ``zone_name`` ("Asia/Makassar"): when their days begin."""
    zone = ZoneInfo(zone_name)
    moments, days = period.bounds(zone), (period.first_day, period.last_day)
    referrals = Referral.objects.filter(in_regions("village__code", codes))
    events = ReferralEvent.objects.filter(in_regions("referral__village__code", codes))
    placements = Placement.objects.filter(in_regions("referral__village__code", codes))
    return ReferralFigures(
        **_made_and_closed(referrals, days),
        by_state=_states_before(moments[1], referrals.filter(submitted_on__lte=period.last_day)),
        **_steps(_within(events, "happened_at", moments), zone),
        **_placed(placements, moments, days),
    )


def _within(rows, field, moments):
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
    last = ReferralEvent.objects.filter(referral=OuterRef("pk"), happened_at__lt=end).order_by("-number")
    stood = referrals.annotate(stood=Subquery(last.values("to_state")[:1])).exclude(stood=None)
    return dict(stood.order_by().values_list("stood").annotate(n=Count("pk")))


def _steps(events, zone):
    """What happened, and how long each file lay before the step that moved it on: from one narrow row a step."""
    before = ReferralEvent.objects.filter(referral=OuterRef("referral"), number__lt=OuterRef("number"))
    rows = events.annotate(since=Subquery(before.order_by("-number").values("happened_at")[:1])).order_by()
    counts, lay = Counter(), []
    columns = ("step", "from_state", "referral__urgency", "since", "happened_at")
    for step, state, urgency, since, until in rows.values_list(*columns).iterator():
        counts[step] += 1
        if since and state in TIME_LIMITS:
            days = _working_days(since.astimezone(zone).date(), until.astimezone(zone).date())
            lay.append((step, ReferralState(state), urgency == Urgency.EMERGENCY, days))
    return {**_named(counts), **_punctuality(lay)}


def _named(counts):
    return {
        "approved": sum(counts[step] for step in APPROVING),
        "escalated": counts["escalate"] + counts["escalate_declined"],
        "returned": counts["return"],
        "rejected": counts["reject"],
        "declined": counts["decline"],
        "completed": counts["complete"],
        "withdrawn": counts["withdraw"],
        "closed": counts["close"],
    }


def _punctuality(lay):
    decisions = [days for step, state, _, days in lay if step in DECISIONS and state in DECIDED_FROM]
    within = sum(days <= TIME_LIMITS[state][emergency] for _, state, emergency, days in lay)
    return {"decision_days": spread(decisions), "timed": len(lay), "within_limit": within}


_working_days = lru_cache(maxsize=20_000)(working_days_between)


def _placed(placements, moments, days):
    placed = Q(placed_at__gte=moments[0], placed_at__lt=moments[1])
    served = Q(completed_on__range=days, outcome__in=[Outcome.FULL, Outcome.PARTLY])
    found = placements.aggregate(
        **{tier: Count("pk", filter=placed & Q(tier=tier)) for tier in Tier.values},
        families=Count("referral__family", filter=served, distinct=True),
        value_sum=Sum("value", filter=served, default=0),
    )
    by_tier = {tier: found[tier] for tier in Tier.values if found[tier]}
    return {"by_tier": by_tier, "families_helped": found["families"], "value": found["value_sum"]}


def records_of(institution_ids):
    """{id: AnswerRecord} of those that were ever referred to, in one statement.

    The database counts, and gives of each institution only the one or two answers in the middle: its median.
    """
    accepted, declined = Q(appointment_on__isnull=False), ~Q(declined_reason="")
    rows = Placement.objects.filter(institution__in=institution_ids).annotate(
        placed_n=_of_each(Count("pk")),
        answered_n=_of_each(Count("pk", filter=accepted | declined)),
        accepted_n=_of_each(Count("pk", filter=accepted)),
        took=_until_answered(),
        rank=_of_each(RowNumber(), [F("took").asc(nulls_last=True), "pk"]),
    )
    middle = rows.filter(rank__gte=(F("answered_n") + 1) / 2, rank__lte=(F("answered_n") + 2) / 2)
    columns = ("institution_id", "placed_n", "answered_n", "accepted_n", "took")
    found = groupby(middle.order_by("institution_id").values_list(*columns), itemgetter(0))
    return {pk: _record(list(rows)) for pk, rows in found}


def _of_each(function, order=None):
    return Window(function, partition_by=F("institution_id"), order_by=order)


def _until_answered():
    """From the placing to the first answer after it; nothing while there is none."""
    given = ReferralEvent.objects.filter(
        referral=OuterRef("referral"), step__in=["accept", "decline"], happened_at__gte=OuterRef("placed_at")
    )
    moment = Subquery(given.order_by("number").values("happened_at")[:1])
    return ExpressionWrapper(moment - F("placed_at"), DurationField())


def _record(rows):
    """``rows``: the answers in the middle."""
    _, placed, answered, accepted, _ = rows[0]
    took = [row[-1] for row in rows if row[-1] is not None]
    if not answered or not took:
        return AnswerRecord(placed)
    days = ceil(sum(took, timedelta()) / len(took) / timedelta(days=1))
    return AnswerRecord(placed, answered, accepted, max(1, days))
