"""The versions of the seven stages: the nation's, and what a regency made of it. Running plans keep theirs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from workplans.enums import PartyGroup, StageCode, StepKind


class PlanTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The nation's, and all of the regencies whose templates the user keeps: also drafts."""
        if not user.is_authenticated or not user.can(Capability.SET_UP_WORK_PLANS):
            return self.none()
        return self.filter(Q(region=None) | user.scope(Capability.SET_UP_WORK_PLANS, "region__code"))

    def in_force(self, region_code, day=None):
        """What a plan in this regency starts with, the one that holds first: the regency's newest, else the nation's.

        ``region_code``: of the regency, such as “53.01”.
        """
        held = self.filter(valid_from__lte=day or timezone.localdate())
        own_first = models.F("region").desc(nulls_last=True)
        return held.filter(Q(region=None) | Q(region=region_code)).order_by(own_first, "-valid_from", "-pk")


class PlanTemplate(models.Model):
    version = models.CharField("versi", max_length=20, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)  # empty while it is a draft
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("apa yang berubah", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "susunan tahap"
        ordering = ["-valid_from", "-pk"]

    def __str__(self):
        return self.version

    def get_absolute_url(self):
        return reverse("workplans:template", args=[self.pk])

    @property
    def is_draft(self):
        return self.valid_from is None

    @property
    def is_ahead(self):
        """Put in force from a day that has not come yet."""
        return self.valid_from is not None and self.valid_from > timezone.localdate()


class TemplateStage(models.Model):
    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField("bulan ke")
    code = models.CharField("tahap", max_length=12, choices=StageCode)
    title = models.CharField("nama tahap", max_length=80)
    goal = models.CharField("tujuan", max_length=300)

    class Meta:
        verbose_name = "tahap"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="template_stage_once", fields=["template", "code"]),
            models.CheckConstraint(name="template_stage_known", condition=Q(code__in=StageCode.values)),
            models.CheckConstraint(name="template_stage_month", condition=Q(position__range=(1, 7))),
        ]

    def __str__(self):
        return self.title


class TemplateStep(models.Model):
    stage = models.ForeignKey(TemplateStage, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("jenis", max_length=12, choices=StepKind, default=StepKind.WORK)
    text = models.CharField("langkah", max_length=200)
    is_added = models.BooleanField("tambahan daerah", default=False)

    class Meta:
        verbose_name = "langkah"
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="template_step_known", condition=Q(kind__in=StepKind.values))]

    def __str__(self):
        return self.text


class TemplateParty(models.Model):
    """One thing to do so that a group of those concerned is involved."""

    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="parties")
    group = models.CharField("pihak", max_length=10, choices=PartyGroup)
    position = models.PositiveSmallIntegerField()
    text = models.CharField("pelibatan", max_length=200)

    class Meta:
        verbose_name = "pelibatan pihak"
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="template_party_known", condition=Q(group__in=PartyGroup.values))]

    def __str__(self):
        return self.text
