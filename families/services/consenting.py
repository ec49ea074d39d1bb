from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import ConsentMethod
from families.models import Consent
from families.services.rights import demand, hold, refuse_future


@transaction.atomic
def record_consent(family, *, purpose, method, given_by, actor, given_on=None, witness="", scan=None):
    """The family's agreement for one purpose. A new one for the same purpose takes the place of the old."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    given_on = given_on or timezone.localdate()
    refuse_future(given_on, "Tanggal kesediaan")
    if method == ConsentMethod.SPOKEN and not witness.strip():
        raise DomainError("Kesediaan lisan perlu saksi. Isi nama saksinya.")
    hold(family)
    for earlier in family.consents.in_force().filter(purpose=purpose):
        earlier.withdrawn_on = max(given_on, earlier.given_on)
        earlier.save()
    return Consent.objects.create(
        family=family, purpose=purpose, method=method, given_by=given_by, given_on=given_on,
        witness=witness.strip(), scan=scan, taken_by=actor,
    )  # fmt: skip


@transaction.atomic
def withdraw_consent(consent, *, on, actor):
    demand(actor, consent.family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(on)
    hold(consent.family)
    consent.refresh_from_db()
    if consent.withdrawn_on:
        raise DomainError("Kesediaan ini sudah ditarik.")
    if on < consent.given_on:
        raise DomainError(f"Kesediaan diberikan {consent.given_on:%d-%m-%Y}. Isi tanggal sesudahnya.")
    consent.withdrawn_on = on
    consent.save()
    return consent
