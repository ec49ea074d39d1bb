from families.documents.copies import Withheld
from referrals.models import Referral
from referrals.services.moving import share_reason


def withheld_of(family):
    """What the file itself would tell of a referral in a sensitive case: consents for it alone, to whom it went."""
    hidden = Referral.objects.filter(family=family, case__sensitive=True)
    known = Referral.objects.filter(family=family, case__sensitive=False, consent__isnull=False)
    consents = set(hidden.exclude(consent=None).values_list("consent", flat=True))
    return Withheld(
        consents=frozenset(consents - set(known.values_list("consent", flat=True))),
        shares=frozenset(map(share_reason, hidden)),
    )
