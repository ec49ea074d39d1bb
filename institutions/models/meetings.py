from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.capabilities import Capability
from institutions.enums import MeetingKind, PaperKind


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "care_unit__village__code"))


@auditlog.register()
class Meeting(models.Model):
    care_unit = models.ForeignKey("institutions.CareUnit", models.CASCADE, related_name="meetings")
    number = models.PositiveIntegerField("rapat ke")
    kind = models.CharField("jenis rapat", max_length=12, choices=MeetingKind)
    held_on = models.DateField("tanggal")
    starts_at = models.TimeField("pukul", null=True, blank=True)
    is_planned = models.BooleanField("baru direncanakan", default=False)
    is_public = models.BooleanField("terbuka untuk warga", default=False)
    place = models.CharField("tempat", max_length=120)
    leader = models.CharField("pemimpin rapat", max_length=120)
    agenda = models.TextField("acara", max_length=2000)
    minutes = models.TextField("notulen", blank=True, max_length=20000)
    decisions = models.TextField("keputusan", blank=True, max_length=5000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "rapat"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="meeting_kind_known", condition=Q(kind__in=MeetingKind.values)),
            models.UniqueConstraint(name="meeting_number_once", fields=["care_unit", "number"]),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("units:meeting", args=[self.pk])


class Attendance(models.Model):
    """A member or a guest was there."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(
        "institutions.Membership", models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    guest_name = models.CharField("nama tamu", max_length=120, blank=True)
    guest_from = models.CharField("asal tamu", max_length=120, blank=True)

    class Meta:
        verbose_name = "kehadiran"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="attendance_member_or_guest",
                condition=Q(membership__isnull=False, guest_name="") | (Q(membership=None) & ~Q(guest_name="")),
            ),
            models.UniqueConstraint(
                name="attends_once", fields=["meeting", "membership"], condition=Q(membership__isnull=False)
            ),
        ]

    def __str__(self):
        return self.guest_name or str(self.membership_id)


class Decision(models.Model):
    """What a meeting decided: who does it until when. It comes back on the agenda until it is done."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions")
    text = models.CharField("keputusan", max_length=500)
    owner = models.CharField("penanggung jawab", max_length=120, blank=True)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    done_on = models.DateField("selesai", null=True, blank=True)
    outcome = models.CharField("hasil", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = "keputusan rapat"
        ordering = ["meeting", "position", "pk"]
        indexes = [models.Index(fields=["done_on", "due_on"])]

    def __str__(self):
        return self.text


class MeetingPaper(models.Model):
    """A photo or document of a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    kind = models.CharField("jenis", max_length=10, choices=PaperKind, default=PaperKind.PHOTO)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    caption = models.CharField("keterangan", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "berkas rapat"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="meeting_paper_known", condition=Q(kind__in=PaperKind.values))]

    def __str__(self):
        return self.caption or self.get_kind_display()
