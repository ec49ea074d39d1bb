from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class CaseAccessQuerySet(models.QuerySet):
    def in_force(self):
        """Not revoked, and not past its last day."""
        return self.filter(revoked_on=None, until__gte=timezone.localdate())


class CaseAccess(models.Model):
    """The coordinator lets one person see one sensitive case, for a reason and until a day."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="accesses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_accesses", verbose_name="orang"
    )
    reason = models.CharField("alasan", max_length=200)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_on = models.DateField("diberikan", default=timezone.localdate)
    until = models.DateField("sampai")
    revoked_on = models.DateField("dicabut", null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "izin melihat kasus"
        ordering = ["-granted_on", "-pk"]
        indexes = [models.Index(fields=["user", "until"])]
        constraints = [
            models.CheckConstraint(name="case_access_in_order", condition=Q(until__gte=F("granted_on"))),
            models.UniqueConstraint(name="case_access_once", fields=["case", "user"], condition=Q(revoked_on=None)),
        ]

    def __str__(self):
        return f"{self.user_id} → {self.case_id}"

    @property
    def is_in_force(self):
        return self.revoked_on is None and self.until >= timezone.localdate()
