from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from mentoring.enums import MentorshipEnd

MOST_FAMILIES = 5


class MentoringRule(models.Model):
    """What an FCU set for its village: how many plasma families a pioneer may guide at a time."""

    village = models.OneToOneField("regions.Region", models.PROTECT, primary_key=True, related_name="+")
    most_families = models.PositiveSmallIntegerField("keluarga plasma per pionir", default=MOST_FAMILIES)

    class Meta:
        verbose_name = "aturan pembinaan"
        constraints = [models.CheckConstraint(name="rule_in_reason", condition=Q(most_families__range=(1, 20)))]

    def __str__(self):
        return f"{self.village_id}: {self.most_families}"


class MentorshipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the user sees families; a mentor those in hand."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_FAMILIES, "village__code") | self._own(user))

    def recordable_by(self, user):
        """For whom ``user`` may record visits."""
        if not user.is_authenticated or not user.can(Capability.RECORD_VISITS):
            return self.none()
        office = user.scope(Capability.RECORD_VISITS, "village__code") & user.scope(
            Capability.SEE_FAMILIES, "village__code"
        )
        return self.filter(office | self._own(user))

    def _own(self, user):
        return Q(mentor=user, ends_on=None) & user.scope(Capability.SEE_SHARED_FAMILIES, "village__code")

    def open(self):
        return self.filter(ends_on=None)

    def on(self, day):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Mentorship(models.Model):
    """A pioneer family guides a plasma family. When the pioneer changes, another row goes on with the same course."""

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    pioneer = models.ForeignKey(
        "families.Family", models.PROTECT, related_name="guiding", verbose_name="keluarga pionir"
    )
    plasma = models.ForeignKey(
        "families.Family", models.PROTECT, related_name="guided_by", verbose_name="keluarga plasma"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="mentorships",
        verbose_name="pendamping yang mencatat",
    )  # fmt: skip
    course_began_on = models.DateField("pembinaan dimulai")
    starts_on = models.DateField("mulai dengan pionir ini", default=timezone.localdate)
    ends_on = models.DateField("berakhir", null=True, blank=True)
    end = models.CharField("sebab berakhir", max_length=12, choices=MentorshipEnd, blank=True)
    end_note = models.CharField("penjelasan", max_length=300, blank=True)
    code = models.CharField("kode kalender", max_length=12, unique=True)
    paired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        verbose_name = "pembinaan"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["village", "ends_on"]), models.Index(fields=["course_began_on"])]
        constraints = [
            models.UniqueConstraint(name="one_pioneer_at_a_time", fields=["plasma"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="nobody_guides_oneself", condition=~Q(pioneer=F("plasma"))),
            models.CheckConstraint(
                name="mentorship_in_order",
                condition=Q(starts_on__gte=F("course_began_on")) & (Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
            ),
            models.CheckConstraint(
                name="mentorship_ended_with_reason",
                condition=Q(ends_on=None, end="") | Q(ends_on__isnull=False, end__in=MentorshipEnd.values),
            ),
        ]

    def __str__(self):
        return f"Pembinaan {self.code}"

    def get_absolute_url(self):
        return reverse("mentoring:detail", args=[self.pk])

    @property
    def graduated(self):
        """Its graduation, or None."""
        return getattr(self, "graduation", None)

    @property
    def is_open(self):
        return self.ends_on is None
