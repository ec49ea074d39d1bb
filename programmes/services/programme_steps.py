"""The life of a programme: started with its reviews, ended with what follows."""

from django.db import transaction

from core.exceptions import DomainError
from core.formatting import date_long
from core.transitions import advance
from programmes.enums import AfterEnd, ProgrammeState
from programmes.services.programme import check_begun, hold_programme, today_of
from programmes.services.reviews import plan_reviews
from programmes.workflow import PROGRAMME_STEPS


@transaction.atomic
def advance_programme(programme, name, *, actor, note="", seen=None, after_end="", early_reason=""):
    """One step of workflow.PROGRAMME_STEPS. ``end`` needs ``after_end``, and ``early_reason`` before the period is
    over; what is still open does not keep it from ending.
    """
    current = hold_programme(programme, actor)
    changes = {}
    if current.state in PROGRAMME_STEPS[name].sources and seen in (None, current.version):
        changes, note = PREPARING[name](current, note, after_end, early_reason)
    event = advance(current, PROGRAMME_STEPS, name, actor=actor, note=note, seen=seen, **changes)
    if current.state == ProgrammeState.RUNNING:
        plan_reviews(current)
    return event


def _starting(programme, note, *_):
    check_begun(programme)
    if not programme.activities.filter(removed_on=None).exists():
        raise DomainError("Program ini belum punya kegiatan. Tambah dahulu kegiatannya.")
    if not programme.villages.exists():
        raise DomainError("Program ini belum punya desa sasaran. Pilih dahulu desanya.")
    return {"ended_on": None, "after_end": ""}, note


def _ending(programme, note, after_end, early_reason):
    if after_end not in AfterEnd.values:
        raise DomainError("Pilih tindak lanjut program ini.")
    today = today_of(programme)
    if today < programme.ends_on:
        if not early_reason.strip():
            raise DomainError(f"Masa program sampai {date_long(programme.ends_on)}. Isi alasan berakhir lebih awal.")
        note = f"{note}\nBerakhir lebih awal: {early_reason.strip()}" if note.strip() else note
    return {"ended_on": today, "after_end": after_end}, note


def _stopping(programme, note, *_):
    has_run = programme.state == ProgrammeState.RUNNING
    return {"ended_on": today_of(programme) if has_run else None}, note


PREPARING = {"start": _starting, "end": _ending, "stop": _stopping, "resume": _starting}
