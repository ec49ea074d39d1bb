"""A stimulus fund for a family (guideline II.D.1.3–1.5): asked for, decided in tiers, paid, accounted for."""

from functools import reduce
from operator import or_

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from finance.enums import (
    ACCOUNTED_STATES,
    APPROVED_STATES,
    CASH_SOURCES,
    PAID_STATES,
    STIMULUS_BADGES,
    StimulusState,
)
from institutions.enums import FundSource

# Whoever acts on a proposal must know whose it is; whoever only reads or confirms the sums need not.
NAMES_FOR = (
    Capability.PROPOSE_STIMULUS,
    Capability.VOUCH_STIMULUS,
    Capability.RECOMMEND_STIMULUS,
    Capability.AGREE_STIMULUS,
    Capability.DECIDE_STIMULUS,
)
MONEY_FOR = (Capability.PROPOSE_STIMULUS, Capability.DECIDE_STIMULUS)


def named_to(user):
    """The condition for the proposals whose family ``user`` may know."""
    return reduce(or_, (user.scope(capability, "village__code") for capability in NAMES_FOR))


class StimulusQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A draft is the FCU's own affair until it is submitted."""
        if not user.is_authenticated:
            return self.none()
        own = user.scope(Capability.PROPOSE_STIMULUS, "village__code")
        return self.filter(user.scope(Capability.SEE_STIMULUS, "village__code"), own | Q(submitted_on__isnull=False))


@auditlog.register(
    exclude_fields=["id", "family", "author", "version", "account_name"],
    mask_fields=["account_number"],
    mask_callable="core.formatting.mask_number",
)
class StimulusProposal(models.Model):
    """``requested`` is the sum of its items, ``accounted`` that of its receipts; rupiah, written by the services.

    ``village`` is where it was asked for: it stays there when the family moves. ``agreed_on``: the family said yes to
    being proposed. ``others_checked``: the FCU looked at what else the family was proposed for or got.
    """

    family = models.ForeignKey("families.Family", models.PROTECT, related_name="stimulus_proposals")
    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    number = models.CharField("nomor surat pengantar", max_length=60, blank=True)
    purpose = models.CharField("tujuan", max_length=150)
    plan = models.TextField("rencana penggunaan", max_length=2000)
    source = models.CharField("sumber dana", max_length=10, choices=FundSource)
    bank = models.CharField("bank", max_length=60)
    account_name = models.CharField("atas nama", max_length=120)
    account_number = models.CharField("nomor rekening", max_length=20)  # digits only
    agreed_on = models.DateField("disetujui keluarga")
    others_checked = models.BooleanField("bantuan lain sudah diperiksa", default=False)
    requested = models.PositiveBigIntegerField("diminta", default=0)
    approved = models.PositiveBigIntegerField("disetujui", null=True, blank=True)
    approved_on = models.DateField("tanggal disetujui", null=True, blank=True)
    paid = models.PositiveBigIntegerField("dibayarkan", null=True, blank=True)
    paid_on = models.DateField("tanggal bayar", null=True, blank=True)
    payment_reference = models.CharField("nomor bukti transfer", max_length=60, blank=True)
    accounted = models.PositiveBigIntegerField("dipertanggungjawabkan", default=0)
    state = models.CharField("keadaan", max_length=12, choices=StimulusState, default=StimulusState.DRAFT)
    state_since = models.DateTimeField(default=timezone.now)
    submitted_on = models.DateField("diajukan", null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = StimulusQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan bantuan stimulan"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "village"])]
        constraints = [
            models.CheckConstraint(name="stimulus_state_known", condition=Q(state__in=StimulusState.values)),
            models.CheckConstraint(name="stimulus_source_known", condition=Q(source__in=CASH_SOURCES)),
            models.CheckConstraint(
                name="stimulus_approved_in_its_states",
                condition=(
                    Q(
                        state__in=APPROVED_STATES,
                        approved__gt=0,
                        approved__lte=F("requested"),
                        approved_on__isnull=False,
                    )
                    | (~Q(state__in=APPROVED_STATES) & Q(approved=None, approved_on=None))
                ),
            ),
            models.CheckConstraint(
                name="stimulus_paid_in_its_states",
                condition=(
                    Q(state__in=PAID_STATES, paid__gt=0, paid_on__isnull=False, paid__lte=F("approved"))
                    | (~Q(state__in=PAID_STATES) & Q(paid=None, paid_on=None))
                ),
            ),
            models.CheckConstraint(
                name="stimulus_accounted_within_payout", condition=Q(accounted=0) | Q(accounted__lte=F("paid"))
            ),
            models.CheckConstraint(
                name="stimulus_accounted_in_full",
                condition=~Q(state__in=ACCOUNTED_STATES) | Q(accounted=F("paid")),
            ),
            models.CheckConstraint(
                name="stimulus_sent_with_a_sum", condition=Q(state=StimulusState.DRAFT) | Q(requested__gt=0)
            ),
            models.UniqueConstraint(
                name="stimulus_number_once", fields=["village", "number"], condition=~Q(number="")
            ),
        ]

    def __str__(self):
        return f"Usulan {self.number}".strip()

    def get_absolute_url(self):
        return reverse("finance:stimulus", args=[self.pk])

    def allows(self, actor, step):
        return actor.can(step.capability, self.village_id)

    def names_family_to(self, user):
        return any(user.can(capability, self.village_id) for capability in NAMES_FOR)

    def opens_account_to(self, user):
        """The full number: for who pays into it, and who wrote it down."""
        return any(user.can(capability, self.village_id) for capability in MONEY_FOR)

    @property
    def badge(self):
        if self.state == StimulusState.DRAFT and self.submitted_on:
            return "bad", "back", "Dikembalikan"
        tone, icon = STIMULUS_BADGES[self.state]
        return tone, icon, self.get_state_display()

    @property
    def has_gone(self):
        """Its family's file was closed, or lives in another village now."""
        return bool(self.family.closed_on) or self.family.village_id != self.village_id

    @property
    def left(self):
        """Rupiah paid and not yet accounted for."""
        return (self.paid or 0) - self.accounted


class StimulusEvent(StepEvent):
    proposal = models.ForeignKey(StimulusProposal, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="stimulus_event_once", fields=["proposal", "number"])]


class StimulusItem(models.Model):
    """One line of the budget."""

    proposal = models.ForeignKey(StimulusProposal, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("kebutuhan", max_length=120)
    amount = models.PositiveBigIntegerField("jumlah")

    class Meta:
        verbose_name = "rincian anggaran"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="stimulus_item_once", fields=["proposal", "position"]),
            models.CheckConstraint(name="stimulus_item_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self):
        return self.name


class StimulusReceiptQuerySet(models.QuerySet):
    def kept(self):
        return self.filter(removed_on=None)


@auditlog.register(exclude_fields=["id", "recorded_by", "scan"])
class StimulusReceipt(models.Model):
    """What the family spent, with its original receipt as a scan; ``is_rest``: what was paid back instead."""

    proposal = models.ForeignKey(StimulusProposal, models.PROTECT, related_name="receipts")
    dated_on = models.DateField("tanggal")
    description = models.CharField("uraian", max_length=150)
    amount = models.PositiveBigIntegerField("jumlah")
    is_rest = models.BooleanField("sisa yang dikembalikan", default=False)
    scan = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="pindaian")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_on = models.DateField(null=True, blank=True)

    objects = StimulusReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti penggunaan"
        ordering = ["dated_on", "pk"]
        constraints = [models.CheckConstraint(name="stimulus_receipt_above_zero", condition=Q(amount__gt=0))]

    def __str__(self):
        return self.description
