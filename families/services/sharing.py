from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from families.models import Family, FamilyShare


@transaction.atomic
def share_family(family, *, reason, actor, user=None, role="", region=None):
    """Open the file to a person, or to an office: the holders of ``role`` in ``region``. Twice is once.

    ``reason`` tells one occasion from another, and ends its shares again: see end_shares. ``actor`` None is the clock.
    """
    if actor and not Family.objects.visible_to(actor).filter(pk=family.pk).exists():
        raise PermissionDenied("share_family")
    Family.objects.select_for_update().get(pk=family.pk)
    share, _ = FamilyShare.objects.get_or_create(
        family=family, reason=reason, user=user, role=role, region=region, ends_on=None
    )
    return share


def end_shares(family, *, reason, actor):
    """End what was shared for ``reason``; whoever may see the file may narrow the circle."""
    if not Family.objects.visible_to(actor).filter(pk=family.pk).exists():
        raise PermissionDenied("end_shares")
    return family.shares.filter(reason=reason, ends_on=None).update(ends_on=timezone.localdate())
