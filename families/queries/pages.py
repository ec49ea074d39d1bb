"""What one family's page shows of the file and its assessments."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum

from families.enums import Dimension
from families.models import Rating


@dataclass(slots=True)
class AssessmentLine:
    """``means`` by dimension; ``mean`` over the 18 indicators, without the three outcomes."""

    pk: int
    day: date
    assessor: str
    means: dict = field(default_factory=dict)
    total: int = 0
    rated: int = 0

    @property
    def mean(self):
        return self.total / self.rated if self.rated else None


def file_of(families, pk):
    """The family with its place and who recorded it, or None."""
    related = ("village__parent__parent", "recorded_by")
    return families.filter(pk=pk).select_related(*related).first()


def assessments_of(family):
    """The family's assessments from the first to the last, with the mean of each dimension."""
    rated = Rating.objects.filter(assessment__family=family)
    rows = rated.values_list(
        "assessment", "assessment__assessed_on", "assessment__assessor__name", "indicator__dimension"
    ).annotate(total=Sum("value"), rated=Count("value"))
    lines = {}
    for pk, day, assessor, dimension, total, count in rows.order_by("assessment__assessed_on", "assessment"):
        line = lines.setdefault(pk, AssessmentLine(pk, day, assessor))
        line.means[dimension] = total / count if count else None
        if dimension != Dimension.OUTCOME:
            line.total, line.rated = line.total + (total or 0), line.rated + count
    return list(lines.values())
