"""A family's problems with their course, and its strengths."""

from dataclasses import dataclass
from datetime import date

from families.enums import ProblemState, StrengthKind

PROBLEM_BADGES = {
    ProblemState.OPEN: ("wait", "clock", "Belum ditangani"),
    ProblemState.HANDLED: ("live", "half", "Sedang ditangani"),
    ProblemState.SOLVED: ("ok", "ok", "Selesai"),
}
ORDER = list(PROBLEM_BADGES)
HIDDEN = "Masalah peka"


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """``steps``: its course, newest first; a hidden problem tells nothing but that there is one."""

    pk: int
    title: str
    person: str
    since: date
    severity: str
    state: str
    note: str
    badge: tuple
    steps: list
    hidden: bool


@dataclass(frozen=True, slots=True)
class Course:
    """``strengths``: (kind, those of it)."""

    problems: list
    strengths: list


def course_of(family, *, sees_sensitive):
    """Problems, the unsolved first, each with its steps; and strengths."""
    found = family.problems.select_related("category", "member").prefetch_related("steps__actor")
    problems = [_problem(each, sees_sensitive) for each in found]
    problems.sort(key=lambda row: (ORDER.index(row.state), -row.since.toordinal(), -row.pk))
    return Course(problems, _by_kind(family.strengths.all()))


def _by_kind(strengths):
    kinds = {label: [each for each in strengths if each.kind == kind] for kind, label in StrengthKind.choices}
    return [(label, found) for label, found in kinds.items() if found]


def _problem(problem, sees_sensitive):
    hidden = problem.category.sensitive and not sees_sensitive
    return ProblemRow(
        pk=problem.pk,
        title=HIDDEN if hidden else str(problem.category),
        person=str(problem.member) if problem.member and not hidden else "",
        since=problem.since,
        severity=problem.get_severity_display(),
        state=problem.state,
        note="" if hidden else problem.note,
        badge=PROBLEM_BADGES[problem.state],
        steps=[] if hidden else list(problem.steps.all()),
        hidden=hidden,
    )
