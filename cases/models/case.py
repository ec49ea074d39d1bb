from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from cases.enums import ENDED_STATES, OPEN_STATES, CaseResult, CaseState, ServiceKind, Urgency
from cases.models.access import CaseAccess
from core.formatting import due_words
from families.enums import MASKED_NAME
from regions.models import in_regions

BADGES = {
    CaseState.RECORDED: ("mute", "pen"),
    CaseState.VERIFIED: ("info", "eye"),
    CaseState.IN_HANDLING: ("live", "half"),
    CaseState.FOLLOW_UP: ("wait", "clock"),
    CaseState.CLOSED: ("ok", "lock"),
    CaseState.DROPPED: ("mute", "stop"),
}
URGENCY_BADGES = {
    Urgency.NORMAL: ("mute", "ring"),
    Urgency.SOON: ("wait", "clock"),
    Urgency.EMERGENCY: ("bad", "warn"),
}


def urgency_badge(urgency):
    return (*URGENCY_BADGES[urgency], Urgency(urgency).label)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cases of the own regions; a sensitive one only for its handler, the coordinator and whom that one named.

        A handler without the capability (a pioneer mentor) and a named person see those very cases, as long as some
        assignment that covers the village lasts.
        """
        if not user.is_authenticated:
            return self.none()
        ordinary = user.scope(Capability.SEE_CASES, "village__code") & Q(sensitive=False)
        sensitive = user.scope(Capability.SEE_SENSITIVE_CASES, "village__code")
        places = tuple({assignment.region_id or "" for assignment in user.current_assignments})
        own = (
            Q(handler=user) | Q(pk__in=CaseAccess.objects.in_force().filter(user=user).values("case"))
        ) & in_regions("village__code", places)
        return self.filter(ordinary | sensitive | own)

    def to_check(self, today):
        """Closed ones whose family is to be looked after by now, and still lives where the case was."""
        due = self.filter(state=CaseState.CLOSED, checked_on=None, check_on__lte=today)
        return due.filter(family__village=F("village"), family__closed_on=None)

    def open(self):
        return self.filter(state__in=OPEN_STATES)


class Case(models.Model):
    """What the FCU does about a family's problem, from the day it hears of it until it is closed."""

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    number = models.CharField("nomor kasus", max_length=40)
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="cases", verbose_name="keluarga")
    intake = models.OneToOneField("cases.Intake", models.PROTECT, null=True, blank=True, related_name="case")
    members = models.ManyToManyField("families.FamilyMember", blank=True, verbose_name="anggota yang terkait")
    problems = models.ManyToManyField("families.Problem", blank=True, related_name="cases", verbose_name="masalah")
    summary = models.TextField("ringkasan", max_length=2000)
    urgency = models.PositiveSmallIntegerField("kegentingan", choices=Urgency, default=Urgency.NORMAL)
    sensitive = models.BooleanField("kasus peka", default=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handled_cases", verbose_name="penanggung jawab"
    )
    opened_on = models.DateField("dibuka", default=timezone.localdate)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    state = models.CharField("keadaan", max_length=12, choices=CaseState, default=CaseState.RECORDED)
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    result = models.CharField("hasil", max_length=12, choices=CaseResult, blank=True)
    closed_on = models.DateField("ditutup", null=True, blank=True)
    check_on = models.DateField("periksa lagi", null=True, blank=True)
    checked_on = models.DateField("sudah diperiksa", null=True, blank=True)
    check_told_on = models.DateField(null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "kasus"
        ordering = ["-opened_on", "-pk"]
        indexes = [
            models.Index(fields=["village", "state"]),
            models.Index(fields=["village", "-opened_on"]),
            models.Index(
                name="case_check_waiting", fields=["check_on"], condition=Q(state=CaseState.CLOSED, checked_on=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(name="case_urgency_known", condition=Q(urgency__in=Urgency.values)),
            models.CheckConstraint(
                name="case_ended_has_date",
                condition=Q(state__in=ENDED_STATES, closed_on__isnull=False)
                | (~Q(state__in=ENDED_STATES) & Q(closed_on=None)),
            ),
            models.CheckConstraint(name="case_closed_has_result", condition=~Q(state=CaseState.CLOSED, result="")),
            models.UniqueConstraint(name="case_number_once_a_village", fields=["village", "number"]),
        ]

    def __str__(self):
        return f"Kasus {self.number}"

    def get_absolute_url(self):
        return reverse("cases:detail", args=[self.pk])

    def allows(self, actor, step):
        return actor.can(step.capability, self.village_id)

    @property
    def badge(self):
        return (*BADGES[self.state], self.get_state_display())

    @property
    def urgency_badge(self):
        return urgency_badge(self.urgency)

    @property
    def is_open(self):
        return self.state in OPEN_STATES

    @property
    def listed_name(self):
        """The family as lists may call it."""
        return MASKED_NAME if self.sensitive else str(self.family)

    @property
    def age(self):
        """Whole days from the opening until today or the end."""
        return ((self.closed_on or timezone.localdate()) - self.opened_on).days

    @property
    def late(self):
        today = timezone.localdate()
        is_late = self.is_open and self.due_on and self.due_on < today
        return due_words(self.due_on, today, own_work=True) if is_late else ""

    @property
    def check_is_due(self):
        waits = self.state == CaseState.CLOSED and self.check_on and not self.checked_on
        return bool(waits and self.check_on <= timezone.localdate())


class CaseEvent(StepEvent):
    """``on``: the day it counts for; ``result``: with what the case was closed, also after it was opened again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    on = models.DateField("tanggal", default=timezone.localdate)
    result = models.CharField("hasil", max_length=12, choices=CaseResult, blank=True)

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="case_event_once", fields=["case", "number"])]
        indexes = [models.Index(fields=["on"])]


class ServiceQuerySet(models.QuerySet):
    def counted(self):
        """Without those that were a mistake."""
        return self.filter(cancelled_on=None)


class ServiceGiven(models.Model):
    """One service given to a family; with two or more institutions it counts as integrated."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="services")
    kind = models.CharField("jenis layanan", max_length=12, choices=ServiceKind)
    given_on = models.DateField("tanggal", default=timezone.localdate)
    description = models.CharField("apa yang diberikan", max_length=300)
    people = models.PositiveSmallIntegerField("untuk berapa orang", default=1)
    institutions = models.ManyToManyField("institutions.Institution", blank=True, verbose_name="bersama lembaga")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cancelled_on = models.DateField("dibatalkan", null=True, blank=True)
    cancel_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "layanan yang diberikan"
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["given_on"])]
        constraints = [
            models.CheckConstraint(name="service_kind_known", condition=Q(kind__in=ServiceKind.values)),
            models.CheckConstraint(name="service_for_somebody", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="service_cancelled_with_reason",
                condition=Q(cancelled_on=None, cancel_reason="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancel_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.given_on:%d-%m-%Y}"
