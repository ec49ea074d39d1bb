"""A plan of one FCU and its seven stages: what was planned, what was done, and the chain of minutes."""

from datetime import timedelta

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from core.periods import Period
from institutions.enums import UnitState
from workplans.enums import (
    ACTION_PLANNING,
    ASSESSING,
    OPEN_STATES,
    PLAN_BADGES,
    STAGE_BADGES,
    TOLD_STATES,
    FollowUp,
    PlanState,
    StageState,
    StepKind,
)

# After the last day of its month a stage's report has so long to reach the TKSK.
REPORT_DAYS = 5


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_WORK_PLANS, self.model.village_path))


class StageQuerySet(PlanQuerySet):
    def late(self, day=None):
        """Of running plans of working FCUs: what should have begun or been reported by ``day``."""
        day = day or timezone.localdate()
        due = Q(state__in=OPEN_STATES, report_due_on__lt=day) | Q(state=StageState.WAITING, ends_on__lt=day)
        return self.filter(due, plan__state=PlanState.RUNNING).exclude(plan__care_unit__state=UnitState.INACTIVE)


@auditlog.register()
class WorkPlan(models.Model):
    village_path = "care_unit__village__code"

    care_unit = models.ForeignKey("institutions.CareUnit", models.CASCADE, related_name="work_plans")
    template = models.ForeignKey("workplans.PlanTemplate", models.PROTECT, related_name="+")
    starts_on = models.DateField("mulai")  # the first day of a month
    facilitator = models.CharField("fasilitator", max_length=120)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("keadaan", max_length=10, choices=PlanState, default=PlanState.RUNNING)
    state_since = models.DateTimeField(default=timezone.now)
    follow_up = models.CharField("tindak lanjut", max_length=10, choices=FollowUp, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana kerja masyarakat"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="plan_state_known", condition=Q(state__in=PlanState.values)),
            models.CheckConstraint(name="plan_follow_up_known", condition=Q(follow_up__in=["", *FollowUp.values])),
            models.CheckConstraint(name="plan_starts_a_month", condition=Q(starts_on__day=1)),
            models.UniqueConstraint(
                name="one_running_plan", fields=["care_unit"], condition=Q(state=PlanState.RUNNING)
            ),
        ]

    def __str__(self):
        return f"Rencana kerja {Period.of('M', self.starts_on).label}"

    def get_absolute_url(self):
        return reverse("workplans:detail", args=[self.pk])

    def allows(self, actor, step):
        return actor.can(step.capability, self.care_unit.village_id)

    @property
    def takes_work(self):
        """It runs, or it is closed and one of its stages came back; otherwise it is only read."""
        if self.state == PlanState.RUNNING:
            return True
        return self.state == PlanState.CLOSED and self.stages.filter(state=StageState.RETURNED).exists()

    @property
    def badge(self):
        return (*PLAN_BADGES[self.state], self.get_state_display())


class PlanEvent(StepEvent):
    """Also “start” and “delay”, which leave the state as it is."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="plan_event_once", fields=["plan", "number"])]


@auditlog.register()
class PlanStage(models.Model):
    """One stage of a plan. It is planned for one month; ``told_minutes`` is the link of the chain: the minutes of the
    stage before, told back to the community on ``told_on``."""

    village_path = "plan__care_unit__village__code"

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="stages")
    template_stage = models.ForeignKey("workplans.TemplateStage", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("tahap")
    begins_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    report_due_on = models.DateField("batas laporan")
    state = models.CharField("keadaan", max_length=10, choices=StageState, default=StageState.WAITING)
    state_since = models.DateTimeField(default=timezone.now)
    opened_on = models.DateField("dimulai pada", null=True, blank=True)
    meeting = models.ForeignKey(
        "institutions.Meeting", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pertemuan"
    )
    told_minutes = models.ForeignKey(
        "institutions.Meeting", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="notulen yang disampaikan kembali",
    )  # fmt: skip
    told_on = models.DateField("disampaikan kembali pada", null=True, blank=True)
    result = models.TextField("hasil", max_length=4000, blank=True)
    obstacle = models.TextField("kendala", max_length=2000, blank=True)
    next_work = models.TextField("yang dikerjakan berikutnya", max_length=2000, blank=True)
    reported_on = models.DateField("dilaporkan pada", null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="laporan"
    )
    votes_each = models.PositiveSmallIntegerField("suara tiap orang", default=3)
    version = models.PositiveIntegerField(default=1)

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = "tahap"
        ordering = ["position"]
        indexes = [models.Index(fields=["state", "report_due_on"])]
        constraints = [
            models.UniqueConstraint(name="plan_stage_once", fields=["plan", "position"]),
            models.CheckConstraint(name="stage_state_known", condition=Q(state__in=StageState.values)),
            models.CheckConstraint(
                name="stage_told_with_minutes",
                condition=Q(told_minutes=None, told_on=None) | Q(told_minutes__isnull=False, told_on__isnull=False),
            ),
            models.CheckConstraint(
                name="stage_reported_whole",
                condition=~Q(state__in=TOLD_STATES)
                | Q(meeting__isnull=False, reported_on__isnull=False, told_on__isnull=False)
                | Q(meeting__isnull=False, reported_on__isnull=False, position=1),
            ),
            models.CheckConstraint(name="stage_votes_each", condition=Q(votes_each__range=(1, 10))),
        ]

    def __str__(self):
        return f"Tahap {self.position}: {self.template_stage.title}"

    def get_absolute_url(self):
        return reverse("workplans:stage", args=[self.plan_id, self.position])

    def allows(self, actor, step):
        return actor.can(step.capability, self.plan.care_unit.village_id)

    @property
    def code(self):
        return self.template_stage.code

    @property
    def works_on_needs(self):
        return self.code in ASSESSING

    @property
    def works_on_actions(self):
        return self.code in ACTION_PLANNING

    @property
    def month_label(self):
        return Period.of("M", self.begins_on).label

    @property
    def is_late(self):
        if self.plan.state != PlanState.RUNNING or self.plan.care_unit.state == UnitState.INACTIVE:
            return False
        day = timezone.localdate()
        if self.state == StageState.WAITING:
            return self.ends_on < day
        return self.state in OPEN_STATES and self.report_due_on < day

    @property
    def due_on(self):
        """By when the next thing is to happen: the beginning, then the report."""
        return self.ends_on if self.state == StageState.WAITING else self.report_due_on

    @property
    def days_late(self):
        return (timezone.localdate() - self.due_on).days if self.is_late else 0

    @property
    def badge(self):
        tone, mark = STAGE_BADGES[self.state]
        if self.is_late:
            words = "Terlambat dimulai" if self.state == StageState.WAITING else "Laporan terlambat"
            return "bad", "warn", words
        return tone, mark, self.get_state_display()

    def plan_for(self, month):
        """Takes the month ``month`` (a first day) as its own; not saved."""
        self.begins_on, self.ends_on = month, Period.of("M", month).last_day
        self.report_due_on = self.ends_on + timedelta(days=REPORT_DAYS)


class StageEvent(StepEvent):
    stage = models.ForeignKey(PlanStage, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="stage_event_once", fields=["stage", "number"])]


@auditlog.register()
class PlanStep(models.Model):
    """A step of a stage, copied from the template, or one that this FCU added. Done when it has ``done_on``."""

    village_path = "stage__plan__care_unit__village__code"

    stage = models.ForeignKey(PlanStage, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("jenis", max_length=12, choices=StepKind, default=StepKind.WORK)
    text = models.CharField("langkah", max_length=200)
    is_added = models.BooleanField("tambahan", default=False)
    planned_on = models.DateField("rencana")
    done_on = models.DateField("dilakukan pada", null=True, blank=True)
    done_by = models.CharField("oleh", max_length=120, blank=True)
    note = models.CharField("catatan", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "langkah"
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="plan_step_known", condition=Q(kind__in=StepKind.values))]

    def __str__(self):
        return self.text

    @property
    def is_late(self):
        return self.done_on is None and self.planned_on < timezone.localdate()


@auditlog.register()
class StagePaper(models.Model):
    """Evidence of a step, or a document of the whole stage. What was taken away stays stored and is shown no more."""

    village_path = "stage__plan__care_unit__village__code"

    stage = models.ForeignKey(PlanStage, models.CASCADE, related_name="papers")
    step = models.ForeignKey(PlanStep, models.CASCADE, null=True, blank=True, related_name="papers")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("keterangan", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas tahap"
        ordering = ["pk"]

    def __str__(self):
        return self.caption or str(self.file)


class PartyInvolved(models.Model):
    """A ticked line of the checklist of those to involve."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="involved")
    party = models.ForeignKey("workplans.TemplateParty", models.PROTECT, related_name="+")
    done_on = models.DateField("tanggal")
    note = models.CharField("catatan", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "pelibatan"
        ordering = ["party__position"]
        constraints = [models.UniqueConstraint(name="party_involved_once", fields=["plan", "party"])]

    def __str__(self):
        return str(self.party)
