"""A reminder to send by hand: the number and since when, nobody's name, and the way to sign in."""

from django.conf import settings
from django.utils import timezone

from accounts.capabilities import Capability
from core.formatting import date_long
from referrals.enums import Desk

OWN_DESKS = {
    Desk.UNIT: Capability.WRITE_REFERRALS,
    Desk.DISTRICT: Capability.DECIDE_REFERRALS,
    Desk.REGENCY: Capability.PLACE_REFERRALS,
}


def waiting_text(referral, user):
    """For whoever waits; empty when it is the reader's own turn, or nobody's. Of a sensitive case not even the
    sector is named."""
    if not referral.due_on or not referral.desk or _is_own(referral, user):
        return ""
    lines = [
        "*Rujukan menunggu jawaban*",
        f"Nomor: {referral.number}",
        *([] if referral.case.sensitive else [f"Layanan: {referral.get_sector_display()}"]),
        f"Ada pada: {_holder(referral)}",
        f"Sejak: {date_long(timezone.localtime(referral.state_since))}",
        f"Batas waktu: {date_long(referral.due_on)} ({referral.due_words})",
        "",
        f"Masuk lalu buka: {settings.SITE_URL}{referral.get_absolute_url()}",
        f"FCU {referral.village.full_name}",
    ]
    return "\n".join(lines)


def _is_own(referral, user):
    own = OWN_DESKS.get(referral.desk)
    return own is not None and user.can(own, referral.village_id)


def _holder(referral):
    places = {
        Desk.UNIT: f"FCU {referral.village.full_name}",
        Desk.DISTRICT: f"TKSK {referral.village.parent}",
        Desk.REGENCY: f"LK3 {referral.village.parent.parent}",
    }
    return places.get(referral.desk) or referral.placement.institution.name
