"""Papers of a referral that the family carries. The worker makes the PDF; the same content is made once."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import record_access
from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import INTRODUCTION, DocumentKind
from documents.models import Document
from documents.queries import newest_document
from documents.services import issue_document, letter_number, next_number
from referrals.documents import FamilyStatus, IntroductionLetter
from referrals.documents.introduction import bearer_of
from referrals.enums import ReferralState
from referrals.models import Referral

INTRODUCTION_PAPER = "referrals/pdf/introduction.html"
STATUS_PAPER = "referrals/pdf/status.html"
REVEAL_REASON = "Surat pengantar"
NOT_YET = "Rujukan ini belum diajukan. Ajukan dahulu, lalu buat surat pengantarnya."
NO_BEARER = "Kepala keluarga ini belum dicatat. Catat dahulu anggotanya, lalu buat surat pengantarnya."
ENDED = "Rujukan ini sudah selesai, jadi tidak memerlukan surat pengantar lagi."
OFFICES = (Capability.WRITE_REFERRALS, Capability.DECIDE_REFERRALS, Capability.PLACE_REFERRALS)


def may_introduce(referral, user):
    """The FCU, which writes the referral and may open full numbers."""
    rights = (Capability.WRITE_REFERRALS, Capability.REVEAL_IDENTITY)
    return all(user.can(right, referral.village_id) for right in rights)


def may_tell_family(referral, user):
    return any(user.can(right, referral.village_id) for right in OFFICES)


@transaction.atomic
def issue_introduction(referral, *, actor, address=None):
    """The village head's letter for this referral, valid for a month. One that is still valid keeps number and dates.

    It shows NIK and No. KK in full, so that making it is kept as opening them.
    """
    if not may_introduce(referral, actor):
        raise PermissionDenied(str(Capability.REVEAL_IDENTITY))
    current = _held(referral)
    if current.state == ReferralState.DRAFT:
        raise DomainError(NOT_YET)
    if not current.is_open:
        raise DomainError(ENDED)
    if bearer_of(current) is None:
        raise DomainError(NO_BEARER)
    record_introduction_look(current, actor=actor, address=address)
    number, day, until = _dates(current)
    content = IntroductionLetter.load(current, number=number, day=day, until=until)
    return _issue(current, DocumentKind.INTRODUCTION_LETTER, number, content, INTRODUCTION_PAPER, actor)


@transaction.atomic
def issue_status(referral, *, actor):
    """Where the referral stands today, for the family to take home."""
    if not may_tell_family(referral, actor):
        raise PermissionDenied(str(Capability.WRITE_REFERRALS))
    current = _held(referral)
    content = FamilyStatus.load(current, timezone.localdate(timezone=current.village.zone))
    return _issue(current, DocumentKind.REFERRAL_STATUS, current.number, content, STATUS_PAPER, actor)


def record_introduction_look(referral, *, actor, address):
    record_access(AccessKind.REVEAL, actor=actor, subject=referral.family, reason=REVEAL_REASON, address=address)


def _held(referral):
    """Locked, so that of two who press at once the second finds the number that the first was given."""
    Referral.objects.select_for_update().get(pk=referral.pk)
    linked = Referral.objects.select_related(
        "village__parent__parent", "family", "member", "case", "placement__institution"
    )
    return linked.get(pk=referral.pk)


def _dates(referral):
    today = timezone.localdate(timezone=referral.village.zone)
    before = newest_document(referral, DocumentKind.INTRODUCTION_LETTER)
    if before:
        validity = Document.objects.values_list("content__validity", flat=True).get(pk=before.pk)
        day, until = (date.fromisoformat(each) for each in validity)
        if until >= today:
            return before.number, day, until
    sequence = next_number(referral.village_id, DocumentKind.INTRODUCTION_LETTER, today.year)
    return letter_number(INTRODUCTION, sequence, referral.village_id, today), today, a_month_after(today)


def a_month_after(day):
    """8 October → 8 November; 31 January → 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def _issue(referral, kind, number, content, template, actor):
    return issue_document(
        kind=kind, subject=referral, region=referral.village, number=number, title=kind.label, content=content,
        template=template, variant=LETTER, actor=actor, owner=actor, result_url=referral.get_absolute_url(),
    )  # fmt: skip
