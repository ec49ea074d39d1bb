from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from core.periods import Period
from reporting.enums import ReportKind, ReportState

S = ReportState
UNSENT = [S.DUE, S.WRITTEN, S.CHECKED]
NARRATIVE = ("implementation", "results", "obstacles", "solutions")


BADGES = {
    S.DUE: ("mute", "pen"),
    S.WRITTEN: ("wait", "clock"),
    S.CHECKED: ("info", "eye"),
    S.SENT: ("wait", "right"),
    S.RETURNED: ("bad", "back"),
    S.RECEIVED: ("ok", "shield"),
}


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Readers of the region; what is not yet sent is the FCU's own business."""
        if not user.is_authenticated:
            return self.none()
        readable = user.scope(Capability.SEE_REPORTS, "region__code") & ~Q(state__in=UNSENT)
        written = user.scope(Capability.WRITE_REPORTS, "region__code")
        return self.filter(readable | written | user.scope(Capability.SEND_REPORTS, "region__code"))

    def counted_for(self, user):
        """That they are there and how far they have come, also the unsent ones: for lists, never for their content."""
        return self.filter(user.scope(Capability.SEE_REPORTS, "region__code"))

    def latest_revisions(self):
        return self.filter(replaced_by=None)


class Report(models.Model):
    """One report of one region and period. What was sent never changes: a correction is a new revision."""

    kind = models.CharField("jenis", max_length=20, choices=ReportKind, default=ReportKind.UNIT_QUARTER)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="reports", verbose_name="wilayah")
    period = models.CharField("masa", max_length=7)
    revision = models.PositiveSmallIntegerField("revisi", default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField("keadaan", max_length=10, choices=S, default=S.DUE)
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField("batas waktu")
    figures = models.JSONField(null=True)
    counted_at = models.DateTimeField("angka dihitung", null=True)
    implementation = models.TextField("pelaksanaan", blank=True, max_length=10000)
    results = models.TextField("hasil", blank=True, max_length=10000)
    obstacles = models.TextField("kendala", blank=True, max_length=10000)
    solutions = models.TextField("solusi", blank=True, max_length=10000)
    document = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="report")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan"
        ordering = ["-period", "region", "-revision"]
        indexes = [models.Index(fields=["period", "region"])]
        constraints = [
            models.CheckConstraint(name="report_kind_known", condition=Q(kind__in=ReportKind.values)),
            models.CheckConstraint(name="report_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(
                name="report_frozen_once_checked",
                condition=Q(state__in=[S.DUE, S.WRITTEN]) | Q(figures__isnull=False, counted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_paper_once_sent",
                condition=Q(state__in=UNSENT) | Q(document__isnull=False),
            ),
            models.UniqueConstraint(name="report_once", fields=["kind", "region", "period", "revision"]),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reporting:detail", args=[self.pk])

    @property
    def title(self):
        revision = f", revisi {self.revision}" if self.revision > 1 else ""
        return f"Laporan {Period.parse(self.period).label} FCU {self.region}{revision}"

    @property
    def is_sent(self):
        return self.state not in UNSENT

    @property
    def days_late(self):
        """Days past the time limit on the region's own clock, while it is not sent; else 0."""
        today = timezone.localdate(timezone=self.region.zone)
        return max(0, (today - self.due_on).days) if self.state in UNSENT else 0

    @property
    def badge(self):
        if self.days_late:
            return ("bad", "warn", f"Terlambat {self.days_late} hari")
        return (*BADGES[self.state], self.get_state_display())

    def allows(self, actor, step):
        return actor.can(step.capability, self.region_id)


class ReportEvent(StepEvent):
    report = models.ForeignKey(Report, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="report_event_once", fields=["report", "number"])]

    @property
    def label(self):
        return ReportState(self.to_state).label
