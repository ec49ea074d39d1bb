from django.conf import settings
from django.db import models
from django.db.models import F, Q

from families.enums import FamilyStatus
from families.models.family import Family


class StatusPeriod(models.Model):
    """Since when a family has had which status in which village, so that stocks can be counted as of any day."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="status_periods")
    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    status = models.CharField("status", max_length=12, choices=FamilyStatus)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("berakhir", null=True, blank=True)
    note = models.CharField("catatan", max_length=200, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "riwayat status"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["starts_on", "ends_on"]), models.Index(fields=["village", "starts_on"])]
        constraints = [
            models.CheckConstraint(name="status_period_known", condition=Q(status__in=FamilyStatus.values)),
            models.CheckConstraint(
                name="status_period_in_order", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(name="one_open_status", fields=["family"], condition=Q(ends_on=None)),
        ]

    def __str__(self):
        return f"{self.get_status_display()} {self.starts_on}"
