"""What an FCU plans for a year (guideline III.B.5.1), and what it did (III.B.5.6)."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from core.formatting import MONTHS
from core.periods import Period
from institutions.enums import ActivityKind, FundSource


@auditlog.register()
class AnnualAgenda(models.Model):
    """The agenda of one year; ``agreed_in`` names the meeting that agreed on it."""

    care_unit = models.ForeignKey("institutions.CareUnit", models.CASCADE, related_name="agendas")
    year = models.PositiveSmallIntegerField("tahun")
    agreed_in = models.ForeignKey(
        "institutions.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="disepakati",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "agenda kerja tahunan"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(name="one_agenda_a_year", fields=["care_unit", "year"]),
            models.CheckConstraint(name="agenda_year", condition=Q(year__range=(2000, 2100))),
        ]

    def __str__(self):
        return f"Agenda kerja {self.year}"

    def get_absolute_url(self):
        return f"{reverse('units:agenda', args=[self.care_unit_id])}?tahun={self.year}"

    @property
    def reference(self):
        """“AKT/2011/2026”: the village and the year."""
        return f"AKT/{self.care_unit.village_id.rpartition('.')[2]}/{self.year}"


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "agenda__care_unit__village__code"))


@auditlog.register()
class AgendaItem(models.Model):
    agenda = models.ForeignKey(AnnualAgenda, models.CASCADE, related_name="items")
    kind = models.CharField("jenis kegiatan", max_length=12, choices=ActivityKind)
    name = models.CharField("kegiatan", max_length=150)
    goal = models.CharField("tujuan", max_length=300, blank=True)
    target_group = models.CharField("sasaran", max_length=150, blank=True)
    target_number = models.PositiveIntegerField("jumlah sasaran", null=True, blank=True)
    first_month = models.PositiveSmallIntegerField("mulai bulan")
    last_month = models.PositiveSmallIntegerField("sampai bulan")
    times = models.PositiveSmallIntegerField("berapa kali", default=1)
    budget = models.PositiveBigIntegerField("anggaran", null=True, blank=True)
    source = models.CharField("sumber dana", max_length=10, choices=FundSource, blank=True)
    facilities = models.CharField("sarana", max_length=200, blank=True)
    responsible = models.CharField("penanggung jawab", max_length=120, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "mata agenda"
        ordering = ["first_month", "last_month", "pk"]
        constraints = [
            models.CheckConstraint(name="agenda_item_kind_known", condition=Q(kind__in=ActivityKind.values)),
            models.CheckConstraint(
                name="agenda_months_in_order",
                condition=Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def version(self):
        """That of its agenda: whoever changes one item has seen them all."""
        return self.agenda.version

    @property
    def months_label(self):
        first, last = MONTHS[self.first_month - 1], MONTHS[self.last_month - 1]
        return first if first == last else f"{first} sampai {last}"

    @property
    def first_day(self):
        return Period("M", self.agenda.year, self.first_month).first_day

    @property
    def last_day(self):
        return Period("M", self.agenda.year, self.last_month).last_day


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "care_unit__village__code"))

    def held(self):
        """Those carried out: what is only planned counts nowhere."""
        return self.filter(is_planned=False)

    def without_result(self, day=None):
        """Planned ones whose day is over."""
        return self.filter(is_planned=True, held_on__lt=day or timezone.localdate())


@auditlog.register()
class Activity(models.Model):
    """One activity, planned or carried out: people reached are counted, nobody is named."""

    care_unit = models.ForeignKey("institutions.CareUnit", models.CASCADE, related_name="activities")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="mata agenda"
    )
    kind = models.CharField("jenis kegiatan", max_length=12, choices=ActivityKind)
    name = models.CharField("kegiatan", max_length=150)
    held_on = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=120)
    led_by = models.CharField("dipimpin oleh", max_length=120)
    is_planned = models.BooleanField("baru direncanakan", default=False)
    is_public = models.BooleanField("terbuka untuk warga", default=False)
    goal = models.CharField("tujuan", max_length=300, blank=True)
    target_number = models.PositiveIntegerField("jumlah sasaran", null=True, blank=True)
    men = models.PositiveIntegerField("laki-laki", default=0)
    women = models.PositiveIntegerField("perempuan", default=0)
    children = models.PositiveIntegerField("anak", default=0)
    pioneer_families = models.PositiveIntegerField("keluarga pionir", default=0)
    plasma_families = models.PositiveIntegerField("keluarga plasma", default=0)
    cost = models.PositiveBigIntegerField("biaya", null=True, blank=True)
    source = models.CharField("sumber dana", max_length=10, choices=FundSource, blank=True)
    result = models.TextField("hasil", blank=True, max_length=2000)
    obstacle = models.TextField("kendala", blank=True, max_length=2000)
    solution = models.TextField("solusi", blank=True, max_length=2000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["care_unit", "held_on"])]
        constraints = [
            models.CheckConstraint(name="activity_kind_known", condition=Q(kind__in=ActivityKind.values)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("units:activity", args=[self.pk])

    @property
    def people(self):
        return self.men + self.women + self.children

    @property
    def awaits_result(self):
        return self.is_planned and self.held_on <= timezone.localdate()

    @property
    def badge(self):
        if not self.is_planned:
            return "ok", "ok", "Dilaksanakan"
        if self.held_on < timezone.localdate():
            return "bad", "warn", "Hasil belum dicatat"
        return "wait", "cal", "Direncanakan"


class ActivityPhoto(models.Model):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("keterangan", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "foto kegiatan"
        ordering = ["pk"]

    def __str__(self):
        return self.caption or str(self.file)
