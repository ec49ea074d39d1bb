"""The action plan, which stages 3, 5, 6 and 7 carry forward, and what became of it."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from institutions.enums import ActivityKind, FundSource
from workplans.models.plans import PlanQuerySet


@auditlog.register()
class ActionItem(models.Model):
    """One activity of the plan as it stands now; ActionRevision keeps how each stage left it.

    ``months``: “2026-11” codes of its calendar. ``reached`` and ``judgement`` are what the seventh stage found.
    """

    village_path = "plan__care_unit__village__code"

    plan = models.ForeignKey("workplans.WorkPlan", models.CASCADE, related_name="actions")
    need = models.ForeignKey(
        "workplans.Need", models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="kebutuhan"
    )
    name = models.CharField("nama kegiatan", max_length=150)
    kind = models.CharField("jenis kegiatan", max_length=12, choices=ActivityKind)
    goal = models.CharField("tujuan", max_length=300)
    target_number = models.PositiveIntegerField("jumlah keluarga sasaran")
    why_first = models.CharField("mengapa didahulukan", max_length=300)
    work = models.TextField("yang dikerjakan", max_length=2000)
    chair = models.CharField("ketua", max_length=120)
    secretary = models.CharField("sekretaris", max_length=120)
    treasurer = models.CharField("bendahara", max_length=120)
    members = models.CharField("anggota tim", max_length=500, blank=True)
    months = models.JSONField("kalender", default=list)
    funds = models.PositiveBigIntegerField("dana", null=True, blank=True)
    fund_source = models.CharField("sumber dana", max_length=10, choices=FundSource, blank=True)
    reached = models.PositiveIntegerField("keluarga yang tercapai", null=True, blank=True)
    judgement = models.CharField("penilaian warga", max_length=500, blank=True)
    agreement = models.CharField("kesepakatan", max_length=500, blank=True)
    agenda_item = models.ForeignKey(
        "institutions.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="mata agenda tahunan",
    )  # fmt: skip
    removed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana tindak"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="action_kind_known", condition=Q(kind__in=ActivityKind.values)),
            models.CheckConstraint(name="action_source_known", condition=Q(fund_source__in=["", *FundSource.values])),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workplans:action", args=[self.plan_id, self.pk])


class ActionTarget(models.Model):
    """A family that the activity is for; ``reached`` is what the seventh stage found, empty before."""

    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="targets")
    family = models.ForeignKey(
        "families.Family", models.PROTECT, related_name="action_targets", verbose_name="keluarga sasaran"
    )
    reached = models.BooleanField("tercapai", null=True, blank=True)
    result = models.CharField("hasil", max_length=300, blank=True)

    class Meta:
        verbose_name = "keluarga sasaran"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="action_target_once", fields=["action", "family"])]

    def __str__(self):
        return f"Sasaran {self.pk}"


class ActionRevision(models.Model):
    """What an activity of the plan said when a stage was reported: names of fields → values, ready to compare."""

    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="revisions")
    stage = models.ForeignKey("workplans.PlanStage", models.CASCADE, related_name="revisions")
    content = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "isi rencana tindak"
        ordering = ["stage__position"]
        constraints = [models.UniqueConstraint(name="action_revision_once", fields=["action", "stage"])]

    def __str__(self):
        return f"Tahap {self.stage_id}"


class ActionActivity(models.Model):
    """An activity of the FCU that carried out a part of the plan."""

    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="carried_out")
    activity = models.ForeignKey("institutions.Activity", models.PROTECT, related_name="+", verbose_name="kegiatan")

    class Meta:
        verbose_name = "pelaksanaan"
        ordering = ["activity__held_on"]
        constraints = [models.UniqueConstraint(name="action_activity_once", fields=["action", "activity"])]

    def __str__(self):
        return str(self.activity)
