from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from families.enums import Dimension, Rate

RATE_BADGES = {
    None: ("mute", "ring"), Rate.NOT_YET: ("bad", "x"), Rate.LITTLE: ("wait", "half"), Rate.FAIR: ("info", "tick"),
    Rate.GOOD: ("ok", "star"),
}  # fmt: skip
NOT_RATED = "Tidak dinilai"
LITTLE_OR_LESS = (Rate.NOT_YET, Rate.LITTLE)


class IndicatorSetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The nation's, and all of the regencies whose indicators the user keeps: also drafts."""
        if not user.is_authenticated or not user.can(Capability.MANAGE_INDICATORS):
            return self.none()
        return self.filter(Q(region=None) | user.scope(Capability.MANAGE_INDICATORS, "region__code"))

    def in_force(self):
        """Those whose day has come; a newer one may have taken their place since."""
        return self.filter(valid_from__lte=timezone.localdate())


class IndicatorSet(models.Model):
    """A version of the checklist. An old assessment keeps the version it was made on."""

    version = models.CharField("versi", max_length=20, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)  # empty while it is a draft
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("apa yang berubah", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = IndicatorSetQuerySet.as_manager()

    class Meta:
        verbose_name = "perangkat indikator"
        ordering = ["-valid_from", "-pk"]

    def __str__(self):
        return self.version

    def get_absolute_url(self):
        return reverse("families:checklist", args=[self.pk])

    @property
    def is_draft(self):
        return self.valid_from is None

    @property
    def is_ahead(self):
        """Put in force from a day that has not come yet."""
        return self.valid_from is not None and self.valid_from > timezone.localdate()


class Indicator(models.Model):
    """One criterion: the guideline's (III.A.6.1, or an outcome of the seven-month plan's F.1), or a regency's own.

    The code says which is which and stays from version to version: “3.2”, or “53.01/3.1” where a regency added it.
    """

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

    @property
    def is_added(self):
        return "/" in self.code

    @property
    def fingerprint(self):
        """What a page showed of the words, so that a later save notices that somebody else changed them."""
        words = "\n".join((self.text, self.help, self.plasma_sign))
        return sha256(words.encode()).hexdigest()[:16]


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

    def get_absolute_url(self):
        return reverse("families:assessment", args=[self.family_id, self.pk])

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

    @property
    def word(self):
        return NOT_RATED if self.value is None else Rate(self.value).label

    @property
    def badge(self):
        return (*RATE_BADGES[self.value], self.word)

    @property
    def is_low(self):
        """Where the plasma sign of the indicator shows."""
        return self.value in LITTLE_OR_LESS
