from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from cases.enums import Urgency
from cases.models import MASKED_NAME, urgency_badge
from core.formatting import due_words
from families.enums import ConsentPurpose
from families.queries import has_consent
from institutions.enums import Sector
from referrals.enums import AT_PROVIDER_STATES, ENDED_STATES, Desk, NeedMet, Pace, ReferralState, Tier
from referrals.models.desks import pace_of
from referrals.models.links import AnswerLink
from referrals.models.visibility import ReferralQuerySet
from referrals.workflow import DESKS, STEPS

S = ReferralState

BADGES = {
    S.DRAFT: ("mute", "pen", "Konsep"),
    S.SUBMITTED: ("wait", "clock", "Diajukan"),
    S.REJECTED: ("bad", "stop", "Ditolak"),
    S.ESCALATED: ("info", "higher", "Diteruskan"),
    S.PLACED: ("wait", "right", "Ditempatkan"),
    S.DECLINED: ("bad", "back", "Tidak diterima"),
    S.ACCEPTED: ("live", "calok", "Diterima"),
    S.IN_SERVICE: ("live", "half", "Dalam layanan"),
    S.COMPLETED: ("ok", "ok", "Rujukan balik"),
    S.CLOSED: ("mute", "lock", "Ditutup"),
    S.WITHDRAWN: ("mute", "back", "Ditarik"),
}


def _workplaces(user):
    """The institutions whose staff ``user`` is, asked once for all the steps of a page."""
    if not hasattr(user, "_workplace_ids"):
        user._workplace_ids = set(user.institution_staff.values_list("institution", flat=True))
    return user._workplace_ids


class Referral(models.Model):
    """One file that climbs FCU → TKSK → LK3 → provider and comes back with what happened."""

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    number = models.CharField("nomor rujukan", max_length=60, blank=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="referrals", verbose_name="kasus")
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="referrals", verbose_name="keluarga")
    member = models.ForeignKey(
        "families.FamilyMember", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="anggota"
    )
    problems = models.ManyToManyField("families.Problem", blank=True, verbose_name="masalah")
    need = models.CharField("layanan yang dibutuhkan", max_length=150)
    details = models.TextField("uraian kebutuhan", max_length=2000)
    tried = models.TextField("yang sudah dicoba", max_length=1000, blank=True)
    sector = models.CharField("bidang layanan", max_length=12, choices=Sector)
    urgency = models.PositiveSmallIntegerField("kegentingan", choices=Urgency, default=Urgency.NORMAL)
    wanted_offer = models.ForeignKey(
        "institutions.ServiceOffer",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="layanan yang diharapkan",
    )
    consent = models.ForeignKey(
        "families.Consent", models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name="kesediaan"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ditulis oleh")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diajukan oleh"
    )
    state = models.CharField("keadaan", max_length=12, choices=S, default=S.DRAFT)
    state_since = models.DateTimeField(default=timezone.now)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    reached_regency = models.BooleanField(default=False)
    placement = models.OneToOneField(
        "referrals.Placement", models.SET_NULL, null=True, blank=True, related_name="current_of"
    )
    letter = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    need_met = models.CharField("apakah kebutuhan terjawab", max_length=6, choices=NeedMet, blank=True)
    visited_on = models.DateField("tanggal kunjungan", null=True, blank=True)
    submitted_on = models.DateField("diajukan", null=True, blank=True)
    closed_on = models.DateField("ditutup", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "rujukan"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "village"]), models.Index(fields=["state", "due_on"])]
        constraints = [
            models.CheckConstraint(name="referral_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(name="referral_sector_known", condition=Q(sector__in=Sector.values)),
            models.CheckConstraint(name="referral_urgency_known", condition=Q(urgency__in=Urgency.values)),
            models.CheckConstraint(
                name="referral_closed_on_iff_closed",
                condition=Q(state=S.CLOSED, closed_on__isnull=False) | (~Q(state=S.CLOSED) & Q(closed_on=None)),
            ),
            models.CheckConstraint(
                name="referral_consent_once_sent",
                condition=Q(state__in=[S.DRAFT, S.WITHDRAWN]) | Q(consent__isnull=False, submitted_on__isnull=False),
            ),
            # The number ends in the last part of the village's code, which repeats from kecamatan to kecamatan.
            models.UniqueConstraint(
                name="referral_number_once", fields=["village", "number"], condition=~Q(number="")
            ),
        ]

    def __str__(self):
        return f"Rujukan {self.number or 'konsep'}"

    def get_absolute_url(self):
        return reverse("referrals:detail", args=[self.pk])

    def allows(self, actor, step):
        """The capability, in the tier whose turn it is; nobody decides on what they wrote or submitted.

        A step without a capability is the clock's, which is nobody (None); it never moves what lies with LK3.
        """
        if step.capability is None or actor is None:
            is_clocks = step.capability is None and actor is None
            return is_clocks and (self.state != S.DECLINED or self.desk == Desk.DISTRICT)
        if step.four_eyes and actor.pk in {self.author_id, self.submitted_by_id}:
            return False
        if step.capability == Capability.ANSWER_REFERRALS:
            return self._may_answer(actor)
        tiers = {Capability.DECIDE_REFERRALS, Capability.PLACE_REFERRALS}
        if self.state == S.DECLINED and S.DECLINED in step.sources and step.capability in tiers:
            return step.capability == self.placement.holder and actor.can(step.capability, self.village_id)
        return actor.can(step.capability, self.village_id)

    def _may_answer(self, actor):
        """The provider's own staff or its link, or the tier that placed it on the provider's behalf."""
        if not self.placement:
            return False
        if isinstance(actor, AnswerLink):
            return actor.end(self) is None
        return actor.can(self.placement.holder, self.village_id) or (
            actor.can(Capability.ANSWER_REFERRALS) and self.placement.institution_id in _workplaces(actor)
        )

    def may_change_draft(self, actor):
        """While it is a draft: the FCU, and the mentor who proposed it."""
        if self.state != S.DRAFT:
            return False
        proposes = actor.pk == self.author_id and actor.can(Capability.PROPOSE_REFERRALS, self.village_id)
        return proposes or actor.can(Capability.WRITE_REFERRALS, self.village_id)

    @property
    def badge(self):
        if self.state == S.DRAFT and self.submitted_on:
            return ("bad", "back", "Dikembalikan")
        return BADGES[self.state]

    @property
    def urgency_badge(self):
        return urgency_badge(self.urgency)

    @property
    def is_open(self):
        return self.state not in ENDED_STATES

    @property
    def consent_stands(self):
        """The consent it was sent with was not withdrawn, or one was given anew since."""
        if self.consent and not self.consent.withdrawn_on:
            return True
        return has_consent(self.family, ConsentPurpose.REFERRAL, self.member)

    @property
    def opens_to_provider(self):
        """Whoever it is placed with reads what the service needs, until the outcome is sent or the consent ends."""
        return self.state in AT_PROVIDER_STATES and self.consent_stands

    @property
    def desk(self):
        """Whose turn it is; None when the way is done."""
        desk = DESKS.get(S(self.state))
        if desk != Desk.PLACER:
            return desk
        return Desk.REGENCY if self.placement.tier == Tier.REGENCY else Desk.DISTRICT

    @property
    def pace(self):
        """How the time stands; None where no limit runs."""
        return pace_of(self.due_on, timezone.localdate()) if self.is_open and self.due_on else None

    @property
    def is_late(self):
        return self.pace == Pace.LATE

    @property
    def due_words(self):
        if not self.pace:
            return ""
        words = due_words(self.due_on, timezone.localdate())
        return f"hampir batas, {words}" if self.pace == Pace.NEAR and words.startswith("sisa") else words

    @property
    def listed_name(self):
        """The family as lists may call it."""
        return MASKED_NAME if self.case.sensitive else str(self.family)


class ReferralEventQuerySet(models.QuerySet):
    def telling(self):
        """With a note or a reason; the clock gives none, that it rose is the reason."""
        return self.filter(~Q(note="") | ~Q(reason="") | Q(step="rise"))


class ReferralEvent(StepEvent):
    """``answered_by``: name and post of who answered for the provider without an account."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="events")
    reason = models.CharField("alasan", max_length=20, blank=True)
    answered_by = models.CharField("dijawab oleh", max_length=160, blank=True)
    acting = models.BooleanField("sebagai pelaksana tugas", default=False)

    objects = ReferralEventQuerySet.as_manager()

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="referral_event_once", fields=["referral", "number"])]
        indexes = [models.Index(fields=["happened_at"])]

    @property
    def reason_words(self):
        reasons = STEPS[self.step].reasons if self.step in STEPS else None
        return reasons(self.reason).label if reasons and self.reason in reasons.values else ""

    @property
    def who(self):
        """Who took the step; the clock has no name."""
        name = self.answered_by or (self.actor.name if self.actor else "Sistem")
        return f"{name} (pelaksana tugas)" if self.acting else name
