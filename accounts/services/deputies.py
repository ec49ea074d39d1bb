"""Who stands in for a vacant post of the chain: named by the Dinas, and gone once the post has a holder again."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import POSTS
from accounts.models import Assignment
from accounts.queries import post_of, stand_ins
from core.exceptions import DomainError
from core.formatting import date_long
from regions.models import Region

NOT_VACANT = "Pos ini sudah terisi. Pengganti hanya ditunjuk untuk pos yang kosong."
NOT_OFFERED = "Pengganti harus petugas lain yang bertugas di kabupaten/kota ini. Pilih dari daftar."
ONE_DAY = timedelta(days=1)

_listeners = []


def register_listener(listener):
    """``listener(deputy, named, actor)`` hears of each who was named (True) and of each who ends (False)."""
    if listener not in _listeners:
        _listeners.append(listener)


@transaction.atomic
def name_deputy(user, *, role, region, starts_on, ends_on=None, actor):
    """``user``, an officer of the regency, acts in the vacant post ``role`` of ``region``.

    Never beyond the own term, nor into that of the next holder. Raises DomainError when the post is held or has a
    deputy, and when person or dates do not fit.
    """
    if not actor.can(Capability.SET_UP_REFERRALS, region.pk):
        raise PermissionDenied(Capability.SET_UP_REFERRALS)
    _lock(region)
    _check_post(post_of(role, region))
    _check_dates(starts_on, ends_on)
    own = list(stand_ins(role, region).filter(user=user).exclude(user=actor))
    if not own:
        raise DomainError(NOT_OFFERED)
    last = _last_day(ends_on, own, role, region, starts_on)
    if last and last < starts_on:
        raise DomainError(f"Tugas ini hanya dapat sampai {date_long(last)}. Pilih tanggal mulai yang lebih awal.")
    deputy = Assignment.objects.create(
        user=user, role=role, region=region, starts_on=starts_on, ends_on=last, acting=True
    )
    _tell(deputy, True, actor)
    return deputy


@transaction.atomic
def dismiss_deputy(deputy, *, actor):
    """Today is the last day; who has not begun yet never does."""
    if not actor.can(Capability.SET_UP_REFERRALS, deputy.region_id):
        raise PermissionDenied(Capability.SET_UP_REFERRALS)
    _end(deputy, timezone.localdate(), actor)


def give_way(holder, *, actor):
    """The deputies of a post end the day before it has this holder."""
    if holder.role not in POSTS or holder.acting:
        return
    _lock(holder.region)
    last = max(holder.starts_on, timezone.localdate()) - ONE_DAY
    for deputy in Assignment.objects.acting().filter(role=holder.role, region=holder.region).not_over():
        _end(deputy, last, actor)


def end_together(assignment, *, actor):
    """After an assignment was ended: whoever leaves the own post no longer stands in for another."""
    if assignment.acting:
        _tell(assignment, False, actor)
        return
    for deputy in assignment.user.assignments.acting().not_over(assignment.ends_on):
        after = assignment.ends_on + ONE_DAY
        if not stand_ins(deputy.role, deputy.region, after).filter(user=assignment.user).exists():
            _end(deputy, assignment.ends_on, actor)


def end_all_of(user, *, actor):
    for deputy in user.assignments.acting().not_over():
        _end(deputy, timezone.localdate(), actor)


def _lock(region):
    """Of two who fill one post at once the second sees the first."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)


def _check_post(post):
    if post.holders:
        raise DomainError(NOT_VACANT)
    if post.deputy:
        raise DomainError(f"Pos ini sudah punya pelaksana tugas: {post.deputy.user}. Akhiri dahulu tugasnya.")


def _check_dates(starts_on, ends_on):
    if starts_on < timezone.localdate():
        raise DomainError("Tanggal mulai sudah lewat. Isi hari ini atau sesudahnya.")
    if ends_on and ends_on < starts_on:
        raise DomainError("Tanggal sampai lebih awal daripada tanggal mulai. Periksa kedua tanggal.")


def _last_day(wanted, own, role, region, starts_on):
    """The earliest of what was wanted, the end of the own term, and the eve of the next holder."""
    ends = [assignment.ends_on for assignment in own]
    own_end = None if None in ends else max(ends)
    coming = Assignment.objects.proper().filter(role=role, region=region, starts_on__gt=starts_on)
    following = coming.order_by("starts_on").values_list("starts_on", flat=True).first()
    days = [wanted, own_end, following and following - ONE_DAY]
    return min(filter(None, days), default=None)


def _end(deputy, last, actor):
    """Not before the first day, which the history keeps; who has not begun yet is left out of it."""
    if deputy.starts_on > timezone.localdate():
        _tell(deputy, False, actor)
        deputy.delete()
        return
    last = max(last, deputy.starts_on)
    if deputy.ends_on is None or last < deputy.ends_on:
        deputy.ends_on = last
        deputy.save(update_fields=["ends_on"])
        _tell(deputy, False, actor)


def _tell(deputy, named, actor):
    for listener in _listeners:
        listener(deputy, named, actor)
