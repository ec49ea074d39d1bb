"""Where the files stood on a day, and which needs nobody served."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Left

from referrals.enums import Lack, NeedMet, ReferralState, RejectReason
from referrals.models import Placement, ReferralEvent

S = ReferralState


def stood_before(end):
    """The state of a referral just before the moment ``end``; only what moved since is looked up in its history."""
    last = ReferralEvent.objects.filter(referral=OuterRef("pk"), happened_at__lt=end).order_by("-number")
    then = Subquery(last.values("to_state")[:1])
    return Case(When(state_since__lt=end, then=F("state")), default=then, output_field=CharField())


@dataclass(frozen=True, slots=True)
class Files:
    """``count`` files that are alike. ``stood``: at the end of the period. ``month``: of the period, from 0, in which
    they were first sent; None before it. ``need_met``: if they were closed in the period. ``lack``: see files_alike.
    """

    stood: str
    place: str
    sector: str
    month: int | None
    need_met: str
    lack: str
    count: int


def files_alike(referrals, period, moments, length):
    """All that were ever sent, in one statement. ``length``: of the region codes that places are told by.

    A need without supply (referrals.enums.Lack) is:

    - NO_SERVICE: rejected in the period because there is no such service;
    - DECLINED: at the end of the period declined, and not placed again;
    - NO_PROVIDER: at the end of the period with LK3, and never placed with any provider. What still waits for the
      TKSK is no lack yet: it is decided within days or rises to LK3 by itself;
    - NOT_MET: closed in the period, and the need was not met.
    """
    rows = referrals.filter(submitted_on__lte=period.last_day).annotate(
        stood=stood_before(moments[1]),
        place=Left("village_id", length),
        month=month_of("submitted_on", period.first_day, [month.next().first_day for month in period.months()]),
        met=Case(When(_closed_in(period), then=F("need_met")), default=Value("")),
        lack=_lack(period, moments),
    )
    alike = rows.order_by().values_list("stood", "place", "sector", "month", "met", "lack")
    return [Files(*row) for row in alike.annotate(n=Count("pk"))]


def month_of(field, start, ends):
    """The place of the month in the period, from the first day or moment after each month; None before ``start``."""
    months = [When(**{f"{field}__lt": end}, then=Value(place)) for place, end in enumerate(ends)]
    before = When(**{f"{field}__lt": start}, then=None)
    return Case(before, *months, output_field=IntegerField())


def _closed_in(period):
    return Q(state=S.CLOSED, closed_on__range=(period.first_day, period.last_day))


def _lack(period, moments):
    start, end = moments
    refusals = ReferralEvent.objects.filter(
        referral=OuterRef("pk"), step="reject", reason=RejectReason.NO_SERVICE, happened_at__gte=start,
        happened_at__lt=end,
    )  # fmt: skip
    placed = Placement.objects.filter(referral=OuterRef("pk"), placed_at__lt=end)
    return Case(
        When(Q(state=S.REJECTED) & Exists(refusals), then=Value(Lack.NO_SERVICE)),
        When(_closed_in(period) & Q(need_met=NeedMet.NO), then=Value(Lack.NOT_MET)),
        When(stood=S.DECLINED, then=Value(Lack.DECLINED)),
        When(Q(stood=S.ESCALATED) & ~Exists(placed), then=Value(Lack.NO_PROVIDER)),
        default=Value(""),
        output_field=CharField(),
    )
