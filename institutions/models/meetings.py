from datetime import datetime

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from core.formatting import in_sentence
from institutions.enums import MeetingKind, PaperKind


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "care_unit__village__code"))

    def held(self):
        """Those that took place: what is only planned counts nowhere."""
        return self.filter(is_planned=False)


@auditlog.register()
class Meeting(models.Model):
    """Planned first or recorded afterwards: one row from the invitation to the minutes."""

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

    @property
    def reference(self):
        """“R-07/2026”, as its papers call it."""
        return f"R-{self.number:02}/{self.held_on.year}"

    @property
    def title(self):
        """“Rapat koordinasi”, “Diskusi kelompok (FGD)”."""
        kind = self.get_kind_display()
        return kind if kind.startswith(("Rapat", "Diskusi")) else f"Rapat {in_sentence(kind)}"

    @property
    def begins(self):
        """The moment on the village's own clock, None where the hour is not known. Needs ``care_unit__village``."""
        if self.starts_at is None:
            return None
        return datetime.combine(self.held_on, self.starts_at, self.care_unit.village.zone)

    @property
    def badge(self):
        if not self.is_planned:
            return ("ok", "ok", "Sudah diadakan")
        if self.held_on < timezone.localdate():
            return ("bad", "warn", "Hasil belum dicatat")
        return ("wait", "cal", "Direncanakan")


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


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "meeting__care_unit__village__code"))

    def open(self):
        return self.filter(done_on=None)

    def late(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def most_urgent_first(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "meeting__held_on", "position", "pk")

    def carried_into(self, meeting):
        """Of earlier meetings of its FCU what was still open on its day: this comes back on its agenda."""
        same_day_before = Q(meeting__held_on=meeting.held_on, meeting__number__lt=meeting.number)
        earlier = Q(meeting__held_on__lt=meeting.held_on) | same_day_before
        was_open = Q(done_on=None) | Q(done_on__gte=meeting.held_on)
        return self.filter(earlier, was_open, meeting__care_unit=meeting.care_unit_id).most_urgent_first()


@auditlog.register()
class Decision(models.Model):
    """What a meeting decided: who does it until when. It comes back on the agenda until it is done."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.CharField("keputusan", max_length=500)
    owner = models.CharField("penanggung jawab", max_length=120, blank=True)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    done_on = models.DateField("selesai", null=True, blank=True)
    outcome = models.CharField("hasil", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "keputusan rapat"
        ordering = ["meeting", "position", "pk"]
        indexes = [models.Index(fields=["done_on", "due_on"])]

    def __str__(self):
        return self.text

    @property
    def is_late(self):
        return self.done_on is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def badge(self):
        if self.done_on:
            return ("ok", "ok", "Selesai")
        return ("bad", "warn", "Terlambat") if self.is_late else ("wait", "clock", "Belum selesai")


@auditlog.register()
class MeetingPaper(models.Model):
    """A photo or document of a meeting. What was taken away stays stored and is shown no more."""

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
