from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from core.exceptions import DomainError
from core.formatting import date_long
from institutions.models import Attendance, Meeting
from institutions.services.decisions import close_decision, write_decision
from institutions.services.rights import locked, refuse_future, save_changes, working_unit

IN_USE = "Rapat ini dipakai catatan lain, misalnya tahap rencana kerja. Lepaskan dahulu di sana, lalu batalkan."


@transaction.atomic
def record_meeting(unit, *, held_on, actor, members=(), guests=(), decisions=(), finished=(), **data):
    """A meeting that took place, with the next number of its FCU.

    ``data``: kind, starts_at, place, leader, agenda, minutes, is_public. ``members``: memberships that were there;
    ``guests``: pairs (name, where from). ``decisions``: dicts of text, owner, due_on; ``finished``: pairs
    (decision of an earlier meeting, what came of it).
    """
    unit = working_unit(unit, actor)
    refuse_future(held_on, "Tanggal rapat")
    meeting = _create(unit, actor, held_on=held_on, **data)
    _set_attendance(meeting, members, guests)
    _settle(meeting, decisions, finished)
    return meeting


@transaction.atomic
def change_meeting(meeting, *, actor, seen=None, members=None, guests=None, decisions=(), finished=(), **data):
    """What took place, put right; a planned meeting is held with it.

    ``members`` and ``guests`` are the whole attendance list when given, ``decisions`` are added to those there are.
    """
    working_unit(meeting.care_unit, actor)
    current = locked(Meeting.objects, meeting.pk, seen)
    refuse_future(data.get("held_on", current.held_on), "Tanggal rapat")
    save_changes(current, {**data, "is_planned": False})
    if members is not None:
        _set_attendance(current, members, guests or ())
    _settle(current, decisions, finished)
    return current


@transaction.atomic
def plan_meeting(unit, *, held_on, actor, **data):
    """A meeting to come. ``data``: kind, starts_at, place, leader, agenda, is_public."""
    unit = working_unit(unit, actor)
    _refuse_past(held_on)
    return _create(unit, actor, held_on=held_on, is_planned=True, **data)


@transaction.atomic
def change_plan(meeting, *, actor, seen=None, **data):
    working_unit(meeting.care_unit, actor)
    current = _still_planned(meeting, seen)
    _refuse_past(data.get("held_on"))
    return save_changes(current, data)


@transaction.atomic
def call_off_meeting(meeting, *, actor, seen=None):
    """The plan falls away. Letters that were issued stay known to the proof page."""
    working_unit(meeting.care_unit, actor)
    current = _still_planned(meeting, seen)
    if current.papers.exists():
        raise DomainError("Rapat ini sudah punya foto atau dokumen. Ubah rencananya, jangan dibatalkan.")
    try:
        current.delete()
    except ProtectedError as error:
        raise DomainError(IN_USE) from error


def _create(unit, actor, **data):
    number = (unit.meetings.aggregate(last=Max("number"))["last"] or 0) + 1
    return Meeting.objects.create(care_unit=unit, number=number, recorded_by=actor, **data)


def _still_planned(meeting, seen):
    current = locked(Meeting.objects, meeting.pk, seen)
    if not current.is_planned:
        raise DomainError("Rapat ini sudah diadakan, jadi rencananya tidak bisa diubah lagi. Ubah hasil rapatnya.")
    return current


def _refuse_past(day):
    if day and day < timezone.localdate():
        raise DomainError("Tanggal rencana sudah lewat. Rapat yang sudah diadakan dicatat dengan “Catat rapat”.")


def _settle(meeting, decisions, finished):
    for decision in decisions:
        write_decision(meeting, **decision)
    for decision, outcome in finished:
        close_decision(decision, meeting.held_on, outcome)


def _set_attendance(meeting, members, guests):
    _check_members(meeting, members)
    _refuse_repeats([*(member.name for member in members), *(name for name, _ in guests)], members)
    before = {_key(row): row for row in meeting.attendances.select_related("membership")}
    wanted = {_key(row): row for row in _rows(meeting, members, guests)}
    gone = [row for key, row in before.items() if key not in wanted]
    new = [row for key, row in wanted.items() if key not in before]
    meeting.attendances.filter(pk__in=[row.pk for row in gone]).delete()
    Attendance.objects.bulk_create(new)
    _log(meeting, "delete", gone)
    _log(meeting, "add", new)


def _key(row):
    return row.membership_id, row.guest_name, row.guest_from


def _rows(meeting, members, guests):
    rows = [Attendance(meeting=meeting, membership=member) for member in members]
    return rows + [Attendance(meeting=meeting, guest_name=name, guest_from=origin) for name, origin in guests]


def _check_members(meeting, members):
    for member in members:
        left_before = member.left_on is not None and member.left_on < meeting.held_on
        if member.care_unit_id != meeting.care_unit_id or member.joined_on > meeting.held_on or left_before:
            day = date_long(meeting.held_on)
            raise DomainError(f"{member.name} bukan anggota FCU pada {day}. Catat sebagai tamu, atau periksa tanggal.")


def _refuse_repeats(names, members):
    """Two members may share a name; a guest may not carry that of somebody who is on the list already."""
    if len({member.pk for member in members}) < len(members):
        raise DomainError("Satu anggota tercatat hadir dua kali. Centang sekali saja.")
    seen = {name.casefold() for name in names[: len(members)]}
    for name in names[len(members) :]:
        if name.casefold() in seen:
            raise DomainError(f"{name} tercatat hadir dua kali. Hapus salah satunya dari daftar tamu.")
        seen.add(name.casefold())


def _log(meeting, operation, rows):
    """Bulk writes send no signals, so the audit row is written here: one for all who came or went."""
    if rows:
        names = [row.membership.name if row.membership_id else row.guest_name for row in rows]
        changes = {"attendances": {"type": "m2m", "operation": operation, "objects": names}}
        LogEntry.objects.log_create(meeting, force_log=True, action=LogEntry.Action.UPDATE, changes=changes)
