from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.enums import ConsentMethod, ConsentPurpose


class ConsentText(models.Model):
    """The words that a family agrees to, for one purpose; a version that was used never changes."""

    purpose = models.CharField("untuk", max_length=12, choices=ConsentPurpose)
    version = models.CharField("versi", max_length=20)
    body = models.TextField("naskah")
    valid_from = models.DateField("berlaku sejak")

    class Meta:
        verbose_name = "naskah kesediaan"
        ordering = ["purpose", "-valid_from"]
        constraints = [
            models.UniqueConstraint(name="consent_text_once", fields=["purpose", "version"]),
            models.CheckConstraint(name="consent_text_purpose_known", condition=Q(purpose__in=ConsentPurpose.values)),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}, naskah {self.version}"


class ConsentQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_on=None)


class Consent(models.Model):
    """The family's agreement for one purpose: which text, when, how, before whom, and whether it was withdrawn.

    ``member`` is empty where it speaks for the whole family. For a minor somebody grown agrees, as ``guardian``.
    """

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="consents")
    purpose = models.CharField("untuk", max_length=12, choices=ConsentPurpose)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", verbose_name="naskah")
    member = models.ForeignKey(
        "families.FamilyMember", models.PROTECT, null=True, blank=True, related_name="consents", verbose_name="anggota"
    )
    given_on = models.DateField("tanggal", default=timezone.localdate)
    given_by = models.CharField("diberikan oleh", max_length=120)
    guardian = models.CharField("sebagai wali", max_length=40, blank=True)
    method = models.CharField("cara", max_length=10, choices=ConsentMethod)
    witness = models.CharField("saksi", max_length=120, blank=True)
    scan = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("ditarik", null=True, blank=True)
    withdrawn_reason = models.CharField("sebab ditarik", max_length=200, blank=True)

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
