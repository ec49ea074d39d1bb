"""Visits to an FCU or to the office of a region: planned, filled in, sent."""

from uuid import uuid4

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from monitoring.enums import Scale, VisitKind, VisitState


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of one's regions. A draft is its writer's own until it is sent."""
        if not user.is_authenticated:
            return self.none()
        sent = Q(state=VisitState.SENT) | Q(recorded_by=user) | Q(sent_on__isnull=False)
        return self.filter(sent, user.scope(Capability.SEE_MONITORING, "region__code"))

    def sent(self):
        """Also those that are being put right: what they said was told once."""
        return self.filter(sent_on__isnull=False)


class PlannedSupervisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_MONITORING, "region__code"))

    def open(self):
        """No visit that was sent answers them yet."""
        return self.filter(visit__sent_on=None, called_off_because="")

    def overdue(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())


@auditlog.register(exclude_fields=["version", "page", "typed_finding"])
class SupervisionVisit(models.Model):
    """``region`` is the FCU's village, or the kecamatan, regency or province whose office was visited."""

    kind = models.CharField("jenis", max_length=12, choices=VisitKind)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    care_unit = models.ForeignKey(
        "institutions.CareUnit", models.PROTECT, null=True, blank=True, related_name="supervision", verbose_name="FCU"
    )
    instrument = models.ForeignKey("monitoring.Instrument", models.PROTECT, related_name="visits")
    visited_on = models.DateField("tanggal")
    officers = models.CharField("petugas", max_length=200)
    met = models.CharField("yang ditemui", max_length=300, blank=True)
    summary = models.TextField("ringkasan", max_length=2000, blank=True)
    state = models.CharField("keadaan", max_length=8, choices=VisitState, default=VisitState.DRAFT)
    state_since = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField("dikirim", null=True, blank=True)
    page = models.UUIDField(default=uuid4, editable=False)  # the page that wrote last: it may go on, older ones not
    typed_finding = models.JSONField(default=dict, blank=True)  # begun on the page and not kept as a finding yet
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "kunjungan pemantauan"
        ordering = ["-visited_on", "-pk"]
        indexes = [models.Index(fields=["region", "visited_on"])]
        constraints = [
            models.CheckConstraint(name="supervision_kind_known", condition=Q(kind__in=VisitKind.values)),
            models.CheckConstraint(name="supervision_state_known", condition=Q(state__in=VisitState.values)),
            models.UniqueConstraint(
                name="unit_visited_once_a_day",
                fields=["care_unit", "instrument", "visited_on", "recorded_by"],
                condition=Q(care_unit__isnull=False),
            ),
            models.UniqueConstraint(
                name="office_visited_once_a_day",
                fields=["region", "instrument", "visited_on", "recorded_by"],
                condition=Q(care_unit=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.visited_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("monitoring:visit", args=[self.pk])

    def allows(self, actor, step):
        """Only whoever made the visit writes of it."""
        return actor.pk == self.recorded_by_id and actor.can(step.capability, self.region_id)

    @property
    def place(self):
        """The FCU, or the office of the region."""
        return str(self.care_unit) if self.care_unit_id else f"Kantor {self.region}"

    @property
    def badge(self):
        if self.state == VisitState.SENT:
            return "ok", "ok", "Terkirim"
        return ("wait", "back", "Diperbaiki") if self.sent_on else ("mute", "pen", "Sedang diisi")


class VisitEvent(StepEvent):
    visit = models.ForeignKey(SupervisionVisit, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="supervision_event_once", fields=["visit", "number"])]


class PlannedSupervision(models.Model):
    """Somebody is to visit by a day; overdue while no visit answers it."""

    kind = models.CharField("jenis", max_length=12, choices=VisitKind)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    care_unit = models.ForeignKey(
        "institutions.CareUnit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="FCU"
    )
    due_on = models.DateField("paling lambat")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="planned_supervision", verbose_name="petugas"
    )
    visit = models.OneToOneField(SupervisionVisit, models.PROTECT, null=True, blank=True, related_name="planned")
    called_off_because = models.CharField("sebab dibatalkan", max_length=200, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PlannedSupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana kunjungan"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="planned_supervision_kind_known", condition=Q(kind__in=VisitKind.values)),
            models.UniqueConstraint(
                name="planned_unit_once",
                fields=["care_unit", "kind", "due_on", "officer"],
                condition=Q(called_off_because="", care_unit__isnull=False),
            ),
            models.UniqueConstraint(
                name="planned_office_once",
                fields=["region", "kind", "due_on", "officer"],
                condition=Q(called_off_because="", care_unit=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} paling lambat {self.due_on:%d-%m-%Y}"

    @property
    def place(self):
        return str(self.care_unit) if self.care_unit_id else f"Kantor {self.region}"

    @property
    def is_open(self):
        return not self.called_off_because and not (self.visit_id and self.visit.sent_on)

    @property
    def start_url(self):
        return f"{reverse('monitoring:start')}?rencana={self.pk}"

    @property
    def badge(self):
        if self.called_off_because:
            return "mute", "stop", "Dibatalkan"
        if not self.is_open:
            return "ok", "ok", "Terlaksana"
        if self.due_on < timezone.localdate():
            return "bad", "warn", "Terlambat"
        return ("live", "half", "Sedang diisi") if self.visit_id else ("wait", "clock", "Direncanakan")


class VisitAnswer(models.Model):
    """``score``: 1 to 4 of a scale; 1 or 0 for yes or no."""

    visit = models.ForeignKey(SupervisionVisit, models.CASCADE, related_name="answers")
    question = models.ForeignKey("monitoring.InstrumentQuestion", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField("nilai", null=True, blank=True)
    text = models.TextField("uraian", max_length=2000, blank=True)

    class Meta:
        verbose_name = "jawaban"
        ordering = ["question__position", "question"]
        constraints = [
            models.UniqueConstraint(name="answered_once", fields=["visit", "question"]),
            models.CheckConstraint(
                name="answer_score_known", condition=Q(score=None) | Q(score__range=(0, max(Scale.values)))
            ),
        ]

    def __str__(self):
        return self.text or str(self.score)
