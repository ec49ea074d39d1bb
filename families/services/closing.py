"""A file that is closed, and opened again: nothing of it is ever deleted."""

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import CloseReason, FileEventKind, LeaveReason, Relation
from families.models import Family, FamilyMember, FamilyShare, FileEvent, StatusPeriod
from families.services.keeping import settle
from families.services.numbers import guard_numbers, refuse_taken
from families.services.registry import note_card
from families.services.rights import demand, hold, refuse_future

IN_TRANSFER = "Berkas ini sedang dalam proses pindah desa. Selesaikan atau batalkan dahulu di “Pindah desa”."
ABSORBED = "Berkas ini sudah digabung dengan berkas lain. Lanjutkan pada berkas gabungannya."


@transaction.atomic
def close_family(family, reason, *, on, note="", actor):
    """The file is closed, never deleted; its numbers are free for the file that comes after it."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(on)
    locked = hold(family)
    if locked.transfers.open().exists():
        raise DomainError(IN_TRANSFER)
    _end_period(locked, on, note)
    for member in locked.members.filter(left_on=None):
        member.left_on, member.left_reason = on, LeaveReason.CLOSED
        member.save()
    FamilyShare.objects.filter(family=locked, ends_on=None).update(ends_on=on)
    locked.closed_on, locked.closed_reason, locked.version = on, CloseReason(reason), locked.version + 1
    locked.save()
    locked.cards.filter(ends_on=None, starts_on__lte=on).update(ends_on=on)
    FileEvent.objects.create(
        family=locked, kind=FileEventKind.CLOSED, village_id=locked.village_id, happened_on=on, reason=reason,
        note=note, actor=actor,
    )  # fmt: skip
    family.refresh_from_db()
    return family


def _end_period(family, on, note):
    current = family.status_periods.get(ends_on=None)
    if on < current.starts_on:
        raise DomainError(f"Status sekarang berlaku sejak {current.starts_on:%d-%m-%Y}. Isi tanggal sesudahnya.")
    current.ends_on, current.note = on, note or current.note
    current.save()


@transaction.atomic
def reopen_family(family, *, on, reason_text, actor):
    """The closed file is in use again from ``on``, with the members who left by its closing and their numbers.

    Who is a member elsewhere by now stays gone, and a card that another file bears is not this one's any more; the
    event names them. Raises NumberTaken where the head is elsewhere. Shares do not come back.
    """
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(on)
    locked = Family.objects.select_for_update().get(pk=family.pk)
    _check_closed(locked, on, reason_text)
    back, elsewhere = _part(_left_by_closing(locked), actor)
    has_lost_card = _give_up_card(locked)
    note = _told(reason_text, elsewhere, has_lost_card)
    guard_numbers(
        locked.family_card_number, [member.national_id for member in back],
        lambda: _reopen(locked, back, on, note, actor), actor=actor,
    )  # fmt: skip
    family.refresh_from_db()
    return family


def _check_closed(family, on, reason_text):
    if not family.closed_on:
        raise DomainError("Berkas ini sudah terbuka.")
    if family.closed_reason == CloseReason.MERGED:
        raise DomainError(ABSORBED)
    if on < family.closed_on:
        raise DomainError(f"Berkas ditutup {family.closed_on:%d-%m-%Y}. Isi tanggal itu atau sesudahnya.")
    if not reason_text.strip():
        raise DomainError("Isi alasan berkas dibuka kembali.")


def _left_by_closing(family):
    """All at once, or the last one, whose leaving closed the file: the head of then, with a reason of its own."""
    gone = family.members.filter(left_on=family.closed_on)
    at_once = list(gone.filter(left_reason=LeaveReason.CLOSED))
    return at_once or list(gone.filter(relation=Relation.HEAD, name=family.head_name))


def _part(members, actor):
    """→ those who come back, those who are members elsewhere by now; NumberTaken if the head is."""
    refuse_taken("", [each.national_id for each in members if each.relation == Relation.HEAD], actor=actor)
    numbers = [each.national_id for each in members if each.national_id]
    taken = set(
        FamilyMember.objects.filter(national_id__in=numbers, left_on=None).values_list("national_id", flat=True)
    )
    elsewhere = [each for each in members if each.national_id in taken]
    return [each for each in members if each not in elsewhere], elsewhere


def _give_up_card(family):
    """Whether another file bears the number by now."""
    number = family.family_card_number
    if not number or not Family.objects.active().filter(family_card_number=number).exclude(pk=family.pk).exists():
        return False
    family.family_card_number = ""
    return True


def _told(reason_text, elsewhere, has_lost_card):
    """The reason, and what did not come back with the file; as long as the event can hold."""
    told = [reason_text.strip()]
    if elsewhere:
        names = ", ".join(each.name for each in elsewhere)
        told.append(f"Tidak ikut kembali, sebab kini tercatat pada berkas lain: {names}.")
    if has_lost_card:
        told.append("No. KK dikosongkan, sebab kini dipakai berkas lain.")
    return " – ".join(told)[:300]


def _reopen(family, back, on, reason_text, actor):
    for member in back:
        member.left_on, member.left_reason = None, ""
        member.save()
    _begin_period(family, on, reason_text, actor)
    _run_card(family, actor, on)
    family.closed_on, family.closed_reason, family.version = None, "", family.version + 1
    settle(family)
    FileEvent.objects.create(
        family=family, kind=FileEventKind.REOPENED, village_id=family.village_id, happened_on=on, note=reason_text,
        actor=actor,
    )  # fmt: skip


def _begin_period(family, on, note, actor):
    """A new period; on the day of closing the old one simply goes on, or that day would count twice."""
    last = family.status_periods.first()
    if last.ends_on == on:
        last.ends_on = None
        last.save()
        return
    StatusPeriod.objects.create(
        family=family, village_id=family.village_id, status=family.status, starts_on=on, note=note[:200], actor=actor
    )


def _run_card(family, actor, on):
    """The card was only put aside with the file."""
    last = family.cards.first()
    if last and last.number == family.family_card_number:
        last.ends_on = None
        last.save()
    note_card(family, actor, on)
