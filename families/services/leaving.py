"""A member who leaves a family, and one who comes back or never had left."""

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import (
    CHOSEN_LEAVE_REASONS,
    CORRECTED_LEAVES,
    RETURNABLE_LEAVES,
    CloseReason,
    LeaveReason,
    Relation,
)
from families.services.closing import close_family
from families.services.keeping import settle
from families.services.moving import carry
from families.services.numbers import guard_numbers
from families.services.rights import demand, hold, refuse_future

ONE_HEAD = "Pilih tepat satu kepala keluarga di antara anggota yang tinggal."
# What it means for the file when the last member leaves.
CLOSES = {LeaveReason.DECEASED: CloseReason.DECEASED, LeaveReason.MISTAKE: CloseReason.MISTAKE}


@transaction.atomic
def let_member_leave(member, *, reason, on, actor, relations=None, note=""):
    """``relations``: member id → Relation of those who stay, asked for where the head leaves.

    With the last member the file is closed. Returns the family.
    """
    family = member.family
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(on, "Tanggal keluar")
    locked = hold(family)
    member.refresh_from_db()
    _check_leaving(member, reason, on)
    staying = list(locked.members.filter(left_on=None).exclude(pk=member.pk))
    if not staying:
        on = max(on, locked.status_periods.get(ends_on=None).starts_on)
    member.left_on, member.left_reason, member.change_note = on, LeaveReason(reason), note
    member.save()
    for aid in member.aid.filter(ends_on=None, starts_on__lte=on):
        aid.ends_on = on
        aid.save()
    if not staying:
        return close_family(family, CLOSES.get(reason, CloseReason.MOVED), on=on, note=note, actor=actor)
    relate(staying, relations or {})
    return _settled(family, locked)


def _check_leaving(member, reason, on):
    if member.left_on:
        raise DomainError(f"{member.name} sudah dicatat keluar sejak {member.left_on:%d-%m-%Y}.")
    if reason not in CHOSEN_LEAVE_REASONS:
        raise DomainError("Pilih sebab keluar dari daftar.")
    if on < member.birth_date:
        raise DomainError(f"{member.name} lahir {member.birth_date:%d-%m-%Y}. Isi tanggal sesudahnya.")


def relate(staying, relations):
    """The members who stay get their relation to the head, the head last: there are never two at once."""
    for member in staying:
        member.relation = relations.get(member.pk, member.relation)
    if sum(member.relation == Relation.HEAD for member in staying) != 1:
        raise DomainError(ONE_HEAD)
    for member in sorted(staying, key=lambda member: member.relation == Relation.HEAD):
        member.save()


def _settled(family, locked):
    locked.version += 1
    settle(locked)
    family.refresh_from_db()
    return family


@transaction.atomic
def return_member(member, *, relation, actor, note=""):
    """Who had left is a member again, in the same row; a death or a wrong entry is taken back with a ``note``.

    Open problems and running aid of the same person's rows in later families come along.
    Raises NumberTaken where the NIK is in use elsewhere by now. Returns the family.
    """
    family = member.family
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    locked = hold(family)
    member.refresh_from_db()
    _check_return(member, relation, note)
    guard_numbers("", [member.national_id], lambda: _take_back(member, relation, note), actor=actor)
    for later in member.later.all():
        _bring_back(later, member)
    return _settled(family, locked)


def _bring_back(later, member):
    if later.left_reason == LeaveReason.MISTAKE:
        # That leaving was no end of the aid: the person was never there.
        for aid in later.aid.filter(ends_on=later.left_on):
            aid.ends_on = None
            aid.save()
    carry(later, member)


def _check_return(member, relation, note):
    if not member.left_on:
        raise DomainError(f"{member.name} sudah menjadi anggota keluarga ini.")
    if member.left_reason not in {*RETURNABLE_LEAVES, *CORRECTED_LEAVES}:
        raise DomainError(f"{member.name} tidak bisa dikembalikan: {member.get_left_reason_display().lower()}.")
    if member.left_reason in CORRECTED_LEAVES and not note.strip():
        raise DomainError("Isi apa yang keliru pada catatan itu.")
    if member.later.filter(left_on=None).exists():
        raise DomainError(f"{member.name} masih anggota keluarga lain. Catat dahulu keluarnya dari sana.")
    if relation == Relation.HEAD:
        raise DomainError("Keluarga ini sudah punya kepala. Pilih hubungan lain, lalu ganti lewat “Ubah data”.")


def _take_back(member, relation, note):
    member.left_on, member.left_reason, member.relation, member.change_note = None, "", relation, note
    member.save()
