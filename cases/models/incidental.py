from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from cases.enums import ReportReceiver
from cases.models.case import Case


class IncidentalReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the FCU that wrote it, as far as it sees the case, and for the office that it was sent to."""
        if not user.is_authenticated:
            return self.none()
        written = user.scope(Capability.CHANGE_CASES, "case__village__code")
        return self.filter(
            (written & Q(case__in=Case.objects.visible_to(user)))
            | Q(pk__in=self.model.objects.sent_to(user).values("pk"))
        )

    def sent_to(self, user):
        offices = Q(pk__in=[])
        for assignment in user.current_assignments:
            offices |= Q(receiver=assignment.role, region=assignment.region_id)
        return self.filter(offices, document__isnull=False)


class IncidentalReport(models.Model):
    """One family's case as a paper for one office (domain: reports, laporan insidental).

    The content stands frozen in ``document``; sent again it gets a new revision and waits for a new receipt.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="incidental_reports")
    receiver = models.CharField("kepada", max_length=10, choices=ReportReceiver)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah penerima")
    number = models.CharField("nomor", max_length=60)
    asked = models.TextField("yang diharapkan dari penerima", max_length=1000)
    consent = models.ForeignKey("families.Consent", models.PROTECT, related_name="+", verbose_name="kesediaan")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_on = models.DateField("dikirim", default=timezone.localdate)
    received_on = models.DateField("diterima", null=True, blank=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    receipt_note = models.TextField("catatan penerima", max_length=1000, blank=True)

    objects = IncidentalReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan insidental"
        ordering = ["-sent_on", "-pk"]
        indexes = [models.Index(fields=["receiver", "region"])]
        constraints = [
            models.CheckConstraint(name="incidental_receiver_known", condition=Q(receiver__in=ReportReceiver.values)),
            models.CheckConstraint(
                name="incidental_received_by_somebody",
                condition=Q(received_on=None, received_by=None)
                | Q(received_on__isnull=False, received_by__isnull=False),
            ),
            models.UniqueConstraint(name="incidental_number_once", fields=["case", "number"]),
        ]

    def __str__(self):
        return f"Laporan insidental {self.number}"

    def get_absolute_url(self):
        return reverse("cases:incidental", args=[self.pk])

    @property
    def office(self):
        return f"{self.get_receiver_display()} {self.region.full_name}"

    @property
    def badge(self):
        return ("ok", "tick", "Diterima") if self.received_on else ("wait", "clock", "Belum diterima")

    def may_receive(self, user):
        posts = {(assignment.role, assignment.region_id) for assignment in user.current_assignments}
        return (self.receiver, self.region_id) in posts
