"""A provider without an account answers through a signed link; see decision 17."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from documents.models import CODE_ALPHABET
from referrals.enums import AT_PROVIDER_STATES, LinkEnd, ReferralState

LIFETIME = timedelta(days=90)
CODE_LENGTH = 10
_signer = signing.Signer(sep=".", salt="referrals.answer-link")


def new_nonce():
    return secrets.token_urlsafe(18)  # 144 bits


def new_link_code():
    """For whom the address is too long to type: 49 bits, counted per address when they are tried."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class AnswerLinkQuerySet(models.QuerySet):
    def standing(self):
        """Not closed by anybody; whether it opens is for ``AnswerLink.end`` to say."""
        return self.filter(revoked_at=None)

    def with_token(self, token):
        """The link whose signed nonce this is, or None."""
        try:
            return self.filter(nonce=_signer.unsign(token)).first()
        except signing.BadSignature:
            return None


class AnswerLink(models.Model):
    """Opens one placement to whoever holds it, to answer and for nothing else. One stands for each placement.

    It is alive by what the referral is now; nobody has to remember to close it. ``person`` and ``post`` are those of
    who answered last, so that they are asked once.
    """

    placement = models.ForeignKey("referrals.Placement", models.CASCADE, related_name="links")
    nonce = models.CharField(max_length=24, unique=True, default=new_nonce, editable=False)
    code = models.CharField("kode", max_length=CODE_LENGTH, unique=True, default=new_link_code, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField("ditutup", null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_reason = models.CharField("sebab ditutup", max_length=200, blank=True)
    opened_count = models.PositiveIntegerField("dibuka", default=0)
    last_opened_at = models.DateTimeField("terakhir dibuka", null=True, blank=True)
    person = models.CharField("nama", max_length=80, blank=True)
    post = models.CharField("jabatan", max_length=70, blank=True)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "tautan jawaban"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="one_link_a_placement", fields=["placement"], condition=Q(revoked_at=None)),
            models.CheckConstraint(
                name="link_revoked_with_reason", condition=Q(revoked_at=None) | ~Q(revoked_reason="")
            ),
        ]

    def __str__(self):
        return f"Tautan {self.pk}"

    def get_absolute_url(self):
        return reverse("answers:cover", args=[self.token])

    @property
    def token(self):
        return _signer.sign(self.nonce)

    @property
    def url(self):
        """The whole address, for paper and messages."""
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def code_grouped(self):
        return f"{self.code[:5]}-{self.code[5:]}"

    @property
    def answered_by(self):
        return f"{self.person}, {self.post}"

    @property
    def expires_on(self):
        """Ninety days from its making, or from the first appointment where that is later."""
        day = timezone.localdate(self.made_at)
        return max(day, self.placement.appointment_on or day) + LIFETIME

    def end(self, referral):
        """Why it opens nothing any more, as a LinkEnd; None while it is alive. ``referral`` as it is now."""
        checks = (
            (LinkEnd.CLOSED, self.revoked_at),
            (LinkEnd.MOVED, self.placement_id != referral.placement_id),
            (LinkEnd.ANSWERED, referral.state in {ReferralState.COMPLETED, ReferralState.DECLINED}),
            (LinkEnd.MOVED, referral.state not in AT_PROVIDER_STATES),
            (LinkEnd.EXPIRED, self.expires_on < timezone.localdate()),
            (LinkEnd.MOVED, not self.placement.institution.active),
            (LinkEnd.CONSENT, not referral.consent_stands),
        )
        return next((end for end, holds in checks if holds), None)

    def can(self, capability, region_code=None):
        """A link is nobody: it holds no capability. What it may is for ``Referral.allows`` to say."""
        return False
