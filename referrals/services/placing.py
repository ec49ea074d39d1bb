from django.db import transaction

from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document
from referrals.documents import ReferralLetter
from referrals.enums import ReferralState, Tier
from referrals.models import Placement, Referral
from referrals.queries import providers_for
from referrals.services.links import answers_at_a_desk, make_link

TIER_OF_STEP = {
    "approve": Tier.DISTRICT,
    "place_again": Tier.DISTRICT,
    "place": Tier.REGENCY,
    "place_again_regency": Tier.REGENCY,
}
PLACING_STEPS = frozenset(TIER_OF_STEP)


def check_reach(referral, step, institution):
    if institution is None:
        raise DomainError("Pilih penyedia layanan.")
    if not providers_for(referral, TIER_OF_STEP[step]).filter(pk=institution.pk).exists():
        place = "kecamatan" if TIER_OF_STEP[step] == Tier.DISTRICT else "kabupaten"
        raise DomainError(f"{institution} tidak melayani {place} ini. Pilih penyedia lain dari daftar.")


def place(referral, step, *, actor, institution, offer=None):
    """The row of the placement, and the letter that the family carries there."""
    if offer and offer.institution_id != institution.pk:
        raise DomainError("Layanan itu milik lembaga lain. Pilih lagi penyedianya.")
    placement = Placement.objects.create(
        referral=referral, institution=institution, offer=offer, tier=TIER_OF_STEP[step], placed_by=actor
    )
    Referral.objects.filter(pk=referral.pk).update(placement=placement)
    referral.refresh_from_db()
    if not answers_at_a_desk(institution, referral.village_id):
        make_link(placement, actor=actor)
    _send_letter(referral, actor)
    return placement


@transaction.atomic
def renew_link(referral, *, actor):
    """A new link of the present placement; until the provider has answered, also a new letter with its code."""
    link = make_link(referral.placement, actor=actor)
    if referral.state == ReferralState.PLACED:
        _send_letter(referral, actor)
    return link


def _send_letter(referral, actor):
    letter = _issue_letter(referral, actor)
    Referral.objects.filter(pk=referral.pk).update(letter=letter)
    referral.refresh_from_db()


def _issue_letter(referral, actor):
    link = referral.placement.links.standing().first()
    answer = {"answer_url": link.url, "answer_code": link.code_grouped} if link else {}
    sent = referral.attachments.filter(for_provider=True).select_related("file")
    return issue_document(
        kind=DocumentKind.REFERRAL_LETTER,
        subject=referral,
        region=referral.village,
        number=referral.number,
        title=f"Surat rujukan {referral.number}",
        content=ReferralLetter.load(referral, annexes=[(each.label, each.file) for each in sent], **answer),
        template="referrals/pdf/letter.html",
        variant=LETTER,
        actor=actor,
        owner=actor,
        result_url=referral.get_absolute_url(),
    )
