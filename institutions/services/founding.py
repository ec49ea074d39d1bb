"""The founding file: the five steps of guideline III.A.1 as they were carried out, and their papers."""

from auditlog.models import LogEntry
from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from core.formatting import date_long
from documents.services import store_upload
from institutions.enums import FoundingKind
from institutions.models import FoundingPaper, FoundingStep
from institutions.queries import confirmation_day, formation_day
from institutions.services.rights import locked, refuse_future, save_changes, working_unit

MOST_PAPERS = 10


@transaction.atomic
def record_founding_step(unit, *, kind, held_on, place, led_by, actor, participants="", minutes=""):
    """One occasion of a step. An old file may be written down in any order; its dates must follow each other."""
    unit = working_unit(unit, actor)
    refuse_future(held_on, "Tanggal langkah ini")
    _refuse_twice(unit, kind, held_on, place)
    step = FoundingStep.objects.create(
        care_unit=unit,
        kind=kind,
        held_on=held_on,
        place=place,
        led_by=led_by,
        participants=participants,
        minutes=minutes,
        recorded_by=actor,
    )
    _follow(unit)
    return step


@transaction.atomic
def change_founding_step(step, *, actor, seen=None, **data):
    """``data``: kind, held_on, place, led_by, participants, minutes."""
    unit = working_unit(step.care_unit, actor)
    current = locked(FoundingStep.objects, step.pk, seen)
    refuse_future(data.get("held_on"), "Tanggal langkah ini")
    save_changes(current, data)
    _refuse_twice(unit, current.kind, current.held_on, current.place, besides=current)
    _follow(unit)
    return current


def _refuse_twice(unit, kind, held_on, place, besides=None):
    same = unit.founding_steps.filter(kind=kind, held_on=held_on, place__iexact=place)
    if same.exclude(pk=besides.pk if besides else None).exists():
        label = FoundingKind(kind).label
        raise DomainError(f"{label} {date_long(held_on)} di {place} sudah dicatat. Buka langkah itu, lalu lengkapi.")


def _follow(unit):
    """The day of the formation is the day the FCU was founded, where nobody has written another."""
    formed, confirmed = formation_day(unit), confirmation_day(unit)
    if formed and confirmed and confirmed < formed:
        raise DomainError(
            f"Pembentukan ({date_long(formed)}) tidak boleh sesudah pengukuhan atau SK ({date_long(confirmed)}). "
            "Periksa kedua tanggal."
        )
    if formed and unit.founded_on is None:
        save_changes(unit, {"founded_on": formed})


@transaction.atomic
def add_founding_paper(step, upload, *, actor, caption=""):
    working_unit(step.care_unit, actor)
    if step.papers.kept().count() >= MOST_PAPERS:
        raise DomainError(f"Paling banyak {MOST_PAPERS} berkas untuk satu langkah. Hapus yang tidak perlu dahulu.")
    stored = store_upload(upload, actor=actor)
    paper = FoundingPaper.objects.create(step=step, file=stored, caption=caption, added_by=actor)
    _log(step, "add", paper)
    return paper


@transaction.atomic
def remove_founding_paper(paper, *, actor):
    """It is no longer shown; the file stays for whoever asks later what was taken away. Twice is once."""
    working_unit(paper.step.care_unit, actor)
    if FoundingPaper.objects.kept().filter(pk=paper.pk).update(removed_on=timezone.localdate()):
        _log(paper.step, "delete", paper)


def _log(step, operation, paper):
    changes = {"papers": {"type": "m2m", "operation": operation, "objects": [str(paper)]}}
    LogEntry.objects.log_create(step, force_log=True, action=LogEntry.Action.UPDATE, changes=changes)
