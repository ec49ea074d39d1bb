from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from core.periods import Period
from reporting.enums import OPEN_FIGURES, UNSENT, ReportKind, ReportState
from reporting.workflow import ABOVE_REGENCY, KINDS

S = ReportState
NARRATIVE = ("implementation", "results", "obstacles", "solutions")


BADGES = {
    S.DUE: ("mute", "pen"),
    S.WRITTEN: ("wait", "clock"),
    S.CHECKED: ("info", "eye"),
    S.SENT: ("wait", "right"),
    S.RETURNED: ("bad", "back"),
    S.RECEIVED: ("ok", "shield"),
    S.TAKEN: ("ok", "shield"),
    S.FINAL: ("ok", "shield"),
}


def _held(user, **capability_of):
    """Reports of the kinds for which ``user`` holds the capability that ``KINDS`` names, there."""
    return reduce(or_, (Q(kind=kind) & user.scope(cap, "region__code") for kind, cap in capability_of.items()))


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Readers of the region; what is not yet sent is its writers' own business."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(_readable(user) & ~Q(state__in=UNSENT) | _written_by(user))

    def counted_for(self, user):
        """That they are there and how far they have come, also the unsent ones: for lists, never for their content."""
        return self.filter(_readable(user) | _written_by(user)) if user.is_authenticated else self.none()

    def latest_revisions(self):
        return self.filter(replaced_by=None)

    def light(self):
        """Without what stands in it, for lists: the figures of many reports are megabytes."""
        return self.defer("figures", *NARRATIVE)

    def written_by(self, user):
        """Those that ``user`` may write or send."""
        return self.filter(_written_by(user))

    def received_by(self, user):
        """Those that ``user`` may receive or return."""
        return self.filter(_held(user, **{kind: it.receive for kind, it in KINDS.items()}))

    def late(self, day):
        return self.filter(state__in=UNSENT, due_on__lt=day)


def _readable(user):
    above = Q(kind__in=ABOVE_REGENCY) & user.scope(Capability.SEE_REGENCY_REPORTS, "region__code")
    return user.scope(Capability.SEE_REPORTS, "region__code") | above


def _written_by(user):
    writes = _held(user, **{kind: it.write for kind, it in KINDS.items()})
    return writes | _held(user, **{kind: it.send for kind, it in KINDS.items()})


class Report(models.Model):
    """One report of one region and period. What was sent never changes: a correction is a new revision.

    ``figures`` is the snapshot of reporting.figures; of a recap the sum of those of its ``parts``. ``draft`` is the
    newest paper made of it before it was sent, without number. ``extended_from`` is the time limit that it had before
    it was given time.
    """

    kind = models.CharField("jenis", max_length=20, choices=ReportKind, default=ReportKind.UNIT_QUARTER)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="reports", verbose_name="wilayah")
    period = models.CharField("masa", max_length=7)
    revision = models.PositiveSmallIntegerField("revisi", default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField("keadaan", max_length=10, choices=S, default=S.DUE)
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField("batas waktu")
    extended_from = models.DateField("batas waktu semula", null=True)
    extension_reason = models.CharField("alasan diberi waktu", max_length=200, blank=True)
    reminded_on = models.DateField("terakhir diingatkan", null=True)
    figures = models.JSONField(null=True)
    counted_at = models.DateTimeField("angka dihitung", null=True)
    implementation = models.TextField("pelaksanaan", blank=True, max_length=10000)
    results = models.TextField("hasil", blank=True, max_length=10000)
    obstacles = models.TextField("kendala", blank=True, max_length=10000)
    solutions = models.TextField("solusi", blank=True, max_length=10000)
    document = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="report")
    draft = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    takes = models.ManyToManyField("self", through="RecapPart", symmetrical=False, related_name="taken_by")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan"
        ordering = ["-period", "region", "-revision"]
        indexes = [models.Index(fields=["period", "region"]), models.Index(fields=["kind", "period", "state"])]
        constraints = [
            models.CheckConstraint(name="report_kind_known", condition=Q(kind__in=ReportKind.values)),
            models.CheckConstraint(name="report_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(
                name="report_frozen_once_checked",
                condition=Q(state__in=OPEN_FIGURES) | Q(figures__isnull=False, counted_at__isnull=False),
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
        return f"{self.it.title.format(period=Period.parse(self.period).label, region=self.region)}{revision}"

    @property
    def it(self):
        """What its kind is: reporting.workflow.Kind."""
        return KINDS[self.kind]

    @property
    def is_recap(self):
        return bool(self.it.parts)

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
        if step.capability is None or actor is None:
            return step.capability is None and actor is None
        return actor.can(step.capability, self.region_id)


class ReportEvent(StepEvent):
    report = models.ForeignKey(Report, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="report_event_once", fields=["report", "number"])]

    @property
    def label(self):
        return ReportState(self.to_state).label


class ReportPhoto(models.Model):
    """A photo of an activity that stands in the report, in the order of ``position``."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="photos")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="foto")
    caption = models.CharField("keterangan", max_length=160)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "foto laporan"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(name="report_photo_once", fields=["report", "file"])]

    def __str__(self):
        return self.caption
