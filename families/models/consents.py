from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.enums import ConsentMethod, ConsentPurpose


class ConsentQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_on=None)


class Consent(models.Model):
    """The family's agreement for one purpose: which text, when, how, before whom, and whether it was withdrawn."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="consents")
    purpose = models.CharField("untuk", max_length=12, choices=ConsentPurpose)
    text_version = models.CharField("versi naskah", max_length=20, default="2026-1")
    given_on = models.DateField("tanggal", default=timezone.localdate)
    given_by = models.CharField("diberikan oleh", max_length=120)
    method = models.CharField("cara", max_length=10, choices=ConsentMethod)
    witness = models.CharField("saksi", max_length=120, blank=True)
    scan = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("ditarik", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "kesediaan"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="consent_purpose_known", condition=Q(purpose__in=ConsentPurpose.values)),
            models.CheckConstraint(
                name="spoken_consent_has_witness", condition=~Q(method=ConsentMethod.SPOKEN, witness="")
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.given_on:%d-%m-%Y}"
