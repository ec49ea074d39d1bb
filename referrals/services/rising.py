"""The clock's own step: what lies with the TKSK for twice its limit rises to LK3."""

import logging

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from referrals.models import Referral, TimeLimit
from referrals.models.desks import AT_DISTRICT, past_twice
from referrals.services.moving import advance_referral
from regions.enums import zone_name

logger = logging.getLogger("referrals")


def raise_overdue():
    """Each regency by its own clock, each file in its own transaction. Returns how many rose."""
    return sum(_raise_in(code) for code in Referral.objects.timed_regencies())


def _raise_in(regency_code):
    with timezone.override(zone_name(regency_code)):
        twice = past_twice(TimeLimit.objects.of(regency_code), timezone.localdate())
        overdue = Referral.objects.in_regency(regency_code).filter(AT_DISTRICT, twice).order_by("due_on", "pk")
        return sum(_raise_one(pk) for pk in list(overdue.values_list("pk", flat=True)))


def _raise_one(pk):
    """One that fails stays for the next hour and holds up no other; the log has its number and no person.

    DomainError: somebody decided in this very moment, or the family withdrew its consent, of which
    services.reminding tells the FCU.
    """
    try:
        with transaction.atomic():
            advance_referral(Referral.objects.get(pk=pk), "rise", actor=None)
    except DomainError:
        return False
    except Exception as error:  # whatever is wrong with one file, the others rise
        logger.error("referral %s could not rise (%s)", pk, type(error).__name__)
        return False
    return True
