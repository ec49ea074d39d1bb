"""Which families a request may open, and what the user may do with an opened one."""

from dataclasses import dataclass
from datetime import timedelta
from time import time

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.models import AccessLog
from accounts.services import record_access
from families.models import Family
from families.queries import file_of

REVEAL_SECONDS = 120
KEY = "revealed"
LOOKED_LATELY = timedelta(minutes=10)
SUBJECT = Family._meta.label_lower


@dataclass(frozen=True, slots=True)
class Rights:
    change: bool
    set_status: bool
    reveal: bool
    sees_sensitive: bool
    sees_papers: bool
    prints: bool
    copies: bool


def rights_on(user, family):
    def may(capability):
        return user.can(capability, family.village_id)

    is_open, sees_families = not family.closed_on, may(Capability.SEE_FAMILIES)
    return Rights(
        change=is_open and may(Capability.CHANGE_FAMILIES),
        set_status=is_open and may(Capability.SET_FAMILY_STATUS),
        reveal=may(Capability.REVEAL_IDENTITY),
        sees_sensitive=may(Capability.CHANGE_FAMILIES) or may(Capability.SEE_SENSITIVE_CASES),
        # Scans carry full numbers and faces: not for those to whom the file was only shared.
        sees_papers=sees_families and may(Capability.REVEAL_IDENTITY),
        prints=is_open and sees_families,
        # Also of a closed file: the family's right to know what is kept of it does not end there.
        copies=may(Capability.CHANGE_FAMILIES) and may(Capability.REVEAL_IDENTITY),
    )


def opened(request, pk):
    """The family of this address, or 404 outside the user's scope. Whatever page it is, the look is logged."""
    family = _found(request, pk)
    _note_look(request, family)
    return family


def _found(request, pk):
    families = Family.objects.visible_to(request.user).annotate(looked=_looked_lately(request.user))
    family = file_of(families, pk)
    if family is None:
        raise Http404
    return family


def _looked_lately(user):
    mine = AccessLog.objects.filter(subject_type=SUBJECT, subject_id=OuterRef("pk"), actor=user, kind=AccessKind.VIEW)
    return Exists(mine.filter(happened_at__gt=timezone.now() - LOOKED_LATELY))


def _note_look(request, family):
    if not family.looked:
        record_access(AccessKind.VIEW, actor=request.user, subject=family, address=request.client_address)


def opened_for(request, pk, capability):
    """The same, and 403 without the capability in its village."""
    family = _found(request, pk)
    if not request.user.can(capability, family.village_id):
        raise PermissionDenied(str(capability))
    _note_look(request, family)
    return family


def reveal_in(session, family):
    """From now on, for two minutes, this session sees the family's full numbers."""
    open_ones = {pk: until for pk, until in session.get(KEY, {}).items() if until > time()}
    session[KEY] = open_ones | {str(family.pk): time() + REVEAL_SECONDS}


def is_revealed(session, family):
    return session.get(KEY, {}).get(str(family.pk), 0) > time()
