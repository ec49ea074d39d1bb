"""Choosing pioneer families, with a record of each of the guideline's five steps (III.B.5.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from mentoring.enums import CandidateState

BADGES = {
    CandidateState.LISTED: ("mute", "pen"),
    CandidateState.PROPOSED: ("info", "right"),
    CandidateState.CONSENTED: ("live", "tick"),
    CandidateState.DECLINED: ("mute", "stop"),
    CandidateState.ESTABLISHED: ("ok", "ok"),
    CandidateState.DROPPED: ("mute", "stop"),
}


class VillageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the user sees families."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_FAMILIES, self.model.village_path))


class Selection(models.Model):
    """One round of choosing in a village: the working group, the list, the focus group, the deciding meeting."""

    village_path = "village__code"

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    began_on = models.DateField("mulai", default=timezone.localdate)
    ended_on = models.DateField("selesai", null=True, blank=True)
    working_group = models.ForeignKey(
        "institutions.WorkingGroup", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="pokja identifikasi dan seleksi",
    )  # fmt: skip
    focus_group = models.ForeignKey(
        "institutions.Meeting", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="diskusi kelompok (FGD)",
    )  # fmt: skip
    note = models.TextField("catatan", max_length=1000, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = "seleksi keluarga pionir"
        ordering = ["-began_on", "-pk"]
        constraints = [
            models.UniqueConstraint(name="one_open_selection", fields=["village"], condition=Q(ended_on=None)),
        ]

    def __str__(self):
        return f"Seleksi {self.began_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("mentoring:selection", args=[self.pk])


class Candidate(models.Model):
    village_path = "selection__village__code"

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="candidates")
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="candidacies", verbose_name="keluarga")
    state = models.CharField("keadaan", max_length=12, choices=CandidateState, default=CandidateState.LISTED)
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    reasons = models.JSONField("alasan dicalonkan", default=list)
    consent = models.ForeignKey(
        "families.Consent", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kesediaan"
    )
    decided_in = models.ForeignKey(
        "institutions.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diputuskan dalam",
    )
    established_on = models.DateField("ditetapkan", null=True, blank=True)

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = "calon keluarga pionir"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="candidate_once_a_selection", fields=["selection", "family"]),
            models.CheckConstraint(name="candidate_state_known", condition=Q(state__in=CandidateState.values)),
            models.CheckConstraint(
                name="candidate_established_in_a_meeting",
                condition=~Q(state=CandidateState.ESTABLISHED)
                | Q(decided_in__isnull=False, established_on__isnull=False, consent__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Calon {self.pk}"

    def allows(self, actor, step):
        return actor.can(step.capability, self.selection.village_id)

    @property
    def badge(self):
        return (*BADGES[self.state], self.get_state_display())


class CandidateEvent(StepEvent):
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="candidate_event_once", fields=["candidate", "number"])]
