"""A programme of one agency in a kecamatan or regency, beside those of the other agencies."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from core.periods import Period
from institutions.enums import FundSource, Sector
from programmes.enums import PROGRAMME_BADGES, AfterEnd, ProgrammeState, ReferenceKind, ReviewKind


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's regions, and those that reach a village of one's own from above."""
        if not user.is_authenticated:
            return self.none()
        below = user.scope(Capability.SEE_PROGRAMMES, "region__code")
        reached = Programme.villages.through.objects.filter(user.scope(Capability.SEE_PROGRAMMES, "region__code"))
        return self.filter(below | Q(pk__in=reached.values("programme")))


@auditlog.register(exclude_fields=["version"])
class Programme(models.Model):
    """``agency`` where the directory has it, else ``agency_name``; ``budget`` in rupiah. ``ends_on`` is planned,
    ``ended_on`` the day on which it was ended, or stopped while it ran."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="programmes", verbose_name="wilayah")
    villages = models.ManyToManyField("regions.Region", blank=True, related_name="+", verbose_name="desa sasaran")
    name = models.CharField("nama program", max_length=150)
    agency = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instansi"
    )
    agency_name = models.CharField("nama instansi", max_length=120, blank=True)
    sector = models.CharField("bidang", max_length=12, choices=Sector, default=Sector.SOCIAL)
    goal = models.TextField("tujuan", max_length=1000)
    indicators = models.TextField("indikator keberhasilan", max_length=1000, blank=True)
    target_group = models.CharField("sasaran", max_length=150)
    target_number = models.PositiveIntegerField("jumlah sasaran", null=True, blank=True)
    budget = models.PositiveBigIntegerField("anggaran", null=True, blank=True)
    source = models.CharField("sumber dana", max_length=10, choices=FundSource, blank=True)
    reference_kind = models.CharField("dasar anggaran", max_length=10, choices=ReferenceKind, blank=True)
    reference = models.CharField("nomor atau nama dasar anggaran", max_length=120, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    state = models.CharField("keadaan", max_length=10, choices=ProgrammeState, default=ProgrammeState.PLANNED)
    state_since = models.DateTimeField(default=timezone.now)
    ended_on = models.DateField("berakhir pada", null=True, blank=True)
    after_end = models.CharField("tindak lanjut", max_length=12, choices=AfterEnd, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="lanjutan dari"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "program"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="programme_state_known", condition=Q(state__in=ProgrammeState.values)),
            models.CheckConstraint(name="programme_in_order", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="programme_after_end_once_ended",
                condition=Q(after_end="") | Q(after_end__in=AfterEnd.values, state=ProgrammeState.ENDED),
            ),
            models.CheckConstraint(
                name="programme_has_an_agency", condition=Q(agency__isnull=False) | ~Q(agency_name="")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:detail", args=[self.pk])

    def allows(self, actor, step):
        return actor.can(step.capability, self.region_id)

    @property
    def agency_label(self):
        return self.agency_name or str(self.agency)

    @property
    def reference_label(self):
        """“DIPA 0361/027”, or what is known of it."""
        return f"{self.get_reference_kind_display()} {self.reference}".strip()

    @property
    def months(self):
        """The periods from its first month to its last planned one."""
        found, last = [Period.of("M", self.starts_on)], Period.of("M", self.ends_on)
        while found[-1] != last:
            found.append(found[-1].next())
        return found

    @property
    def badge(self):
        tone, icon = PROGRAMME_BADGES[self.state]
        return tone, icon, self.get_state_display()


class ProgrammeEvent(StepEvent):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="programme_event_once", fields=["programme", "number"])]


class TeamRole(models.Model):
    """Who carries the programme: “Instruktur, 3 orang”."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="team")
    position = models.PositiveSmallIntegerField()
    role = models.CharField("tugas", max_length=80)
    people = models.PositiveSmallIntegerField("jumlah orang", default=1)

    class Meta:
        verbose_name = "tim program"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="team_role_once", fields=["programme", "position"])]

    def __str__(self):
        return self.role


@auditlog.register(exclude_fields=["version"])
class ProgrammeActivity(models.Model):
    """One activity with its target in ``unit`` (“orang”, “kali”) and its budget in rupiah."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="activities")
    name = models.CharField("kegiatan", max_length=150)
    unit = models.CharField("satuan", max_length=30, default="orang")
    target = models.PositiveIntegerField("target")
    budget = models.PositiveBigIntegerField("anggaran", null=True, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    removed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "kegiatan program"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="programme_activity_in_order", condition=Q(ends_on__gte=F("starts_on")))
        ]

    def __str__(self):
        return self.name


@auditlog.register(exclude_fields=["version"])
class MonthlyProgress(models.Model):
    """What an activity reached and spent in one month; ``month`` is its first day."""

    activity = models.ForeignKey(ProgrammeActivity, models.CASCADE, related_name="progress")
    month = models.DateField("bulan")
    done = models.PositiveIntegerField("tercapai")
    spent = models.PositiveBigIntegerField("terpakai", default=0)
    note = models.CharField("kendala atau catatan", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "kemajuan bulanan"
        ordering = ["month"]
        constraints = [models.UniqueConstraint(name="progress_once_a_month", fields=["activity", "month"])]

    def __str__(self):
        return f"{self.activity} {self.month:%Y-%m}"


class ProgrammeReviewQuerySet(models.QuerySet):
    def late(self):
        """Only while the programme runs: of one that was stopped or ended nothing is due."""
        return self.filter(done_on=None, due_on__lt=timezone.localdate(), programme__state=ProgrammeState.RUNNING)


@auditlog.register(exclude_fields=["version"])
class ProgrammeReview(models.Model):
    """Monitoring every month, process every three, result every six: due, and done with what was found."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="reviews")
    kind = models.CharField("jenis", max_length=12, choices=ReviewKind)
    due_on = models.DateField("batas")
    done_on = models.DateField("tanggal", null=True, blank=True)
    findings = models.TextField("temuan", max_length=2000, blank=True)
    recommendation = models.TextField("saran", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "pemantauan dan evaluasi program"
        ordering = ["due_on", "kind"]
        constraints = [
            models.UniqueConstraint(name="review_once", fields=["programme", "kind", "due_on"]),
            models.CheckConstraint(name="review_kind_known", condition=Q(kind__in=ReviewKind.values)),
            models.CheckConstraint(name="review_done_with_findings", condition=Q(done_on=None) | ~Q(findings="")),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, batas {self.due_on:%d-%m-%Y}"

    @property
    def is_late(self):
        """As ``late`` of the queryset; the programme must be at hand."""
        is_over = self.done_on is None and self.due_on < timezone.localdate()
        return is_over and self.programme.state == ProgrammeState.RUNNING

    @property
    def badge(self):
        if self.done_on:
            return "ok", "ok", "Sudah dilakukan"
        return ("bad", "warn", "Terlambat") if self.is_late else ("mute", "ring", "Belum dilakukan")
