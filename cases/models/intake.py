from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from accounts.capabilities import Capability
from cases.enums import IntakeSource, IntakeState, Urgency
from cases.models.case import MASKED_NAME, Case, urgency_badge

BADGES = {
    IntakeState.OPEN: ("wait", "clock"),
    IntakeState.INFORMED: ("ok", "chat"),
    IntakeState.CASE: ("info", "case"),
    IntakeState.CANCELLED: ("mute", "x"),
}


class IntakeQuerySet(models.QuerySet):
    def counted(self):
        """Without those that were a mistake."""
        return self.exclude(state=IntakeState.CANCELLED)

    def visible_to(self, user):
        """Intakes of the own regions; a sensitive one for who took it and who may see such a case."""
        if not user.is_authenticated:
            return self.none()
        ordinary = user.scope(Capability.SEE_CASES, "village__code")
        open_to_all = Q(case=None, sensitive=False) | Q(case__in=Case.objects.visible_to(user))
        delicate = Q(case=None) & (Q(taken_by=user) | user.scope(Capability.SEE_SENSITIVE_CASES, "village__code"))
        return self.filter(ordinary, open_to_all | delicate)


class Intake(models.Model):
    """Somebody came or was found with a need; recorded in a minute."""

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    received_on = models.DateField("tanggal", default=timezone.localdate)
    source = models.CharField("dari", max_length=12, choices=IntakeSource)
    reporter = models.CharField("nama yang datang atau ditemukan", max_length=120)
    phone = PhoneNumberField("telepon", blank=True)
    place = models.CharField("di mana", max_length=150, blank=True)
    need = models.TextField("kebutuhan", max_length=1000)
    sensitive = models.BooleanField("perkara peka", default=False)
    urgency = models.PositiveSmallIntegerField("kegentingan", choices=Urgency, default=Urgency.NORMAL)
    family = models.ForeignKey(
        "families.Family", models.PROTECT, null=True, blank=True, related_name="intakes", verbose_name="keluarga"
    )
    in_social_register = models.BooleanField("terdaftar di DTSEN", null=True, blank=True)
    decile = models.PositiveSmallIntegerField("desil", null=True, blank=True)
    checked_on = models.DateField("desil diperiksa", null=True, blank=True)
    programmes = models.CharField("program yang sudah diterima", max_length=200, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=IntakeState, default=IntakeState.OPEN)
    information_given = models.CharField("informasi yang diberikan", max_length=500, blank=True)
    cancel_reason = models.CharField("alasan dibatalkan", max_length=200, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "penerimaan"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["village", "-received_on"])]
        constraints = [
            models.CheckConstraint(name="intake_source_known", condition=Q(source__in=IntakeSource.values)),
            models.CheckConstraint(name="intake_state_known", condition=Q(state__in=IntakeState.values)),
            models.CheckConstraint(name="intake_urgency_known", condition=Q(urgency__in=Urgency.values)),
            models.CheckConstraint(
                name="intake_cancelled_with_reason",
                condition=(Q(state=IntakeState.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=IntakeState.CANCELLED) & Q(cancel_reason="")),
            ),
            models.CheckConstraint(name="decile_1_to_10", condition=Q(decile=None) | Q(decile__range=(1, 10))),
        ]

    def __str__(self):
        return f"Penerimaan {self.received_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("cases:intake", args=[self.pk])

    @property
    def badge(self):
        return (*BADGES[self.state], self.get_state_display())

    @property
    def urgency_badge(self):
        return urgency_badge(self.urgency)

    @property
    def is_delicate(self):
        case = getattr(self, "case", None)
        return self.sensitive or bool(case and case.sensitive)

    @property
    def listed_name(self):
        return MASKED_NAME if self.is_delicate else self.reporter
