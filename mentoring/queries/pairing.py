"""Who can guide, who waits for somebody, and which pioneer fits a plasma family, with the reasons."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import Assignment, User
from families.enums import FamilyStatus, ProblemState, Relation, StrengthKind
from families.models import Family, FamilyMember, Problem, Strength
from mentoring.models import MentoringRule, Mentorship
from mentoring.models.pairing import MOST_FAMILIES
from mentoring.queries.prepared import lacking

SHOWN = 10
# Poverty, neglect and lost income: what a livelihood of one's own can be an example for. The others want a person who
# is listened to. The numbers are those of the national list of problems.
LIVELIHOOD = {f"PPKS-{number:02}" for number in (1, 2, 8, 11, 12, 13, 20, 21, 22, 23, 24)}
HELPFUL = {
    True: {StrengthKind.SKILL, StrengthKind.LAND, StrengthKind.BUSINESS},
    False: {StrengthKind.NETWORK, StrengthKind.ROLE},
}


def most_families(village_code):
    rule = MentoringRule.objects.filter(village=village_code).first()
    return rule.most_families if rule else MOST_FAMILIES


def mentor_choices(village_code):
    """The accounts of the village's pioneer families."""
    posts = Assignment.objects.current().filter(region=village_code, role=Role.MENTOR, user=OuterRef("pk"))
    return User.objects.filter(Exists(posts), is_active=True)


def unpaired(families):
    """Those of ``families`` that are plasma families and that nobody guides, the longest waiting first."""
    guided = Mentorship.objects.open().filter(plasma=OuterRef("pk"))
    plasma = families.active().filter(~Exists(guided), status=FamilyStatus.PLASMA)
    return plasma.select_related("village__parent").order_by("recorded_at", "pk")


@dataclass(frozen=True, slots=True)
class Suggestion:
    pioneer: Family
    load: int
    score: int
    reasons: tuple


def suggestions(plasma):
    """The pioneer families of the village that are prepared and have room, the most fitting first; five statements."""
    most = most_families(plasma.village_id)
    running = Count("guiding", filter=Q(guiding__ends_on=None))
    pioneers = Family.objects.active().filter(village=plasma.village_id, status=FamilyStatus.PIONEER)
    pioneers = list(pioneers.exclude(pk=plasma.pk).annotate(load=running).filter(load__lt=most))
    missing = lacking([family.pk for family in pioneers])
    ready = [family for family in pioneers if not missing[family.pk]]
    facts = _Facts(plasma, ready)
    found = [_suggestion(plasma, family, facts, most) for family in ready]
    return sorted(found, key=lambda each: (-each.score, each.pioneer.head_name))[:SHOWN]


class _Facts:
    """What is needed on one side and known on the other."""

    def __init__(self, plasma, pioneers):
        self.needs = list(
            Problem.objects.filter(family=plasma).exclude(state=ProblemState.SOLVED).select_related("category")
        )
        ids = [family.pk for family in pioneers]
        self.strengths = {}
        for strength in Strength.objects.filter(family__in=ids):
            self.strengths.setdefault(strength.family_id, []).append(strength)
        heads = FamilyMember.objects.filter(family__in=[*ids, plasma.pk], relation=Relation.HEAD, left_on=None)
        self.work = dict(heads.values_list("family", "occupation"))


def _suggestion(plasma, pioneer, facts, most):
    near, near_words = _closeness(plasma, pioneer)
    helpful = _helpful(facts, pioneer)
    same_work = facts.work.get(plasma.pk) and facts.work.get(plasma.pk) == facts.work.get(pioneer.pk)
    reasons = [
        near_words,
        f"bisa berbagi: {', '.join(helpful)}" if helpful else "",
        f"pekerjaannya sama: {facts.work[pioneer.pk].lower()}" if same_work else "",
        f"membina {pioneer.load} dari {most} keluarga" if pioneer.load else "belum membina keluarga lain",
    ]
    score = 2 * near + 3 * bool(helpful) + bool(same_work) - pioneer.load
    return Suggestion(pioneer, pioneer.load, score, tuple(filter(None, reasons)))


def _closeness(plasma, pioneer):
    if plasma.rt and (plasma.rt, plasma.rw) == (pioneer.rt, pioneer.rw):
        return 3, f"satu RT {plasma.rt}"
    if plasma.rw and plasma.rw == pioneer.rw:
        return 2, f"satu RW {plasma.rw}"
    if plasma.hamlet and plasma.hamlet == pioneer.hamlet:
        return 1, f"satu dusun, {plasma.hamlet}"
    return 0, ""


def _helpful(facts, pioneer):
    """Its strengths that one of the open problems asks for."""
    wanted = {kind for need in facts.needs for kind in HELPFUL[need.category_id in LIVELIHOOD]}
    return [strength.text for strength in facts.strengths.get(pioneer.pk, ()) if strength.kind in wanted]
