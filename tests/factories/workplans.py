"""Plans as the services leave them."""

from datetime import timedelta

import factory
from django.utils import timezone

from core.periods import Period
from institutions.enums import ActivityKind, MeetingKind, Sector
from tests.factories.accounts import UserFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.institutions import AttendanceFactory, CareUnitFactory, MeetingFactory
from workplans.enums import Gravity, SourceKind
from workplans.models import ActionItem, Need, PlanStage, PlanStep, PlanTemplate, Source, StagePaper, WorkPlan


def months_ago(count):
    """The first day of the month ``count`` months before this one; ahead where it is negative."""
    month = Period.of("M", timezone.localdate())
    for _ in range(abs(count)):
        month = month.previous() if count > 0 else month.next()
    return month.first_day


class WorkPlanFactory(factory.django.DjangoModelFactory):
    """With its seven stages and their steps; ``stages=False`` for the row alone."""

    class Meta:
        model = WorkPlan
        skip_postgeneration_save = True

    care_unit = factory.SubFactory(CareUnitFactory)
    template = factory.LazyFunction(lambda: PlanTemplate.objects.get(version="nasional-1"))
    starts_on = factory.LazyFunction(lambda: months_ago(0))
    facilitator = "Ferdi Sabuin"
    recorded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def stages(plan, wanted, extracted, **fields):
        if wanted and extracted is not False:
            month = Period.of("M", plan.starts_on)
            for template_stage in plan.template.stages.all():
                make_stage(plan, template_stage, month.first_day)
                month = month.next()


def make_stage(plan, template_stage, month):
    stage = PlanStage(plan=plan, template_stage=template_stage, position=template_stage.position)
    stage.plan_for(month)
    stage.save()
    PlanStep.objects.bulk_create(
        PlanStep(
            stage=stage, position=step.position, kind=step.kind, text=step.text,
            planned_on=month + timedelta(days=3 * step.position),
        )
        for step in template_stage.steps.all()
    )  # fmt: skip
    return stage


def stage_meeting(plan, *, attended=1, **fields):
    """A meeting of the plan's FCU that was held, with minutes and ``attended`` guests."""
    fields = {"kind": MeetingKind.WORK_PLAN, "minutes": "Warga sepakat.", "held_on": timezone.localdate(), **fields}
    meeting = MeetingFactory(care_unit=plan.care_unit, **fields)
    for number in range(attended):
        AttendanceFactory(meeting=meeting, membership=None, guest_name=f"Warga {number + 1}", guest_from="RT 004")
    return meeting


class PaperOfStageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StagePaper

    stage = factory.LazyFunction(lambda: WorkPlanFactory().stages.get(position=1))
    file = factory.SubFactory(StoredFileFactory)
    added_by = factory.SubFactory(UserFactory)


class NeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Need

    plan = factory.SubFactory(WorkPlanFactory)
    text = factory.Sequence(lambda n: f"Kebutuhan {n + 1}")
    sector = Sector.HEALTH
    families = 7
    gravity = Gravity.MIDDLING


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    plan = factory.SubFactory(WorkPlanFactory)
    kind = SourceKind.PEOPLE
    text = factory.Sequence(lambda n: f"Sumber {n + 1}")


class ActionItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionItem

    plan = factory.SubFactory(WorkPlanFactory)
    name = factory.Sequence(lambda n: f"Kebun gizi {n + 1}")
    kind = ActivityKind.ECONOMY
    goal = "Keluarga makan sayur dari kebunnya sendiri"
    target_number = 12
    why_first = "Punya lahan kosong dan tidak punya penghasilan tetap"
    work = "Bertemu pada minggu pertama setiap bulan."
    chair = "Yosina Koa"
    secretary = "Melki Tefa"
    treasurer = "Rosa Liu"
    months = factory.LazyAttribute(lambda action: [f"{action.plan.starts_on:%Y-%m}"])
