"""Plans for lists and for the page of one plan."""

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Prefetch, Q, Subquery, Value, When

from accounts.capabilities import Capability
from institutions.models import CareUnit
from workplans.enums import TOLD_STATES, PlanState, StageState
from workplans.models import PlanStage, PlanStep, WorkPlan

WAITING_FIRST, RUNNING_NEXT, THE_REST = 0, 1, 2


def plan_rows(user):
    return WorkPlan.objects.visible_to(user).select_related("care_unit__village__parent")


def stage_rows(user):
    related = ("plan__care_unit__village__parent", "template_stage", "meeting", "told_minutes", "document__file")
    return PlanStage.objects.visible_to(user).select_related(*related)


def writable_units(user):
    """Working FCUs whose plan ``user`` may begin."""
    mine = user.scope(Capability.CHANGE_WORK_PLANS, "village__code")
    return CareUnit.objects.active().filter(mine).select_related("village").order_by("village")


def last_closed(unit):
    """The plan that a new one of this FCU carries on, or None."""
    return unit.work_plans.filter(state=PlanState.CLOSED).order_by("-state_since", "-pk").first()


def listed_plans(user):
    """Each with ``told`` (stages reported), ``is_late``, ``waits`` for the TKSK, ``ends_on`` and its present stage.

    For who receives reports those that wait come first.
    """
    of_plan = PlanStage.objects.filter(plan=OuterRef("pk"))
    now = of_plan.exclude(state__in=TOLD_STATES).order_by("position")
    rows = plan_rows(user).annotate(
        told=Count("stages", filter=Q(stages__state__in=TOLD_STATES)),
        ends_on=Max("stages__ends_on"),
        is_late=Exists(PlanStage.objects.late().filter(plan=OuterRef("pk"))),
        waits=Exists(of_plan.filter(state=StageState.REPORTED)),
        now_position=Subquery(now.values("position")[:1]),
        now_title=Subquery(now.values("template_stage__title")[:1]),
    )
    return rows.annotate(rank=_rank(user)).order_by("rank", "-starts_on", "care_unit__village", "-pk")


def _rank(user):
    running = When(state=PlanState.RUNNING, then=Value(RUNNING_NEXT))
    waiting = When(waits=True, then=Value(WAITING_FIRST))
    cases = [waiting, running] if user.can(Capability.RECEIVE_WORK_PLANS) else [running]
    return Case(*cases, default=Value(THE_REST))


def stages_of(plan):
    """In order, with their steps (each with ``paper_count``) and ``attended``: how many came to the meeting."""
    steps = PlanStep.objects.annotate(paper_count=Count("papers", filter=Q(papers__removed_on=None)))
    rows = plan.stages.select_related("template_stage", "meeting", "document__file")
    rows = rows.annotate(attended=Count("meeting__attendances"))
    return list(rows.prefetch_related(Prefetch("steps", steps.order_by("position", "pk"))))


def movable(stages, from_position=1):
    """The stages that a delay may move: from this one on, and after the last one whose report was sent."""
    last = max((stage.position for stage in stages if stage.state in TOLD_STATES), default=0)
    return [stage for stage in stages if stage.position >= from_position and stage.position > last]


def other_plans(plan):
    """Of the same FCU, the newest first."""
    return plan.care_unit.work_plans.exclude(pk=plan.pk).order_by("-starts_on", "-pk")


def parties_of(plan):
    """The checklist of those to involve: each line with ``ticked``, what was recorded of it in this plan, or None."""
    ticked = {row.party_id: row for row in plan.involved.select_related("recorded_by")}
    parties = list(plan.template.parties.order_by("position", "pk"))
    for party in parties:
        party.ticked = ticked.get(party.pk)
    return parties


def latest_first(events):
    return events.select_related("actor").order_by(F("number").desc())
