from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_short
from families.services import lock_family
from referrals.enums import ReferralState, SessionKind
from referrals.models import Referral
from referrals.queries import is_served_here
from referrals.services.moving import advance_referral

SERVING_STATES = frozenset({ReferralState.ACCEPTED, ReferralState.IN_SERVICE})
NOT_NOW = "Pertemuan dicatat setelah rujukan diterima LK3 dan sebelum rujukan balik dikirim. Keadaannya sekarang: {}."


@transaction.atomic
def record_session(referral, *, data, actor):
    """One meeting of LK3 with the family; the first one starts the service.

    ``data``: held_on, kind, place, people, done, next_on.
    """
    if not may_record_sessions(referral, actor):
        raise PermissionDenied(Capability.PLACE_REFERRALS)
    lock_family(referral.family_id)
    referral = Referral.objects.select_related("placement__institution").get(pk=referral.pk)
    if referral.state not in SERVING_STATES or not is_served_here(referral):
        raise DomainError(NOT_NOW.format(referral.get_state_display().lower()))
    _check_days(referral.placement, data["held_on"], data.get("next_on"))
    _check_content(data)
    if referral.state == ReferralState.ACCEPTED:
        advance_referral(referral, "start", actor=actor)
    return referral.placement.sessions.create(recorded_by=actor, **data)


def may_record_sessions(referral, actor):
    """LK3, for what it serves itself."""
    return is_served_here(referral) and actor.can(Capability.PLACE_REFERRALS, referral.village_id)


def _check_days(placement, held_on, next_on):
    placed_on = timezone.localdate(placement.placed_at)
    if held_on > timezone.localdate():
        raise DomainError("Tanggal pertemuan belum tiba. Catat setelah pertemuannya.")
    if held_on < placed_on:
        raise DomainError(f"Pertemuan tidak bisa sebelum {date_short(placed_on)}, saat rujukan sampai di LK3.")
    if next_on and next_on <= held_on:
        raise DomainError("Pertemuan berikutnya harus sesudah tanggal pertemuan ini.")


def _check_content(data):
    if data["kind"] not in SessionKind.values:
        raise DomainError("Pilih jenis pertemuan.")
    if data["people"] < 1:
        raise DomainError("Isi berapa orang yang hadir, paling sedikit 1.")
    if not data["done"].strip():
        raise DomainError("Tulis apa yang dilakukan.")
