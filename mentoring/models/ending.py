"""The end of guidance: graduation with its watch, or termination."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from mentoring.enums import TerminationWay, WatchResult
from mentoring.models.pairing import Mentorship


class GraduationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the user sees families."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_FAMILIES, "mentorship__village__code"))

    def watched(self):
        return self.filter(watch_result=WatchResult.RUNNING)


class Graduation(models.Model):
    """Decided by the FCU in a meeting, on an assessment; ``readiness`` is how each indicator stood that day."""

    mentorship = models.OneToOneField(Mentorship, models.PROTECT, related_name="graduation")
    decided_in = models.ForeignKey(
        "institutions.Meeting", models.PROTECT, related_name="+", verbose_name="diputuskan dalam"
    )
    assessment = models.ForeignKey("families.Assessment", models.PROTECT, related_name="+", verbose_name="asesmen")
    decided_on = models.DateField("tanggal")
    readiness = models.JSONField(default=list)
    certificate = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    watch_until = models.DateField("dipantau sampai")
    watch_result = models.CharField("hasil pantauan", max_length=10, choices=WatchResult, default=WatchResult.RUNNING)
    watch_note = models.CharField("catatan pantauan", max_length=300, blank=True)
    watched_on = models.DateField("pantauan selesai", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = GraduationQuerySet.as_manager()

    class Meta:
        verbose_name = "kelulusan"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="watch_result_known", condition=Q(watch_result__in=WatchResult.values)),
            models.CheckConstraint(
                name="watch_over_has_a_day",
                condition=Q(watch_result=WatchResult.RUNNING, watched_on=None)
                | (~Q(watch_result=WatchResult.RUNNING) & Q(watched_on__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"Kelulusan {self.decided_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("mentoring:graduation", args=[self.pk])

    @property
    def watch_is_due(self):
        return self.watch_result == WatchResult.RUNNING and self.watch_until <= timezone.localdate()


class Termination(models.Model):
    """After 18 months without significant progress: a new plan, or a more competent service."""

    mentorship = models.OneToOneField(Mentorship, models.PROTECT, related_name="termination")
    decided_on = models.DateField("tanggal")
    reason = models.TextField("alasan", max_length=1000)
    way = models.CharField("tindak lanjut", max_length=10, choices=TerminationWay)
    plan = models.TextField("rencana baru atau layanan yang dituju", max_length=1000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "terminasi"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="termination_way_known", condition=Q(way__in=TerminationWay.values))
        ]

    def __str__(self):
        return f"Terminasi {self.decided_on:%d-%m-%Y}"
