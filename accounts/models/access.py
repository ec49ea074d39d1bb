from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import AccessKind


class AccessLogQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own traces; who looked at a family is shown by the family's page, which checks its own scope."""
        return self.filter(actor=user) if user.is_authenticated else self.none()

    def about(self, subject):
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class AccessLog(models.Model):
    """Who looked at, revealed, downloaded or was refused what. Written once, never changed."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="accesses")
    role = models.CharField("peran", max_length=80, blank=True)
    kind = models.CharField("apa", max_length=20, choices=AccessKind)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    address = models.GenericIPAddressField("alamat jaringan", null=True)
    happened_at = models.DateTimeField("waktu", auto_now_add=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan akses"
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "-happened_at"])]
        constraints = [models.CheckConstraint(name="access_kind_known", condition=Q(kind__in=AccessKind.values))]

    def __str__(self):
        return f"{self.get_kind_display()} {self.subject_type} {self.subject_id or ''}".strip()
