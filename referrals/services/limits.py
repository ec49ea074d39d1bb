from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from referrals.models import TimeLimit
from referrals.models.limits import LONGEST, SHORTEST
from regions.models import Region

OTHERS_SAVED = "Orang lain baru saja mengubah batas waktu. Bandingkan dengan isian Anda, lalu simpan lagi."


@transaction.atomic
def set_limits(regency, *, limits, seen, actor):
    """``limits``: {state: (usual, emergency)} in working days, of every timed state. Holds for steps from now on.

    ``seen`` is the fingerprint of the limits that the page showed.
    """
    if not actor.can(Capability.SET_UP_REFERRALS, regency.pk):
        raise PermissionDenied(Capability.SET_UP_REFERRALS)
    Region.objects.select_for_update(no_key=True).get(pk=regency.pk)
    stored = TimeLimit.objects.of(regency.pk)
    if seen != fingerprint(stored):
        raise StaleState(OTHERS_SAVED)
    for state, (usual, emergency) in limits.items():
        _check(usual, emergency)
        if stored[state] != (usual, emergency):
            TimeLimit.objects.update_or_create(
                regency=regency, state=state, defaults={"usual": usual, "emergency": emergency}
            )


def fingerprint(limits):
    return ",".join(f"{usual}-{emergency}" for usual, emergency in limits.values())


def _check(usual, emergency):
    if not SHORTEST <= emergency <= usual <= LONGEST:
        raise DomainError(
            f"Batas waktu {SHORTEST} sampai {LONGEST} hari kerja, dan untuk darurat tidak lebih lama daripada biasa."
        )
