"""How an FCU came to be (guideline III.A.1), and the groups that it forms for a task."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from institutions.enums import FoundingKind


class FoundingStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "care_unit__village__code"))


@auditlog.register()
class FoundingStep(models.Model):
    """One of the five steps as it was carried out; a step may take more than one occasion."""

    care_unit = models.ForeignKey("institutions.CareUnit", models.CASCADE, related_name="founding_steps")
    kind = models.CharField("langkah", max_length=16, choices=FoundingKind)
    held_on = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=120)
    led_by = models.CharField("dipimpin oleh", max_length=120)
    participants = models.TextField("peserta", blank=True, max_length=2000)
    minutes = models.TextField("notulen", blank=True, max_length=20000)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = FoundingStepQuerySet.as_manager()

    class Meta:
        verbose_name = "langkah pembentukan"
        ordering = ["held_on", "pk"]
        constraints = [models.CheckConstraint(name="founding_kind_known", condition=Q(kind__in=FoundingKind.values))]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return f"{reverse('units:founding', args=[self.care_unit_id])}#langkah-{self.pk}"


class FoundingPaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(step__in=FoundingStep.objects.visible_to(user))

    def kept(self):
        return self.filter(removed_on=None)


class FoundingPaper(models.Model):
    step = models.ForeignKey(FoundingStep, models.CASCADE, related_name="papers")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("keterangan", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    objects = FoundingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas pembentukan"
        ordering = ["pk"]

    def __str__(self):
        return self.caption or str(self.file)


class WorkingGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "care_unit__village__code"))

    def running_between(self, starts_on, ends_on):
        """Also for a time without end: ``ends_on`` None."""
        begun = Q(starts_on__lte=ends_on) if ends_on else Q()
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gt=starts_on))


@auditlog.register(m2m_fields={"members"})
class WorkingGroup(models.Model):
    """A pokja: formed of members when needed, for a purpose and a time."""

    care_unit = models.ForeignKey("institutions.CareUnit", models.CASCADE, related_name="working_groups")
    name = models.CharField("nama pokja", max_length=120)
    purpose = models.CharField("tugas", max_length=300)
    chair = models.ForeignKey("institutions.Membership", models.PROTECT, related_name="+", verbose_name="ketua")
    members = models.ManyToManyField("institutions.Membership", related_name="working_groups", verbose_name="anggota")
    starts_on = models.DateField("mulai", default=timezone.localdate)
    ends_on = models.DateField("berakhir", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "kelompok kerja"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="working_group_in_order", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self):
        return self.name

    def is_running(self, day):
        return self.ends_on is None or self.ends_on > day
