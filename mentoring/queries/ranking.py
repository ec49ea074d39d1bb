"""Who could be a pioneer family: the families of a village ranked by their latest assessment, with the reasons."""

from dataclasses import dataclass

from django.db.models import Avg, Count, OuterRef, Q, Subquery

from core.formatting import number
from families.enums import Dimension, FamilyStatus, ProblemState, Rate, Relation
from families.models import Assessment, Family, FamilyMember, Problem
from families.queries import PIONEER_MEAN

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Ranked:
    family: Family
    mean: float
    reasons: tuple
    doubts: tuple


def ranked(families, most=SHOWN):
    """The best ``most`` of ``families`` that were assessed, in three statements."""
    newest = Assessment.objects.filter(family=OuterRef("pk")).order_by("-assessed_on", "-pk").values("pk")[:1]
    rows = families.exclude(status=FamilyStatus.PIONEER).annotate(newest=Subquery(newest))
    outcome = Q(ratings__indicator__dimension=Dimension.OUTCOME)
    assessed = Assessment.objects.filter(pk__in=rows.exclude(newest=None).order_by().values("newest")).annotate(
        mean=Avg("ratings__value", filter=~outcome),
        not_yet=Count("ratings", filter=~outcome & Q(ratings__value=Rate.NOT_YET)),
        weak=Count("ratings", filter=outcome & Q(ratings__value__lt=Rate.FAIR)),
    )
    best = list(
        assessed.exclude(mean=None).select_related("family").order_by("-mean", "family__head_name", "pk")[:most]
    )
    ids = [each.family_id for each in best]
    problems, work = _problems(ids), _occupations(ids)
    return [_ranked(each, problems.get(each.family_id, 0), work.get(each.family_id, "")) for each in best]


def _problems(ids):
    rows = Problem.objects.filter(family__in=ids).exclude(state=ProblemState.SOLVED).order_by()
    return dict(rows.values_list("family").annotate(n=Count("pk")))


def _occupations(ids):
    heads = FamilyMember.objects.filter(family__in=ids, relation=Relation.HEAD, left_on=None)
    return dict(heads.values_list("family", "occupation"))


def _ranked(assessment, problems, occupation):
    mean = assessment.mean
    shown, threshold = number(mean, 1), number(PIONEER_MEAN, 1)
    said = [
        (mean >= PIONEER_MEAN, f"rata-rata {shown}, ambang {threshold}"),
        (not assessment.not_yet, f"{assessment.not_yet or 'tidak ada'} indikator “belum”"),
        (
            not assessment.weak,
            f"{assessment.weak} hasil di bawah “cukup”" if assessment.weak else "hasil yang dituju cukup",
        ),
        (not problems, f"{problems or 'tidak ada'} masalah terbuka"),
        (True, f"pekerjaan {occupation.lower()}" if occupation else ""),
    ]
    reasons = tuple(words for good, words in said if good and words)
    return Ranked(assessment.family, mean, reasons, tuple(words for good, words in said if not good))
