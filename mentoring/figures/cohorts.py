"""Of the families whose guidance began in a quarter: how many graduated, are under way, ended, after how long."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncQuarter

from core.periods import Period
from mentoring.enums import MentorshipEnd
from mentoring.models import Mentorship
from regions.models import in_regions

# 6, 12 and 18 months in days: half a year, a year, a year and a half.
MARKS = {6: timedelta(days=183), 12: timedelta(days=366), 18: timedelta(days=549)}


@dataclass(frozen=True, slots=True)
class Cohort:
    """``marks``: {months: (graduated, ended otherwise, under way)}; None where the quarter is not that old yet."""

    quarter: Period
    began: int
    marks: dict


def cohorts(codes, today):
    """Newest first, in one statement. A course counts once, however often its pioneer changed."""
    rows = Mentorship.objects.filter(in_regions("village__code", codes)).exclude(end=MentorshipEnd.CHANGED)
    took = ExpressionWrapper(F("ends_on") - F("course_began_on"), output_field=DurationField())
    rows = rows.annotate(quarter=TruncQuarter("course_began_on"), took=took).order_by().values("quarter")
    counts = {"began": Count("pk")}
    for months, limit in MARKS.items():
        in_time = Q(took__lte=limit)
        counts[f"graduated_{months}"] = Count("pk", filter=in_time & Q(end=MentorshipEnd.GRADUATED))
        counts[f"over_{months}"] = Count("pk", filter=in_time)
    return [_cohort(row, today) for row in rows.annotate(**counts).order_by("-quarter")]


def _cohort(row, today):
    quarter = Period.quarter_of(row["quarter"])
    marks = {
        months: _mark(row, months) if quarter.last_day + limit <= today else None for months, limit in MARKS.items()
    }
    return Cohort(quarter, row["began"], marks)


def _mark(row, months):
    graduated, over = row[f"graduated_{months}"], row[f"over_{months}"]
    return graduated, over - graduated, row["began"] - over
