"""The signed links by which a provider without an account answers: made, closed, opened, refused."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.models import AccessLog, User
from accounts.services import record_access
from core.exceptions import DomainError
from families.services import lock_family
from institutions.enums import InstitutionKind
from notices.services import notify
from referrals.models import AnswerLink, Referral

TRIES_AN_HOUR = 30
REPLACED = "Diganti tautan baru"
WRONG_RECEIVER = "Salah kirim, menurut penerima"
UNKNOWN = "referrals:answer unknown"


def answers_at_a_desk(institution, region_code):
    """Somebody there has an account and sees the referral in it."""
    if institution.kind == InstitutionKind.LK3:
        return User.objects.holding(Capability.PLACE_REFERRALS, region_code).exists()
    people = User.objects.holding(Capability.ANSWER_REFERRALS, region_code)
    return people.filter(institution_staff__institution=institution).exists()


def link_behind(token):
    """All that a stranger can reach: the one link whose signed token this is, or None."""
    return _for_answering().with_token(token)


def link_with_code(code):
    """The standing link with these ten letters, as on its letter but without the dash."""
    return _for_answering().standing().filter(code=code).first()


def _for_answering():
    """With what the pages of the link show, in one statement."""
    return AnswerLink.objects.select_related(
        "placement__institution", "placement__offer", "placement__placed_by", "placement__referral__family",
        "placement__referral__member", "placement__referral__consent", "placement__referral__village__parent__parent",
    )  # fmt: skip


@transaction.atomic
def make_link(placement, *, actor):
    """A new link of the present placement; the one before opens nothing from this moment."""
    referral = _locked(placement)
    _demand_placing(placement, referral, actor)
    _revoke(AnswerLink.objects.filter(placement=placement), REPLACED, actor)
    link = AnswerLink(placement=placement, made_by=actor)
    if end := link.end(referral):
        raise DomainError(f"Tautan tidak bisa dibuat. {end.label}")
    link.save()
    return link


@transaction.atomic
def close_link(link, *, actor, reason):
    """By the tier that placed the referral, for a reason that its history keeps."""
    _demand_placing(link.placement, _locked(link.placement), actor)
    if not reason.strip():
        raise DomainError("Isi sebab tautan ditutup.")
    if not _revoke(AnswerLink.objects.filter(pk=link.pk), reason.strip(), actor):
        raise DomainError("Tautan ini sudah ditutup.")


@transaction.atomic
def report_wrong_receiver(link):
    """Whoever got the link by mistake closes it at once; the tier that placed the referral is told."""
    referral = _locked(link.placement)
    if not _revoke(AnswerLink.objects.filter(pk=link.pk), WRONG_RECEIVER, None):
        return
    notify(
        User.objects.holding(link.placement.holder, referral.village_id),
        text=f"Tautan untuk {link.placement.institution} salah kirim dan sudah ditutup penerimanya: "
        f"{referral.need}. Periksa nomor tujuannya, lalu buat tautan baru.",
        url=referral.get_absolute_url(),
        mail_text="Sebuah tautan rujukan salah kirim dan sudah ditutup.",
    )


def _locked(placement):
    """The referral as it is now, still until the transaction ends: the family's row is locked by all who move it."""
    lock_family(placement.referral.family_id)
    return Referral.objects.select_related("consent", "placement").get(pk=placement.referral_id)


def _demand_placing(placement, referral, actor):
    if not actor.can(placement.holder, referral.village_id):
        raise PermissionDenied(placement.holder)


def _revoke(links, reason, actor):
    return links.standing().update(revoked_at=timezone.now(), revoked_by=actor, revoked_reason=reason[:200])


def note_opening(link, address):
    """Counted for the office, and kept in the log like every look at a family's file."""
    AnswerLink.objects.filter(pk=link.pk).update(opened_count=F("opened_count") + 1, last_opened_at=timezone.now())
    record_access(AccessKind.VIEW, actor=None, subject=link.placement, reason="referrals:answer", address=address)


def note_refusal(address, link=None, end=None):
    """A link that opens nothing was tried: which placement, or that nobody knows it."""
    subject, reason = (link.placement, f"referrals:answer {end}") if link else (None, UNKNOWN)
    record_access(AccessKind.REFUSED, actor=None, subject=subject, reason=reason, address=address)


def tried_too_often(address):
    """Unknown codes and links from this address in the last hour, counted in the log: one count for all processes."""
    since = timezone.now() - timedelta(hours=1)
    tried = AccessLog.objects.filter(subject_type="", subject_id=None, happened_at__gte=since, reason=UNKNOWN)
    return tried.filter(address=address).count() >= TRIES_AN_HOUR
