from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Max

from core.exceptions import DomainError
from core.formatting import date_long
from institutions.models import Attendance, Meeting
from institutions.services.rights import locked, refuse_future, save_changes, working_unit


@transaction.atomic
def record_meeting(unit, *, held_on, actor, members=(), guests=(), **data):
    """A meeting with the next number of its FCU.

    ``data``: kind, place, leader, agenda, minutes, decisions. ``members``: memberships that were there;
    ``guests``: pairs (name, where from).
    """
    unit = working_unit(unit, actor)
    refuse_future(held_on, "Tanggal rapat")
    number = (unit.meetings.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting = Meeting.objects.create(care_unit=unit, number=number, held_on=held_on, recorded_by=actor, **data)
    _set_attendance(meeting, members, guests)
    return meeting


@transaction.atomic
def change_meeting(meeting, *, actor, seen=None, members=None, guests=None, **data):
    """``members`` and ``guests`` are the whole attendance list when given."""
    working_unit(meeting.care_unit, actor)
    current = locked(Meeting.objects, meeting.pk, seen)
    refuse_future(data.get("held_on"), "Tanggal rapat")
    save_changes(current, data)
    if members is not None:
        _set_attendance(current, members, guests or ())
    return current


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
