from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.enums import Dimension, Rate


class IndicatorSet(models.Model):
    """A version of the checklist. An old assessment keeps the version it was made on."""

    version = models.CharField("versi", max_length=20, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)  # empty while it is a draft
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("apa yang berubah", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "perangkat indikator"
        ordering = ["-valid_from", "-pk"]

    def __str__(self):
        return self.version


class Indicator(models.Model):
    """One criterion of the guideline (III.A.6.1, or an outcome of the seven-month plan's F.1)."""

    indicator_set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="indicators")
    code = models.CharField("kode", max_length=10)
    dimension = models.CharField("dimensi", max_length=12, choices=Dimension)
    text = models.CharField("indikator", max_length=200)
    help = models.CharField("penjelasan", max_length=300, blank=True)
    plasma_sign = models.CharField("tanda keluarga plasma", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "indikator"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="indicator_once_a_set", fields=["indicator_set", "code"]),
            models.CheckConstraint(name="indicator_dimension_known", condition=Q(dimension__in=Dimension.values)),
        ]

    def __str__(self):
        return self.text


class Assessment(models.Model):
    """One dated rating of a family by a named assessor; never overwritten."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="assessments")
    indicator_set = models.ForeignKey(IndicatorSet, models.PROTECT, related_name="+")
    assessed_on = models.DateField("tanggal", default=timezone.localdate)
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="dicatat")
    assessor_name = models.CharField("penilai", max_length=120, blank=True)  # where somebody else rated
    note = models.TextField("catatan", blank=True, max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "asesmen"
        ordering = ["-assessed_on", "-pk"]
        indexes = [models.Index(fields=["assessed_on"])]

    def __str__(self):
        return f"Asesmen {self.assessed_on:%d-%m-%Y}"

    @property
    def rated_by(self):
        return self.assessor_name or str(self.assessor)


class DimensionMean(models.Model):
    """Where a family stands now: the mean of each dimension in its latest assessment. Derived, for filters."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="dimension_means")
    dimension = models.CharField("dimensi", max_length=12, choices=Dimension)
    mean = models.DecimalField("rata-rata", max_digits=3, decimal_places=2)

    class Meta:
        indexes = [models.Index(fields=["dimension", "mean"])]
        constraints = [
            models.UniqueConstraint(name="dimension_mean_once", fields=["family", "dimension"]),
            models.CheckConstraint(name="dimension_mean_known", condition=Q(dimension__in=Dimension.values)),
        ]

    def __str__(self):
        return f"{self.get_dimension_display()} {self.mean}"


class Rating(models.Model):
    """``value`` is empty where the indicator was not assessed."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField("nilai", choices=Rate, null=True, blank=True)
    note = models.CharField("catatan", max_length=200, blank=True)

    class Meta:
        ordering = ["indicator__order"]
        constraints = [
            models.UniqueConstraint(name="rated_once", fields=["assessment", "indicator"]),
            models.CheckConstraint(name="rating_on_scale", condition=Q(value=None) | Q(value__lte=3)),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.value}"
