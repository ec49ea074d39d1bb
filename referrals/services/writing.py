from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from families.services import hold
from referrals.enums import ReferralState
from referrals.models import Referral
from referrals.services.telling import tell


@transaction.atomic
def write_referral(case, *, data, actor):
    """A draft for one case. ``data``: member, problems, need, details, tried, sector, urgency, wanted_offer.

    The FCU writes for its village; a mentor proposes for a case in hand, and the FCU is told.
    """
    _check_may_write(case, actor)
    hold(case.family)
    if not case.is_open:
        raise DomainError("Kasus ini sudah ditutup. Buka lagi kasusnya, lalu tulis rujukan.")
    fields, problems = _parts(data)
    _check_family(case.family_id, fields.get("member"), problems)
    referral = Referral.objects.create(
        village_id=case.village_id, case=case, family_id=case.family_id, author=actor, **fields
    )
    referral.problems.set(problems)
    event = referral.events.create(
        number=referral.version, step="write", from_state="", to_state=referral.state, actor=actor
    )
    if not actor.can(Capability.WRITE_REFERRALS, case.village_id):
        tell(referral, event)
    return referral


@transaction.atomic
def change_draft(referral, *, data, actor, seen=None):
    """``seen`` is the version the page showed; an older one means that somebody else saved first."""
    if not referral.may_change_draft(actor):
        raise PermissionDenied(Capability.WRITE_REFERRALS)
    fields, problems = _parts(data)
    _check_family(referral.family_id, fields.get("member", referral.member), problems)
    version = referral.version if seen is None else seen
    unchanged = Referral.objects.filter(pk=referral.pk, state=ReferralState.DRAFT, version=version)
    if not unchanged.update(version=F("version") + 1, **fields):
        raise StaleState("Orang lain baru saja mengubah konsep ini. Bandingkan dengan isian Anda, lalu simpan lagi.")
    referral.refresh_from_db()
    if "problems" in data:
        referral.problems.set(problems)
    return referral


def _parts(data):
    fields = dict(data)
    return fields, list(fields.pop("problems", ()))


def _check_may_write(case, actor):
    proposes = case.handler_id == actor.pk and actor.can(Capability.PROPOSE_REFERRALS, case.village_id)
    if not (proposes or actor.can(Capability.WRITE_REFERRALS, case.village_id)):
        raise PermissionDenied(Capability.WRITE_REFERRALS)


def _check_family(family_id, member, problems):
    parts = [*problems, *([member] if member else [])]
    if any(part.family_id != family_id for part in parts):
        raise DomainError("Anggota dan masalah harus milik keluarga yang dirujuk. Pilih lagi.")
