"""The assessment of a plan, read: needs in the order of the votes, sources by kind, what has no source."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Prefetch, Value, When

from institutions.models import Institution
from institutions.queries import serving_or_below
from referrals.models import Referral
from workplans.enums import ASSESSING, Gravity
from workplans.models import ActionItem, Need, NeedSource, PlanStage, Source, Vote

GRAVITY_BADGES = {
    Gravity.LIGHT: ("mute", "ring"), Gravity.MIDDLING: ("wait", "half"), Gravity.GRAVE: ("bad", "warn"),
}  # fmt: skip


@dataclass(slots=True)
class RankedNeed:
    """``votes`` is None where none were counted yet; ``sources`` are those still on the list."""

    need: Need
    votes: int | None
    rank: int = 0

    @property
    def sources(self):
        return [match.source for match in self.need.matches.all()]

    @property
    def weight(self):
        return self.need.gravity * self.need.families

    @property
    def is_unanswered(self):
        return not self.sources and not self.need.answer

    @property
    def gravity_badge(self):
        return *GRAVITY_BADGES[self.need.gravity], self.need.get_gravity_display()


@dataclass(slots=True)
class Assessment:
    """``counted_in``: the stage whose votes the order follows, None where the order is that of gravity × families."""

    needs: list
    sources: list
    counted_in: PlanStage | None

    @property
    def without_source(self):
        return [row for row in self.needs if not row.sources]

    @property
    def by_kind(self):
        kinds = groupby(self.sources, key=lambda source: source.get_kind_display())
        return [(kind, list(sources)) for kind, sources in kinds]


def assessment_of(plan, stage=None):
    """Three statements and one for the votes: those of ``stage``, else of the last stage where any was given."""
    votes = Vote.objects.filter(need__plan=plan, need__removed_on=None).select_related("stage__template_stage")
    counted = list(votes.filter(stage=stage) if stage else votes)
    last = max((vote.stage for vote in counted if vote.count), key=lambda voted: voted.position, default=None)
    given = {vote.need_id: vote.count for vote in counted if vote.stage == last}
    return Assessment(ranked(needs_of(plan), given), list(sources_of(plan)), last)


def ranked(needs, given):
    """By votes; where they are equal, or none were counted, by gravity × families."""
    rows = [RankedNeed(need, given.get(need.pk)) for need in needs]
    rows.sort(key=lambda row: (-(row.votes or 0), -row.weight, row.need.pk))
    for rank, row in enumerate(rows, 1):
        row.rank = rank
    return rows


def needs_of(plan):
    listed = NeedSource.objects.filter(source__removed_on=None).select_related("source").order_by("source__kind", "pk")
    return plan.needs.filter(removed_on=None).prefetch_related(Prefetch("matches", listed))


def sources_of(plan):
    return Source.objects.filter(plan=plan, removed_on=None).order_by("kind", "pk")


def assessing_stages(plan):
    stages = plan.stages.filter(template_stage__code__in=ASSESSING)
    return stages.select_related("template_stage", "meeting").order_by("position")


def referrals_for(need, user):
    """Those of the village that the user may see: the one that carries the need on, then the latest."""
    rows = Referral.objects.visible_to(user).filter(village=need.plan.care_unit.village_id)
    carrying = Case(When(pk=need.referral_id, then=Value(0)), default=Value(1))
    return rows.order_by(carrying, "-created_at", "-pk")


def referrals_of(needs, user):
    """{key: referral} of those that carry on one of ``needs``, as far as the user may see them."""
    keys = [need.referral_id for need in needs if need.referral_id]
    return Referral.objects.visible_to(user).in_bulk(keys) if keys else {}


def activities_for(needs):
    """{key of a need: the activities of the action plan that answer it}"""
    found = {}
    for action in ActionItem.objects.filter(need__in=needs, removed_on=None).order_by("pk"):
        found.setdefault(action.need_id, []).append(action)
    return found


def institutions_serving(plan, user):
    """Those of the directory that the user may see and that serve the village of the plan, or some part of it."""
    serving = serving_or_below(plan.care_unit.village_id, "region")
    return Institution.objects.visible_to(user).active().filter(serving).order_by("name", "pk")
