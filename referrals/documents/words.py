"""What the papers of a referral say alike."""

from django.db.models import Q

from accounts.capabilities import Capability
from accounts.models import User
from core.formatting import phone_national

MOST_CALLED = 2


def place_of(family, village):
    number = f"RT {family.rt or '–'}/RW {family.rw or '–'}" if family.rt or family.rw else ""
    return ", ".join(filter(None, [family.address, family.hamlet, number, village.full_name]))


def whom_to_call(referral):
    """[name, telephone] of those in the FCU whom the family may call, who handles its case first."""
    known = User.objects.holding(Capability.WRITE_REFERRALS, referral.village_id).exclude(Q(phone="") | Q(phone=None))
    people = sorted(known, key=lambda user: (user.pk != referral.case.handler_id, user.name))
    return [[user.name, phone_national(user.phone)] for user in people[:MOST_CALLED]]
