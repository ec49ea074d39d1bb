from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import StepEvent
from exchange.enums import BADGES, OPEN, VERDICT_BADGES, WORKING, BatchState, Decision, Verdict
from exchange.handlers import KINDS
from exchange.workflow import OWN, STEPS

UNDO_DAYS = timedelta(days=30)


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The imports of the regions in which ``user`` may write what they bring."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(pk__in=[])
        for kind in KINDS.values():
            if user.can(kind.capability):
                mine |= Q(kind=kind.name) & user.scope(kind.capability, "region__code")
        return self.filter(mine)

    def open(self):
        return self.filter(state__in=OPEN)


class ImportBatch(models.Model):
    """One file that somebody sent, what was found in it, and what was written from it.

    ``columns``: header of the file → column of ours ("" is left aside). ``found``: what the reader has to tell of the
    file itself. ``counts``: Verdict → rows. ``made``: what the kind needs to take the import back. The file and the
    rows go after UNDO_DAYS; what stays is who imported how much, when, from which file.
    """

    kind = models.CharField("jenis", max_length=20)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, related_name="+", verbose_name="wilayah")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name="pengirim"
    )
    file = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField("berkas", max_length=120)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    made = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    left_behind = models.JSONField(default=list)
    slips = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, related_name="+")
    skips_wrong = models.BooleanField("baris yang salah menunggu", default=False)
    failure = models.CharField("sebab", max_length=300, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=BatchState, default=BatchState.READING)
    state_since = models.DateTimeField(default=timezone.now)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField("dikirim", default=timezone.now)
    written_at = models.DateTimeField("masuk", null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["kind", "region", "-sent_at"])]
        constraints = [models.CheckConstraint(name="batch_state_known", condition=Q(state__in=BatchState.values))]

    def __str__(self):
        return f"Impor {self.handler.title}"

    def get_absolute_url(self):
        return reverse("exchange:batch", args=[self.pk])

    def allows(self, actor, step):
        """The clock's steps are those of the worker; the others are for whoever may write what the file brings."""
        if actor is None or step.capability != OWN:
            return actor is None and step.capability is None
        return actor.can(self.handler.capability, self.region_id or "")

    @property
    def handler(self):
        return KINDS[self.kind]

    @property
    def place(self):
        return str(self.region) if self.region_id else "Indonesia"

    @property
    def badge(self):
        tone, icon = BADGES[self.state]
        return tone, icon, self.get_state_display()

    @property
    def is_working(self):
        return self.state in WORKING

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def undo_until(self):
        return timezone.localdate(self.written_at) + UNDO_DAYS if self.written_at else None

    @property
    def may_be_undone(self):
        return self.state == BatchState.DONE and self.written_at and timezone.localdate() <= self.undo_until

    @property
    def total(self):
        return sum(self.counts.values())


class ImportBatchEvent(StepEvent):
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="batch_event_once", fields=["batch", "number"])]

    @property
    def told(self):
        return STEPS[self.step].title if self.step in STEPS else "Berkas dikirim"


class ImportRow(models.Model):
    """A row of the file as it was understood; see exchange.handlers.Row. It goes with its batch."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("baris")
    group = models.PositiveIntegerField(default=0)
    verdict = models.CharField("hasil", max_length=8, choices=Verdict)
    label = models.CharField("isi", max_length=160, blank=True)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    plan = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    changes = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    doubt = models.CharField("pertanyaan", max_length=300, blank=True)
    decision = models.CharField("keputusan", max_length=5, choices=Decision, blank=True)

    class Meta:
        verbose_name = "baris impor"
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "verdict", "number"])]
        constraints = [
            models.CheckConstraint(name="import_row_verdict_known", condition=Q(verdict__in=Verdict.values)),
            models.UniqueConstraint(name="import_row_once", fields=["batch", "number"]),
        ]

    def __str__(self):
        return f"Baris {self.number}"

    @property
    def badge(self):
        tone, icon = VERDICT_BADGES[self.verdict]
        return tone, icon, self.get_verdict_display()


class ColumnMap(models.Model):
    """Which header of a file stands for which column, as somebody in ``place`` (a region's code, "" the nation) once
    told us: asked once, then remembered."""

    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=13, blank=True)
    headers = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "kolom yang dicocokkan"
        constraints = [models.UniqueConstraint(name="column_map_once", fields=["kind", "place", "headers"])]

    def __str__(self):
        return f"{self.kind} {self.place}"
