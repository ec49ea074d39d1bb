"""What is asked at a visit: data with a version, the nation's or a regency's own."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from monitoring.enums import AnswerKind, Aspect, VisitKind


class InstrumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The nation's, and all of the regencies whose instruments the user keeps: also drafts."""
        if not user.is_authenticated or not user.can(Capability.SET_UP_MONITORING):
            return self.none()
        return self.filter(Q(region=None) | user.scope(Capability.SET_UP_MONITORING, "region__code"))

    def in_force(self, day=None):
        """Those whose day has come; a newer one may have taken their place since."""
        return self.filter(valid_from__lte=day or timezone.localdate())


class Instrument(models.Model):
    """An old visit keeps the version it was filled on; what is in force is never changed."""

    kind = models.CharField("jenis", max_length=12, choices=VisitKind)
    version = models.CharField("versi", max_length=30, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField("judul", max_length=120)
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)  # empty while it is a draft
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("apa yang berubah", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = "instrumen"
        ordering = ["kind", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(name="instrument_kind_known", condition=Q(kind__in=VisitKind.values)),
            models.UniqueConstraint(
                name="instrument_drafted_once", fields=["region", "kind"], condition=Q(valid_from=None)
            ),
        ]

    def __str__(self):
        return self.version

    def get_absolute_url(self):
        return reverse("monitoring:instrument", args=[self.pk])

    @property
    def is_draft(self):
        return self.valid_from is None

    @property
    def is_ahead(self):
        """Put in force from a day that has not come yet."""
        return self.valid_from is not None and self.valid_from > timezone.localdate()


class InstrumentQuestion(models.Model):
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    aspect = models.CharField("aspek", max_length=14, choices=Aspect)
    text = models.CharField("pertanyaan", max_length=200)
    help = models.CharField("penjelasan", max_length=300, blank=True)
    answer = models.CharField("bentuk jawaban", max_length=8, choices=AnswerKind, default=AnswerKind.SCALE)

    class Meta:
        verbose_name = "pertanyaan"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="question_aspect_known", condition=Q(aspect__in=Aspect.values)),
            models.CheckConstraint(name="question_answer_known", condition=Q(answer__in=AnswerKind.values)),
        ]

    def __str__(self):
        return self.text

    @property
    def fingerprint(self):
        """What a page showed of it, so that a later save notices that somebody else changed it."""
        words = "\n".join((self.text, self.help, self.answer))
        return sha256(words.encode()).hexdigest()[:16]
