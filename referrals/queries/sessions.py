"""The meetings of LK3 with a family that it serves itself."""

from core.formatting import date_long
from institutions.enums import InstitutionKind
from referrals.enums import Tier

LONGEST = 1000


def is_served_here(referral):
    """Does the regency's own centre give the service? A national programme of that kind has no region."""
    placement = referral.placement
    if placement is None or placement.tier != Tier.REGENCY:
        return False
    return placement.institution.kind == InstitutionKind.LK3 and placement.institution.region_id is not None


def sessions_of(referral):
    return list(referral.placement.sessions.select_related("recorded_by")) if is_served_here(referral) else []


def given_words(referral):
    """What the sessions gave, for the outcome that LK3 reports."""
    lines = [f"{_heading(session)}: {session.done}" for session in sessions_of(referral)]
    return "\n".join(lines)[:LONGEST]


def _heading(session):
    return f"{date_long(session.held_on)}, {session.get_kind_display().lower()}"
