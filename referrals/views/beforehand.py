"""What whoever has the file on the desk is shown before deciding."""

from referrals.enums import ReferralState
from referrals.models import ReferralEvent
from referrals.queries import SAID, alike
from referrals.views.facts import event_words

S = ReferralState
MOST_DOUBLES = 5
# While it is not with a provider, what was said of it and another one for the same need are worth knowing of.
UNPLACED = {S.DRAFT, S.SUBMITTED, S.ESCALATED, S.DECLINED}


def last_word(referral):
    """Why it was passed on, sent back, not taken. ``referral`` comes from ``desk_file``."""
    if referral.state not in UNPLACED or not referral.said_step:
        return None
    event = ReferralEvent(**{name: getattr(referral, f"said_{name}") for name in SAID})
    event.answered_by = event.answered_by or referral.said_by or ""
    return event_words(event)


def doubles_of(referral, user):
    """Other open referrals that may be for the same need; ``referral`` comes from ``desk_file``."""
    if referral.state not in UNPLACED or not referral.has_alike:
        return []
    rows = alike(
        user, referral.family, sector=referral.sector, need=referral.need, member=referral.member,
        offer=referral.wanted_offer, but=referral.pk,
    )  # fmt: skip
    return list(rows[:MOST_DOUBLES])
