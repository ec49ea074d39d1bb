from django.db.models import Q

from families.enums import STATUS_CONSENTS, ConsentPurpose
from families.models import Consent, ConsentText


def consents_of(family):
    return list(family.consents.select_related("scan", "taken_by", "text", "member"))


def consent_for(family, purpose, member=None):
    """The agreement in force, by the family as a whole or for this very member; None where there is none."""
    given = Consent.objects.in_force().filter(family=family, purpose=purpose)
    return given.filter(Q(member=None) | Q(member=member) if member else Q(member=None)).first()


def has_consent(family, purpose, member=None):
    return consent_for(family, purpose, member) is not None


def missing_for_status(family):
    """Purposes of statuses other than the present one to which the family has not agreed yet."""
    given = Consent.objects.in_force().filter(family=family, member=None).values_list("purpose", flat=True)
    wanted = [purpose for status, purpose in STATUS_CONSENTS.items() if status != family.status]
    return [purpose for purpose in wanted if purpose not in set(given)]


def consent_text(purpose, day):
    """The text for ``purpose`` that holds on ``day``, else the first there was."""
    texts = list(ConsentText.objects.filter(purpose=purpose).order_by("valid_from"))
    return next((text for text in reversed(texts) if text.valid_from <= day), texts[0])


def consent_texts(day):
    """(purpose, its texts up to ``day``, the one in force first) of every purpose, in one statement."""
    texts = list(ConsentText.objects.filter(valid_from__lte=day).order_by("-valid_from"))
    return [(purpose, [text for text in texts if text.purpose == purpose]) for purpose in ConsentPurpose]
