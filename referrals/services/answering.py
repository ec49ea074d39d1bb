"""A provider without an account answers through its link. Nobody signs in: the event says who wrote, and for whom."""

from django.db import transaction

from core.exceptions import DomainError
from families.services import lock_family
from referrals.enums import ReferralState
from referrals.models import AnswerLink, Referral
from referrals.services.moving import advance_referral


class LinkEnded(DomainError):
    """The link opens nothing any more; ``end`` says why."""

    def __init__(self, end):
        super().__init__(end.label)
        self.end = end


@transaction.atomic
def answer_by_link(link, step, *, person, post, seen, note="", **extra):
    """Take ``step`` of the placement that ``link`` opens, and return its event.

    ``person`` and ``post`` say who answers. The outcome also starts the service where nobody had said so. The same
    answer sent twice is taken once. Raises LinkEnded, StaleState, or DomainError as ``advance_referral`` does.
    """
    lock_family(link.placement.referral.family_id)
    link, referral = _now(link)
    link.person, link.post = person.strip(), post.strip()
    if sent := _sent_before(referral, link, step, seen):
        return sent
    if end := link.end(referral):
        raise LinkEnded(end)
    signed = {"actor": link, "answered_by": link.answered_by}
    if step == "complete" and referral.state == ReferralState.ACCEPTED:
        advance_referral(referral, "start", seen=seen, **signed)
        seen = referral.version
    event = advance_referral(referral, step, note=note, seen=seen, **signed, **extra)
    AnswerLink.objects.filter(pk=link.pk).update(person=link.person, post=link.post)
    return event


def _now(link):
    """Both read anew under the lock: what the page showed may be minutes old."""
    placements = "placement__institution", "placement__referral__consent"
    link = AnswerLink.objects.select_related(*placements).get(pk=link.pk)
    return link, Referral.objects.select_related("placement__institution", "consent").get(
        pk=link.placement.referral_id
    )


def _sent_before(referral, link, step, seen):
    """The event of the very same answer, from a second press of the button."""
    if link.placement_id != referral.placement_id or seen is None:
        return None
    return referral.events.filter(
        step=step, answered_by=link.answered_by, number__gt=seen, number__lte=seen + 2
    ).first()
