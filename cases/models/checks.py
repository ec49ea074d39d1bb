from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.enums import CheckResult


class CaseCheck(models.Model):
    """Somebody went back to the family after its case was closed."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="checks")
    checked_on = models.DateField("tanggal", default=timezone.localdate)
    result = models.CharField("keadaan keluarga", max_length=10, choices=CheckResult)
    note = models.TextField("yang ditemukan", max_length=2000)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "pemeriksaan setelah ditutup"
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="case_check_result_known", condition=Q(result__in=CheckResult.values))
        ]

    def __str__(self):
        return f"{self.get_result_display()} {self.checked_on:%d-%m-%Y}"
