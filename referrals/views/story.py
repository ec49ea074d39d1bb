"""The placements of a file told one after the other, the first one first."""

from django.utils import timezone

from core.formatting import date_long
from referrals.enums import Outcome, Tier

TONES = {Outcome.FULL: ("ok", "ok"), Outcome.PARTLY: ("wait", "half"), Outcome.NOT: ("bad", "x")}
TIERS = {Tier.DISTRICT: "TKSK", Tier.REGENCY: "LK3"}


def placement_story(referral, placements):
    return [_told(referral, placement) for placement in reversed(placements)]


def _told(referral, placement):
    return {
        "institution": placement.institution.name,
        "offer": placement.offer,
        "badge": _badge(referral, placement),
        "lines": [line for line in _lines(placement) if line],
    }


def outcome_badge(placement):
    if placement is None or not placement.outcome:
        return None
    return (*TONES[placement.outcome], placement.get_outcome_display())


def _badge(referral, placement):
    if placement.outcome:
        return outcome_badge(placement)
    if placement.declined_reason:
        return ("bad", "x", "Tidak menerima")
    return referral.badge if placement.pk == referral.placement_id else ("mute", "back", "Tidak dilanjutkan")


def _lines(placement):
    placed_on = date_long(timezone.localtime(placement.placed_at))
    yield f"Ditempatkan {TIERS[placement.tier]} ({placement.placed_by}), {placed_on}"
    if placement.declined_reason:
        yield f"Tidak menerima: {placement.declined_reason}"
    if placement.appointment_on:
        yield f"Diterima, pertemuan pertama {date_long(placement.appointment_on)}"
    if placement.outcome:
        yield f"Rujukan balik {date_long(placement.completed_on)}: {placement.given}"
