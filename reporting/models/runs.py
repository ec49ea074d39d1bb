from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.capabilities import Capability


class OfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.scope(Capability.DOWNLOAD_REPORTS, "region__code"))


class Run(models.Model):
    """One asking to make the reports of a period for a region: one job a report, so that one that fails is tried
    again alone."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    period = models.CharField("masa", max_length=7)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("diminta", auto_now_add=True)
    cancelled_at = models.DateTimeField("dibatalkan", null=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "pembuatan laporan"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.period} {self.region_id}"

    def get_absolute_url(self):
        return reverse("reporting:run", args=[self.pk])


class RunItem(models.Model):
    run = models.ForeignKey(Run, models.CASCADE, related_name="items")
    report = models.ForeignKey("reporting.Report", models.PROTECT, related_name="+")
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "laporan yang dibuat"
        ordering = ["report__region", "report__kind"]
        constraints = [models.UniqueConstraint(name="run_item_once", fields=["run", "report"])]

    def __str__(self):
        return f"{self.run_id}: {self.report_id}"


class Bundle(models.Model):
    """One ZIP of finished papers with an index. ``fingerprint`` tells what is in it: the same content is the same
    file."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    title = models.CharField("isi", max_length=160)
    reports = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    file = models.OneToOneField("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("diminta", auto_now_add=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "gabungan laporan"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(name="bundle_once", fields=["region", "fingerprint"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reporting:bundle", args=[self.pk])
