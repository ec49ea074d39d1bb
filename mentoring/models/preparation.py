"""Preparing pioneers: class meetings given by LK3 and TKSK (guideline III.B.5.3)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from mentoring.enums import TrainingMethod
from mentoring.models.selection import VillageQuerySet


class Subject(models.Model):
    """What a pioneer must have learned. Reference data; a pioneer is prepared when all required ones are attended."""

    code = models.CharField("kode", max_length=12, primary_key=True)
    name = models.CharField("materi", max_length=120)
    required = models.BooleanField("wajib", default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "materi penyiapan"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class Training(models.Model):
    """One class meeting, for the pioneer families of one village."""

    village_path = "village__code"

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    held_on = models.DateField("tanggal", default=timezone.localdate)
    place = models.CharField("tempat", max_length=120)
    given_by = models.CharField("pemateri", max_length=120)
    methods = models.JSONField("metode", default=list)
    subjects = models.ManyToManyField(Subject, related_name="trainings", verbose_name="materi")
    note = models.TextField("catatan", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = "penyiapan keluarga pionir"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["village", "-held_on"])]

    def __str__(self):
        return f"Penyiapan {self.held_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("mentoring:training", args=[self.pk])

    @property
    def methods_said(self):
        return ", ".join(TrainingMethod(method).label.lower() for method in self.methods)


class TrainingAttendance(models.Model):
    """Somebody of this pioneer family was there."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="attendances")
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="trainings", verbose_name="keluarga")

    class Meta:
        verbose_name = "kehadiran penyiapan"
        constraints = [models.UniqueConstraint(name="attends_training_once", fields=["training", "family"])]

    def __str__(self):
        return f"{self.training_id}: {self.family_id}"
