from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.capabilities import Capability
from referrals.enums import Outcome, Tier


class Placement(models.Model):
    """The referral is with a provider; a decline or a poor outcome may be followed by another placement."""

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="placements")
    institution = models.ForeignKey("institutions.Institution", models.PROTECT, related_name="placements")
    offer = models.ForeignKey("institutions.ServiceOffer", models.SET_NULL, null=True, blank=True, related_name="+")
    tier = models.CharField("ditempatkan oleh", max_length=10, choices=Tier)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now_add=True)
    appointment_on = models.DateField("janji pertama", null=True, blank=True)
    declined_reason = models.TextField("alasan tidak menerima", max_length=1000, blank=True)
    outcome = models.CharField("hasil", max_length=8, choices=Outcome, blank=True)
    given = models.TextField("apa yang diberikan", max_length=1000, blank=True)
    value = models.PositiveBigIntegerField("nilai layanan", null=True, blank=True)
    advice = models.TextField("saran", max_length=1000, blank=True)
    completed_on = models.DateField("rujukan balik", null=True, blank=True)

    class Meta:
        verbose_name = "penempatan"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="placement_tier_known", condition=Q(tier__in=Tier.values))]

    def __str__(self):
        return f"{self.referral_id} → {self.institution_id}"

    @property
    def holder(self):
        """What the tier that placed it must be able to do."""
        return Capability.PLACE_REFERRALS if self.tier == Tier.REGENCY else Capability.DECIDE_REFERRALS


class Attachment(models.Model):
    """A scan that goes with the referral: family card, SKTM, house."""

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="attachments")
    file = models.OneToOneField("documents.StoredFile", models.PROTECT, related_name="+")
    label = models.CharField("isi lampiran", max_length=80)
    for_provider = models.BooleanField("ikut dikirim ke penyedia", default=False)

    class Meta:
        verbose_name = "lampiran"
        ordering = ["pk"]

    def __str__(self):
        return self.label
