from auditlog.registry import auditlog
from django.conf import settings
from django.db import models

from accounts.capabilities import Capability


class IndicatorTargetQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SET_UP_MONITORING, "region__code"))


@auditlog.register()
class IndicatorTarget(models.Model):
    """What a regency wants one success indicator to reach in a year; ``indicator`` is its code in figures."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="kabupaten/kota")
    indicator = models.CharField("indikator", max_length=30)
    year = models.PositiveSmallIntegerField("tahun")
    value = models.DecimalField("target", max_digits=14, decimal_places=2)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IndicatorTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target indikator"
        ordering = ["-year", "indicator"]
        constraints = [models.UniqueConstraint(name="target_once", fields=["region", "indicator", "year"])]

    def __str__(self):
        return f"{self.indicator} {self.year}: {self.value}"
