from django.db import IntegrityError, transaction
from django.utils import timezone

from core.exceptions import DomainError
from core.formatting import date_long
from institutions.enums import MemberKind
from institutions.models import Membership, Officer
from institutions.services.rights import refuse_future, working_unit

NEEDS = {
    MemberKind.REPRESENTATIVE: ("institution", "Pilih lembaga yang diwakili."),
    MemberKind.PIONEER: ("family", "Pilih keluarga pionirnya."),
}


@transaction.atomic
def add_member(unit, *, kind, name, actor, position="", institution=None, family=None, joined_on=None):
    """A representative needs ``institution``, a pioneer family ``family``; the other kinds take neither."""
    unit = working_unit(unit, actor)
    joined_on = joined_on or timezone.localdate()
    refuse_future(joined_on, "Tanggal bergabung")
    given = {"institution": institution, "family": family}
    wanted, missing = NEEDS.get(kind, (None, ""))
    if wanted and given[wanted] is None:
        raise DomainError(missing)
    _refuse_twice(unit, kind, name, given)
    kept = {key: value for key, value in given.items() if key == wanted}
    return _create_member(care_unit=unit, kind=kind, name=name, position=position, joined_on=joined_on, **kept)


def _create_member(**values):
    try:
        with transaction.atomic():
            return Membership.objects.create(**values)
    except IntegrityError as error:
        raise DomainError("Keluarga ini sudah menjadi anggota FCU.") from error


def _refuse_twice(unit, kind, name, given):
    same = unit.memberships.filter(left_on=None, kind=kind, name__iexact=name, **given)
    if same.exists():
        raise DomainError(f"{name} sudah menjadi anggota FCU. Tulis nama lengkap bila orangnya lain.")


@transaction.atomic
def change_position(membership, *, position, actor):
    """What the member is elsewhere, "Ketua PKK"; the member stays the same."""
    unit = working_unit(membership.care_unit, actor)
    current = unit.memberships.select_for_update().get(pk=membership.pk)
    current.position = position
    current.save(update_fields=["position"])
    return current


@transaction.atomic
def end_membership(membership, *, left_on, reason, actor):
    """The member leaves; a term of office ends with it, and one that had not begun falls away."""
    unit = working_unit(membership.care_unit, actor)
    current = unit.memberships.select_for_update().get(pk=membership.pk)
    if current.left_on:
        raise DomainError(f"{current.name} sudah keluar pada {date_long(current.left_on)}.")
    refuse_future(left_on, "Tanggal keluar")
    if left_on < current.joined_on:
        raise DomainError(f"Tanggal keluar tidak boleh sebelum bergabung ({date_long(current.joined_on)}).")
    current.left_on, current.left_reason = left_on, reason
    current.save(update_fields=["left_on", "left_reason"])
    _end_posts(current, left_on)
    return current


def _end_posts(membership, left_on):
    for officer in membership.posts.filter(starts_on__gt=left_on):
        officer.delete()
    for officer in membership.posts.filter(ends_on__gt=left_on):
        officer.ends_on = left_on
        officer.save(update_fields=["ends_on"])


@transaction.atomic
def elect_officer(unit, *, membership, post, starts_on, ends_on, actor):
    """One of each post at a time: whoever elects for an occupied term is refused, also when two do it at once."""
    unit = working_unit(unit, actor)
    if ends_on <= starts_on:
        raise DomainError("Masa jabatan harus berakhir sesudah mulai. Periksa kedua tanggal.")
    member = unit.memberships.filter(pk=membership.pk).first()
    if member is None or not _belongs(member, starts_on, ends_on):
        raise DomainError(f"{membership.name} bukan anggota FCU pada masa itu. Pengurus dipilih dari anggota.")
    _refuse_overlap(unit, post, starts_on, ends_on)
    return Officer.objects.create(care_unit=unit, membership=member, post=post, starts_on=starts_on, ends_on=ends_on)


def _belongs(member, starts_on, ends_on):
    return member.is_current(starts_on) and (member.left_on is None or ends_on <= member.left_on)


def _refuse_overlap(unit, post, starts_on, ends_on):
    taken = unit.officers.filter(post=post).overlapping(starts_on, ends_on).select_related("membership").first()
    if taken:
        until = f"{date_long(taken.starts_on)} sampai {date_long(taken.ends_on)}"
        raise DomainError(
            f"{taken.get_post_display()} sudah dijabat {taken.membership.name}, {until}. "
            "Akhiri dulu masa jabatan itu, atau pilih masa sesudahnya."
        )


@transaction.atomic
def end_term(officer, *, ends_on, actor):
    """End a term early, so that a successor can be elected."""
    unit = working_unit(officer.care_unit, actor)
    current = unit.officers.select_for_update().get(pk=officer.pk)
    if not current.starts_on <= ends_on <= current.ends_on:
        span = f"{date_long(current.starts_on)} dan {date_long(current.ends_on)}"
        raise DomainError(f"Pilih tanggal antara {span}.")
    current.ends_on = ends_on
    current.save(update_fields=["ends_on"])
    return current
