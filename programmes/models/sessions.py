"""What a group learns: planned days, who came, what they gave, how it went."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from programmes.enums import SessionKind, SessionState
from programmes.models.groups import OPEN_PROGRAMMES, GroupQuerySet

SESSION_BADGES = {
    SessionState.PLANNED: ("mute", "cal"),
    SessionState.HELD: ("ok", "calok"),
    SessionState.CALLED_OFF: ("mute", "stop"),
}


class SessionQuerySet(GroupQuerySet):
    def held(self):
        return self.exclude(held_on=None)

    def planned(self):
        return self.filter(held_on=None, called_off_because="")

    def late(self, day=None):
        """The planned day is over and nothing was recorded, while the programme goes on."""
        rows = self.planned().filter(group__programme__state__in=OPEN_PROGRAMMES)
        return rows.filter(planned_on__lt=day or timezone.localdate())


@auditlog.register(exclude_fields=["version"])
class TrainingSession(models.Model):
    """One day. ``phase`` counts the parts of a kind (three of productive skills), ``number`` its days or months.

    Its state follows from what was written: a day on which it was held, or why it was called off.
    """

    village_path = "group__village__code"

    group = models.ForeignKey("programmes.BeneficiaryGroup", models.CASCADE, related_name="sessions")
    kind = models.CharField("jenis", max_length=12, choices=SessionKind)
    phase = models.PositiveSmallIntegerField("tahap", default=1)
    number = models.PositiveSmallIntegerField("hari ke")
    planned_on = models.DateField("direncanakan")
    held_on = models.DateField("dilaksanakan", null=True, blank=True)
    subject = models.CharField("materi", max_length=200, blank=True)
    teacher = models.CharField("pengajar", max_length=120, blank=True)
    place = models.CharField("tempat", max_length=120, blank=True)
    contribution = models.CharField("sumbangan peserta", max_length=200, blank=True)
    evaluation = models.TextField("evaluasi", max_length=2000, blank=True)
    called_off_because = models.CharField("sebab dibatalkan", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "pertemuan belajar"
        ordering = ["planned_on", "kind", "phase", "number"]
        constraints = [
            models.CheckConstraint(name="training_session_kind_known", condition=Q(kind__in=SessionKind.values)),
            models.CheckConstraint(
                name="training_session_held_or_called_off", condition=Q(held_on=None) | Q(called_off_because="")
            ),
            models.UniqueConstraint(name="training_session_once", fields=["group", "kind", "phase", "number"]),
        ]

    def __str__(self):
        phase = f"tahap {self.phase} " if self.kind == SessionKind.SKILLS else ""
        return f"{self.get_kind_display()} {phase}ke-{self.number}"

    def get_absolute_url(self):
        return reverse("programmes:session", args=[self.pk])

    @property
    def state(self):
        if self.held_on:
            return SessionState.HELD
        return SessionState.CALLED_OFF if self.called_off_because else SessionState.PLANNED

    @property
    def is_late(self):
        is_open = self.state == SessionState.PLANNED and self.group.is_open
        return is_open and self.planned_on < timezone.localdate()

    @property
    def day(self):
        """When it was, or is to be."""
        return self.held_on or self.planned_on

    @property
    def badge(self):
        if self.is_late:
            return "bad", "warn", "Terlambat"
        return *SESSION_BADGES[self.state], self.state.label


class SessionAttendance(models.Model):
    """``suggested``: the member made a suggestion."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="attendances")
    member = models.ForeignKey("programmes.GroupMember", models.PROTECT, related_name="attendances")
    suggested = models.BooleanField("memberi saran", default=False)

    class Meta:
        verbose_name = "kehadiran"
        constraints = [models.UniqueConstraint(name="attends_a_session_once", fields=["session", "member"])]

    def __str__(self):
        return str(self.member)
