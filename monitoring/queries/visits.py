"""What the pages of visits show: rows, answers by aspect, means, and the course over several visits."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, Q

from accounts.capabilities import Capability
from accounts.models import User
from institutions.models import CareUnit
from monitoring.enums import ASPECTS, SUPERVISORS, AnswerKind, Aspect, Scale, VisitKind
from monitoring.models import Finding, SupervisionVisit, VisitAnswer

COMPARED = 6
YES_NO = {1: "Ya", 0: "Tidak"}
UNANSWERED = "Belum dijawab"


def visit_rows(user):
    """With what a row of the list shows."""
    rows = SupervisionVisit.objects.visible_to(user).select_related("region__parent", "care_unit", "recorded_by")
    told = Q(findings__told_on__isnull=False)
    return rows.annotate(told=Count("findings", filter=told), left=Count("findings", filter=told & _not_done()))


def _not_done():
    return ~Q(findings__state="done")


def kinds_for(user, care_unit):
    """The kinds of visits that ``user`` may record: an office is supervised only."""
    supervises = bool(user.roles & SUPERVISORS)
    kinds = list(VisitKind) if care_unit else [VisitKind.SUPERVISION]
    return [kind for kind in kinds if supervises or kind != VisitKind.SUPERVISION]


def same_day(kind, region, care_unit, day):
    """The visits of this kind to the same place on the same day, drafts included."""
    rows = SupervisionVisit.objects.filter(kind=kind, region=region, care_unit=care_unit, visited_on=day)
    return rows.select_related("recorded_by")


def units_in(user, capability):
    """Working FCUs where ``user`` holds the capability."""
    return units_seen(user, capability).active()


def units_seen(user, capability=Capability.SEE_MONITORING):
    """With those that work no more; who monitors need not see the FCU's own pages."""
    return CareUnit.objects.filter(user.scope(capability, "village__code")).select_related("village__parent")


def holders_for(codes):
    """Who records visits in all of these regions today."""
    users = User.objects.all()
    for code in {code[: len("53.01.05")] for code in codes}:
        users = users.filter(pk__in=User.objects.holding(Capability.RECORD_MONITORING, code).values("pk"))
    return users.order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """``said``: the answer in words; ``tone``: of the badge of a score, "" for what has none."""

    question: object
    said: str
    score: int | None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class AspectGroup:
    label: str
    mean: Decimal | None
    lines: list


TONES = {1: "bad", 2: "wait", 3: "info", 4: "ok"}


def answers_by_aspect(visit):
    """The questions of the visit's instrument with what was answered, by aspect in the guideline's order."""
    given = {each.question_id: each for each in visit.answers.all()}
    lines = [(each, _line(each, given.get(each.pk))) for each in visit.instrument.questions.all()]
    groups = []
    for aspect in ASPECTS[VisitKind(visit.kind)]:
        own = [line for question, line in lines if question.aspect == aspect]
        if own:
            groups.append(AspectGroup(Aspect(aspect).label, _mean(own), own))
    return groups


def _line(question, answer):
    if answer is None:
        return AnswerLine(question, UNANSWERED, None)
    if question.answer == AnswerKind.TEXT:
        return AnswerLine(question, answer.text, None)
    if question.answer == AnswerKind.YES_NO:
        return AnswerLine(question, YES_NO[answer.score], None)
    return AnswerLine(question, f"{answer.score} {Scale(answer.score).label}", answer.score, TONES[answer.score])


def _mean(lines):
    scores = [line.score for line in lines if line.score is not None]
    return Decimal(sum(scores)) / len(scores) if scores else None


def unanswered(visit):
    """The questions without an answer, in order."""
    return visit.instrument.questions.exclude(pk__in=visit.answers.values("question"))


def scored():
    """Answers that count into a mean: those of a scale."""
    return VisitAnswer.objects.filter(question__answer=AnswerKind.SCALE).order_by()


@dataclass(frozen=True, slots=True)
class Course:
    """``rows``: (label of an aspect, its mean at each visit or None); ``totals``: the mean of each visit."""

    visits: list
    rows: list
    totals: list


def course_of(unit, kind, user):
    """The last visits of one kind to one FCU, the oldest first, with the mean of each aspect."""
    rows = SupervisionVisit.objects.visible_to(user).sent().filter(care_unit=unit, kind=kind)
    visits = list(rows.select_related("recorded_by").order_by("-visited_on", "-pk")[:COMPARED])[::-1]
    answers = scored().filter(visit__in=visits)
    means = {
        (visit, aspect): mean
        for visit, aspect, mean in answers.values_list("visit", "question__aspect").annotate(mean=Avg("score"))
    }
    totals = dict(answers.values_list("visit").annotate(mean=Avg("score")))
    aspects = [each for each in ASPECTS[kind] if any((visit.pk, each) in means for visit in visits)]
    return Course(
        visits=visits,
        rows=[(Aspect(each).label, [means.get((visit.pk, each)) for visit in visits]) for each in aspects],
        totals=[totals.get(visit.pk) for visit in visits],
    )


def findings_of(visit, user):
    """Its writer sees all of them, others those that were told."""
    rows = visit.findings.all() if visit.recorded_by_id == user.pk else visit.findings.told()
    return rows.order_by("pk")


def finding_rows(user):
    rows = Finding.objects.visible_to(user)
    return rows.select_related("visit__region__parent", "visit__care_unit", "visit__recorded_by")
