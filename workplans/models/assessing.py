"""The participatory assessment of stages 3 and 4: needs, sources, which meets which, and the residents' votes."""

from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.urls import reverse

from institutions.enums import Sector
from workplans.enums import Gravity, NeedAnswer, SourceKind
from workplans.models.plans import PlanQuerySet


@auditlog.register()
class Need(models.Model):
    """``answer`` says what becomes of a need that no source of the village meets; ``referral`` may carry it on."""

    village_path = "plan__care_unit__village__code"

    plan = models.ForeignKey("workplans.WorkPlan", models.CASCADE, related_name="needs")
    text = models.CharField("kebutuhan", max_length=200)
    sector = models.CharField("bidang", max_length=12, choices=Sector)
    families = models.PositiveIntegerField("jumlah keluarga")
    gravity = models.PositiveSmallIntegerField("berat", choices=Gravity)
    answer = models.CharField("jalan keluar", max_length=10, choices=NeedAnswer, blank=True)
    answer_note = models.CharField("kepada siapa, tentang apa", max_length=300, blank=True)
    referral = models.ForeignKey(
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rujukan"
    )
    removed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kebutuhan"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="need_sector_known", condition=Q(sector__in=Sector.values)),
            models.CheckConstraint(name="need_gravity_known", condition=Q(gravity__in=Gravity.values)),
            models.CheckConstraint(name="need_answer_known", condition=Q(answer__in=["", *NeedAnswer.values])),
            models.CheckConstraint(name="need_of_families", condition=Q(families__gte=1)),
            models.CheckConstraint(
                name="need_referral_is_answer", condition=Q(referral=None) | Q(answer=NeedAnswer.REFERRAL)
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("workplans:needs", args=[self.plan_id])


@auditlog.register()
class Source(models.Model):
    village_path = "plan__care_unit__village__code"

    plan = models.ForeignKey("workplans.WorkPlan", models.CASCADE, related_name="sources")
    kind = models.CharField("jenis", max_length=12, choices=SourceKind)
    text = models.CharField("sumber", max_length=200)
    institution = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lembaga"
    )
    removed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "sumber"
        ordering = ["kind", "pk"]
        constraints = [models.CheckConstraint(name="source_kind_known", condition=Q(kind__in=SourceKind.values))]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("workplans:needs", args=[self.plan_id])


class NeedSource(models.Model):
    """A tick of the matrix: this source meets that need."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="matches")
    source = models.ForeignKey(Source, models.CASCADE, related_name="matches")

    class Meta:
        verbose_name = "kecocokan"
        constraints = [models.UniqueConstraint(name="need_meets_source_once", fields=["need", "source"])]

    def __str__(self):
        return f"{self.need} – {self.source}"


class Vote(models.Model):
    """How many votes a need was given at the meeting of one stage."""

    stage = models.ForeignKey("workplans.PlanStage", models.CASCADE, related_name="votes")
    need = models.ForeignKey(Need, models.CASCADE, related_name="votes")
    count = models.PositiveIntegerField("suara")

    class Meta:
        verbose_name = "suara"
        constraints = [models.UniqueConstraint(name="vote_once_a_stage", fields=["stage", "need"])]

    def __str__(self):
        return f"{self.count} suara"
