"""What meetings decide, from the minutes until it is done."""

from django.db import transaction
from django.db.models import Max

from core.exceptions import DomainError
from core.formatting import date_long
from institutions.models import Decision
from institutions.services.rights import locked, refuse_future, save_changes, working_unit


@transaction.atomic
def add_decision(meeting, *, text, actor, owner="", due_on=None):
    working_unit(meeting.care_unit, actor)
    if meeting.is_planned:
        raise DomainError("Rapat ini belum diadakan. Catat dahulu hasilnya, lalu tambah keputusan.")
    return write_decision(meeting, text=text, owner=owner, due_on=due_on)


@transaction.atomic
def change_decision(decision, *, actor, seen=None, **data):
    """``data``: text, owner, due_on; of one that is done also outcome."""
    current = _locked(decision, actor, seen)
    _refuse_early(current.meeting, data.get("due_on"))
    return save_changes(current, data)


@transaction.atomic
def finish_decision(decision, *, done_on, actor, outcome="", seen=None):
    _locked(decision, actor, seen)
    return close_decision(decision, done_on, outcome)


@transaction.atomic
def reopen_decision(decision, *, actor, seen=None):
    """It turned out not to be done. What had come of it so far stays written."""
    current = _locked(decision, actor, seen)
    return save_changes(current, {"done_on": None})


def write_decision(meeting, *, text, owner="", due_on=None):
    """For services that hold the FCU already."""
    _refuse_early(meeting, due_on)
    position = (meeting.decisions.aggregate(last=Max("position"))["last"] or 0) + 1
    return meeting.decisions.create(text=text, owner=owner, due_on=due_on, position=position)


def close_decision(decision, done_on, outcome):
    """For services that hold the FCU already."""
    current = locked(Decision.objects.select_related("meeting"), decision.pk)
    if current.done_on:
        raise DomainError(f"“{current.text[:60]}” sudah ditandai selesai {date_long(current.done_on)}.")
    refuse_future(done_on, "Tanggal selesai")
    if done_on < current.meeting.held_on:
        day = date_long(current.meeting.held_on)
        raise DomainError(f"“{current.text[:60]}” baru diputuskan {day}. Tanggal selesai tidak boleh sebelum itu.")
    return save_changes(current, {"done_on": done_on, "outcome": outcome or current.outcome})


def _locked(decision, actor, seen):
    working_unit(decision.meeting.care_unit, actor)
    return locked(Decision.objects.select_related("meeting"), decision.pk, seen)


def _refuse_early(meeting, due_on):
    if due_on and due_on < meeting.held_on:
        day = date_long(meeting.held_on)
        raise DomainError(f"Batas waktu tidak boleh sebelum tanggal rapat ({day}). Periksa tahunnya.")
