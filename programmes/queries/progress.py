"""What activities reached and spent, by month and in all."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.formatting import NOTHING, percent
from core.periods import Period
from programmes.models import MonthlyProgress


def with_progress(activities, until=None):
    """Each with ``done`` and ``spent`` of all months, or of those up to ``until`` (a first day)."""
    counted = Q(progress__month__lte=until) if until else Q()
    return activities.annotate(
        done=Coalesce(Sum("progress__done", filter=counted), 0),
        spent=Coalesce(Sum("progress__spent", filter=counted), 0),
    ).order_by(F("starts_on"), "pk")


def done_percent(activities):
    """The mean over the activities; one that did more than its target does not make up for another."""
    if not activities:
        return NOTHING
    return percent(sum(min(each.done / each.target, 1) for each in activities) * 100 / len(activities))


@dataclass(frozen=True, slots=True)
class MonthRow:
    """``activities``: for how many of them the month was recorded. ``is_due``: the month is over and nothing was,
    though an activity was planned for it."""

    period: Period
    activities: int
    spent: int
    is_open: bool
    is_due: bool


def months_of(programme, activities):
    """All months of the period in order. ``activities``: those of the plan."""
    rows = MonthlyProgress.objects.filter(activity__programme=programme, activity__removed_on=None).order_by()
    rows = rows.values("month").annotate(n=Count("pk"), total=Sum("spent"))
    recorded = {row["month"]: (row["n"], row["total"]) for row in rows}
    return [_month_row(month, recorded.get(month.first_day, (0, 0)), activities) for month in programme.months]


def _month_row(month, recorded, activities):
    (count, spent), today = recorded, timezone.localdate()
    planned = any(each.starts_on <= month.last_day and each.ends_on >= month.first_day for each in activities)
    is_due = planned and not count and month.has_ended(today)
    return MonthRow(month, count, spent, month.first_day <= today, is_due)


def rows_of_month(activities, month):
    """{activity: what was recorded for this month}"""
    rows = MonthlyProgress.objects.filter(activity__in=activities, month=month.first_day)
    return {row.activity_id: row for row in rows}
