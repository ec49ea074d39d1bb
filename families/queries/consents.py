from families.models import Consent, ConsentText


def consents_of(family):
    return list(family.consents.select_related("scan", "taken_by", "text", "member"))


def has_consent(family, purpose, member=None):
    """Agreed and not withdrawn: by the family as a whole, or for this very member."""
    given = Consent.objects.in_force().filter(family=family, purpose=purpose)
    whole = given.filter(member=None)
    return (whole | given.filter(member=member)).exists() if member else whole.exists()


def consent_text(purpose, day):
    """The text for ``purpose`` that holds on ``day``, else the first there was."""
    texts = list(ConsentText.objects.filter(purpose=purpose).order_by("valid_from"))
    return next((text for text in reversed(texts) if text.valid_from <= day), texts[0])
