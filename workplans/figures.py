"""Counts of plans for a region and a period; every report and chart reads these."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from institutions.enums import UnitState
from regions.models import in_regions
from workplans.enums import PlanState, StageState
from workplans.models import ActionItem, ActionTarget, Need, NeedSource, PlanEvent, PlanStage, StageEvent, WorkPlan

VILLAGE = "care_unit__village__code"


@dataclass(frozen=True)
class PlanFigures:
    """``plans`` ({state: how many}) and ``late`` as they stand now; what happened, in the period. A plan of an FCU
    that works no more does not run.

    ``reported``, ``accepted``: {position of a stage: how many came so far for the first time}. ``needs_met``: those
    with a source in the village. Needs, activities and families are those of the plans that ran in the period.
    """

    plans: dict
    late: int
    begun: int
    closed: int
    reported: dict
    accepted: dict
    needs: int
    needs_met: int
    actions: int
    actions_carried_out: int
    families_targeted: int
    families_reached: int


def plan_figures(codes, period):
    """Of the villages below ``codes``, in eight statements."""
    days = (period.first_day, period.last_day)
    plans = WorkPlan.objects.filter(in_regions(VILLAGE, codes)).order_by()
    stages = PlanStage.objects.filter(in_regions(f"plan__{VILLAGE}", codes)).order_by()
    asleep = Q(state=PlanState.RUNNING, care_unit__state=UnitState.INACTIVE)
    return PlanFigures(
        plans=dict(plans.exclude(asleep).values_list("state").annotate(n=Count("pk"))),
        late=stages.late().count(),
        **_lives(plans, days),
        reported=_came_to(StageState.REPORTED, codes, days),
        accepted=_came_to(StageState.ACCEPTED, codes, days),
        **_needs(_ran_in(plans, days)),
        **_actions(_ran_in(plans, days), days),
    )


def _lives(plans, days):
    closed = Q(events__step="close", events__happened_at__date__range=days)
    return plans.aggregate(
        begun=Count("pk", filter=Q(starts_on__range=days), distinct=True),
        closed=Count("pk", filter=closed, distinct=True),
    )


def _came_to(state, codes, days):
    events = StageEvent.objects.filter(to_state=state).order_by()
    before = events.filter(stage=OuterRef("stage"), happened_at__date__lt=days[0])
    here = events.filter(in_regions(f"stage__plan__{VILLAGE}", codes), happened_at__date__range=days)
    first = here.filter(~Exists(before)).values_list("stage__position")
    return dict(first.annotate(n=Count("stage", distinct=True)))


def _ran_in(plans, days):
    """Begun by the last day, and neither stopped nor closed all through the period."""
    events = PlanEvent.objects.filter(plan=OuterRef("pk"))
    before = events.filter(happened_at__date__lt=days[0]).order_by("-number").values("to_state")[:1]
    went_on = events.filter(to_state=PlanState.RUNNING, happened_at__date__range=days)
    rows = plans.alias(state_before=Coalesce(Subquery(before), Value(PlanState.RUNNING)))
    return rows.filter(Q(state_before=PlanState.RUNNING) | Exists(went_on), starts_on__lte=days[1])


def _needs(plans):
    met = NeedSource.objects.filter(need=OuterRef("pk"), source__removed_on=None)
    needs = Need.objects.filter(plan__in=plans, removed_on=None).annotate(met=Exists(met))
    return needs.aggregate(needs=Count("pk"), needs_met=Count("pk", filter=Q(met=True)))


def _actions(plans, days):
    actions = ActionItem.objects.filter(plan__in=plans, removed_on=None).order_by()
    done = Q(carried_out__activity__held_on__range=days)
    targets = ActionTarget.objects.filter(action__in=actions)
    return {
        **actions.aggregate(
            actions=Count("pk", distinct=True), actions_carried_out=Count("pk", filter=done, distinct=True)
        ),
        **targets.aggregate(families_targeted=Count("pk"), families_reached=Count("pk", filter=Q(reached=True))),
    }
