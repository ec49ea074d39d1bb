"""What one family's page shows, each part in one statement."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Count, DateField, F, IntegerField, Sum, Value
from django.db.models.functions import Cast, Coalesce

from families.enums import Dimension, ProblemState, Severity
from families.models import Problem, Rating, Strength

PROBLEM_BADGES = {
    ProblemState.OPEN: ("wait", "clock", "Belum ditangani"),
    ProblemState.HANDLED: ("live", "half", "Sedang ditangani"),
    ProblemState.SOLVED: ("ok", "ok", "Selesai"),
}
HIDDEN = "Masalah peka"


@dataclass(frozen=True, slots=True)
class ProblemRow:
    pk: int
    title: str
    person: str
    since: date
    severity: str
    state: str
    note: str
    badge: tuple
    hidden: bool


@dataclass(frozen=True, slots=True)
class Course:
    problems: list
    strengths: list


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


def course_of(family, *, sees_sensitive):
    """Problems, the unsolved first, and strengths: two tables read as one."""
    rows = list(_problem_rows(family).union(_strength_rows(family), all=True))
    problems = [_problem(row, sees_sensitive) for row in rows if row["kind"] == "problem"]
    order = list(PROBLEM_BADGES)
    problems.sort(key=lambda row: (order.index(row.state), -row.since.toordinal(), -row.pk))
    strengths = sorted((row["pk"], row["title"]) for row in rows if row["kind"] == "strength")
    return Course(problems, [title for _, title in strengths])


def _problem_rows(family):
    return (
        Problem.objects.filter(family=family)
        .order_by()
        .annotate(
            kind=Value("problem"),
            title=F("category__name"),
            person=Coalesce(F("member__name"), Value("")),
            said=F("note"),
            phase=F("state"),
            begun=F("since"),
            weight=Cast("severity", IntegerField()),
            hide=Cast("category__sensitive", IntegerField()),
        )
        .values("kind", "pk", "title", "person", "said", "phase", "begun", "weight", "hide")
    )


def _strength_rows(family):
    empty = Value("", output_field=CharField())
    nought = Value(0, output_field=IntegerField())
    return (
        Strength.objects.filter(family=family)
        .order_by()
        .annotate(
            kind=Value("strength"),
            title=F("text"),
            person=empty,
            said=empty,
            phase=empty,
            begun=Cast("recorded_on", DateField()),
            weight=nought,
            hide=nought,
        )
        .values("kind", "pk", "title", "person", "said", "phase", "begun", "weight", "hide")
    )


def _problem(row, sees_sensitive):
    hidden = bool(row["hide"]) and not sees_sensitive
    return ProblemRow(
        pk=row["pk"],
        title=HIDDEN if hidden else row["title"],
        person="" if hidden else row["person"],
        since=row["begun"],
        severity=Severity(row["weight"]).label,
        state=row["phase"],
        note="" if hidden else row["said"],
        badge=PROBLEM_BADGES[row["phase"]],
        hidden=hidden,
    )


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


def consents_of(family):
    return list(family.consents.select_related("scan", "taken_by"))
