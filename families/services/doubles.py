from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.models import NotDouble
from families.services.rights import demand


@transaction.atomic
def note_not_double(one, other, *, actor):
    """Somebody compared the two files: they are two families, and are not shown as likely doubles again."""
    for family in (one, other):
        demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    if one.pk == other.pk:
        raise DomainError("Pilih dua berkas yang berbeda.")
    first, second = sorted((one, other), key=lambda family: family.pk)
    found, _ = NotDouble.objects.get_or_create(first=first, second=second, defaults={"noted_by": actor})
    return found
