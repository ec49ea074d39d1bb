"""Many plans at a glance: the grid of FCUs and stages, what is late, and one plan over its months."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from accounts.capabilities import Capability
from core.charts import BAD, GOOD, MAIN, Row
from core.formatting import date_short, in_sentence
from core.periods import Period
from institutions.enums import UnitState
from institutions.models import CareUnit
from workplans.enums import TOLD_STATES, PlanState, StageState
from workplans.models import PlanStage, WorkPlan

MOST_WORDS = 6
TONES = {StageState.ACCEPTED: GOOD, StageState.RETURNED: BAD}


def units_seen(user):
    """Working FCUs whose plans ``user`` may read, each with its running or else its latest plan as ``shown_plans``."""
    place = user.scope(Capability.SEE_WORK_PLANS, "village__code")
    stages = PlanStage.objects.select_related("template_stage").order_by("position")
    plans = WorkPlan.objects.prefetch_related(Prefetch("stages", stages)).order_by("-starts_on", "-pk")
    rows = CareUnit.objects.active().filter(place).select_related("village__parent__parent")
    return rows.prefetch_related(Prefetch("work_plans", plans, to_attr="shown_plans"))


@dataclass(frozen=True, slots=True)
class GridRow:
    """One FCU: ``plan`` is None where it never had one; ``marks`` has one badge for each of the seven stages, ``late``
    counts those that are late."""

    unit: CareUnit
    plan: WorkPlan | None
    marks: list
    late: int


def grid_rows(units):
    return [_grid_row(unit) for unit in units]


def _grid_row(unit):
    plans = unit.shown_plans
    plan = next((each for each in plans if each.state == PlanState.RUNNING), plans[0] if plans else None)
    stages = plan.stages.all() if plan else ()
    return GridRow(unit, plan, [stage.badge for stage in stages], _late(stages))


def in_places(rows, asked, village):
    """Those whose village or kecamatan holds every word of ``asked``. ``village``: the path to it."""
    for word in asked.split()[:MOST_WORDS]:
        named = Q(**{f"{village}__name__icontains": word})
        rows = rows.filter(named | Q(**{f"{village}__parent__name__icontains": word}))
    return rows


def late_stages(user):
    """Of running plans, the longest late first."""
    rows = PlanStage.objects.visible_to(user).late()
    related = ("plan__care_unit__village__parent", "template_stage")
    return rows.select_related(*related).order_by("report_due_on", "plan__care_unit__village", "position")


def counted(user):
    """Of the plans that ``user`` reads: running ones of working FCUs, their stages that wait for an answer,
    late ones."""
    stages = PlanStage.objects.visible_to(user).filter(plan__state=PlanState.RUNNING)
    late = Q(pk__in=PlanStage.objects.late().values("pk"))
    works = ~Q(plan__care_unit__state=UnitState.INACTIVE)
    return stages.aggregate(
        plans=Count("plan", filter=works, distinct=True),
        waiting=Count("pk", filter=Q(state=StageState.REPORTED)),
        late=Count("pk", filter=late),
    )


@dataclass(frozen=True, slots=True)
class Timeline:
    """``months``: names of the parts of the width; ``today``: its place, None outside of them."""

    title: str
    months: list
    rows: list
    today: float | None
    today_label: str

    @property
    def chart(self):
        """For {% draw %}."""
        args = {"months": self.months, "rows": self.rows, "today": self.today, "today_label": self.today_label}
        return {"shape": "gantt", "title": self.title, "args": args}


def timeline_of(stages):
    """``stages``: with their steps."""
    today = timezone.localdate()
    months = _months(stages)
    first, last = months[0].first_day, months[-1].last_day
    days = (last - first).days + 1

    def place(day):
        return min(max((day - first).days / days, 0), 1)

    told = sum(stage.state in TOLD_STATES for stage in stages)
    return Timeline(
        title=f"Rencana dan pelaksanaan tujuh tahap: {told} sudah dilaporkan, {_late(stages)} terlambat",
        months=[f"{month.short_label}" for month in months],
        rows=[_timeline_row(stage, place, today) for stage in stages],
        today=place(today) if first <= today <= last else None,
        today_label=f"{date_short(today)}, kini",
    )


def _late(stages):
    return sum(stage.is_late for stage in stages)


def _months(stages):
    """From the first stage's month to the last one's, and as far as something was done."""
    days = [stage.begins_on for stage in stages] + [stage.opened_on for stage in stages if stage.opened_on]
    ends = [stage.ends_on for stage in stages] + [stage.reported_on for stage in stages if stage.reported_on]
    months, last = [Period.of("M", min(days))], Period.of("M", max(ends))
    while months[-1] != last:
        months.append(months[-1].next())
    return months


def _timeline_row(stage, place, today):
    steps = list(stage.steps.all())
    done = sum(step.done_on is not None for step in steps)
    return Row(
        label=f"{stage.position}. {stage.template_stage.title}",
        detail=f"{done} dari {len(steps)} langkah, {in_sentence(stage.badge[2])}",
        planned=(place(stage.begins_on), place(stage.ends_on)),
        done=_done_span(stage, place, today),
        tone=BAD if stage.is_late else TONES.get(stage.state, MAIN),
        marks=tuple((place(step.done_on or step.planned_on), step.done_on is not None) for step in steps),
    )


def _done_span(stage, place, today):
    if stage.opened_on is None:
        return None
    return place(stage.opened_on), place(stage.reported_on or today)
