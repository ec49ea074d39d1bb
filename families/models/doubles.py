from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class NotDouble(models.Model):
    """Somebody compared two files that look alike and found two families. The lower key comes first."""

    first = models.ForeignKey("families.Family", models.CASCADE, related_name="+")
    second = models.ForeignKey("families.Family", models.CASCADE, related_name="+")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = "bukan keluarga yang sama"
        constraints = [
            models.UniqueConstraint(name="not_double_once", fields=["first", "second"]),
            models.CheckConstraint(name="not_double_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"
