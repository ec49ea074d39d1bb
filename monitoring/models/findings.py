"""What was found at a visit, and what became of it."""

from uuid import uuid4

from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from monitoring.enums import FINDING_BADGES, Aspect, FindingState


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those told with a visit that was sent; before that only its writer knows them."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_MONITORING, "visit__region__code")).told()

    def told(self):
        return self.filter(told_on__isnull=False)

    def late(self, day=None):
        return self.filter(state=FindingState.OPEN, due_on__lt=day or timezone.localdate())


@auditlog.register(exclude_fields=["version", "token"])
class Finding(models.Model):
    """``told_on``: the day on which the visit was sent with it. ``token``: of the page that wrote it first."""

    visit = models.ForeignKey("monitoring.SupervisionVisit", models.CASCADE, related_name="findings")
    aspect = models.CharField("aspek", max_length=14, choices=Aspect)
    text = models.TextField("temuan", max_length=1000)
    recommendation = models.TextField("saran", max_length=1000, blank=True)
    responsible = models.CharField("penanggung jawab", max_length=120, blank=True)
    due_on = models.DateField("paling lambat", null=True, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=FindingState, default=FindingState.OPEN)
    state_since = models.DateTimeField(default=timezone.now)
    told_on = models.DateField("disampaikan", null=True, blank=True)
    token = models.UUIDField(default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="finding_state_known", condition=Q(state__in=FindingState.values)),
            models.CheckConstraint(name="finding_aspect_known", condition=Q(aspect__in=Aspect.values)),
            models.UniqueConstraint(name="finding_written_once", fields=["visit", "token"]),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("monitoring:finding", args=[self.pk])

    def allows(self, actor, step):
        return actor.can(step.capability, self.visit.region_id)

    @property
    def badge(self):
        if self.is_late:
            return "bad", "warn", "Terlambat"
        tone, icon = FINDING_BADGES[self.state]
        return tone, icon, self.get_state_display()

    @property
    def is_late(self):
        return self.state == FindingState.OPEN and self.due_on is not None and self.due_on < timezone.localdate()


class FindingEvent(StepEvent):
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="finding_event_once", fields=["finding", "number"])]
