"""What the family struggles with and builds on, how it was rated, and what it agreed to."""

from families.documents.copies.section import Column, Section
from families.models import Assessment, Consent, Problem, ProblemStep, Rating, Strength

# Who asks may be the very person from whom somebody else of the family is protected (article 33).
PLAIN = {"category__sensitive": False}


def course_sections(family, *, sensitive, withheld):
    problems = Problem.objects.filter(family=family, **({} if sensitive else PLAIN))
    consents = Consent.objects.filter(family=family).exclude(pk__in=withheld.consents)
    return [
        _problems(problems), _steps(problems), _strengths(family), _assessments(family), _ratings(family),
        _consents(consents),
    ]  # fmt: skip


def _problems(problems):
    rows = problems.select_related("category", "member")
    return Section.of(
        "problems", "Masalah", rows,
        ("category.name", "Masalah"), _member(), "since", "severity", "state", "handled_on", "solved_on", "note",
        "recorded_on",
    )  # fmt: skip


def _steps(problems):
    rows = ProblemStep.objects.filter(problem__in=problems).select_related("problem__category")
    return Section.of(
        "problem_steps",
        "Perjalanan masalah",
        rows,
        "on",
        ("problem.category.name", "Masalah"),
        "state",
        "severity",
        "note",
    )


def _strengths(family):
    rows = Strength.objects.filter(family=family)
    return Section.of("strengths", "Potensi", rows, "kind", "text", "recorded_on")


def _assessments(family):
    rows = Assessment.objects.filter(family=family).select_related("assessor", "indicator_set")
    return Section.of(
        "assessments", "Asesmen", rows,
        "assessed_on", Column("rated_by", "Penilai", lambda row: row.rated_by),
        ("indicator_set.version", "Perangkat indikator"), "note",
    )  # fmt: skip


def _ratings(family):
    rows = Rating.objects.filter(assessment__family=family).select_related("assessment", "indicator")
    rows = rows.order_by("-assessment__assessed_on", "-assessment", "indicator__order")
    return Section.of(
        "ratings", "Nilai tiap indikator", rows,
        "assessment.assessed_on", "indicator.dimension", "indicator.text", "value", "note",
    )  # fmt: skip


def _consents(consents):
    rows = consents.select_related("text", "member")
    return Section.of(
        "consents", "Kesediaan", rows,
        "purpose", _member(), "given_on", "given_by", "guardian", "method", "witness",
        ("text.version", "Versi naskah"), "text.body", "withdrawn_on", "withdrawn_reason",
    )  # fmt: skip


def _member():
    return Column("member", "Anggota", lambda row: row.member.name if row.member else "seluruh keluarga")
