"""Visits as they were made: recorded once, corrected by their author for a day, and the tasks agreed on the way."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from cases.models import Case
from core.exceptions import DomainError, StaleState
from documents.services import store_upload
from families.enums import ConsentPurpose
from families.queries import has_consent
from families.services import CLOSED, demand_consent
from institutions.services.rights import STALE, locked, refuse_future
from mentoring.enums import Doer, TaskState, Topic
from mentoring.models import AgreedTask, MentoringVisit, Mentorship
from mentoring.queries.visits import open_tasks
from mentoring.services.planning import FARTHEST, shift

EARLY = timedelta(days=7)
MOST_TASKS = 3
SAME_DAY = "Kunjungan pada tanggal itu sudah dicatat. Buka kunjungan itu bila ada yang perlu ditambahkan."
TOO_LATE = "Kunjungan hanya bisa diubah oleh pencatatnya, sampai sehari setelah dicatat."


@dataclass(frozen=True, slots=True)
class NewTask:
    text: str
    doer: str = Doer.PLASMA
    due_on: date | None = None


@transaction.atomic
def record_visit(mentorship, *, data, actor, tasks=(), settled=None, upload=None):
    """``data``: fields of the visit. ``settled``: {task id: state} of tasks of earlier visits. The visit counts for
    the planned one whose turn it is."""
    _demand(mentorship, actor)
    current = locked(Mentorship.objects.select_related("plasma"), mentorship.pk)
    _check(current, data, tasks, actor)
    try:
        with transaction.atomic():
            visit = MentoringVisit.objects.create(mentorship=current, recorded_by=actor, **data)
    except IntegrityError as error:
        raise DomainError(SAME_DAY) from error
    _follow(visit, tasks, settled or {}, upload, actor)
    return visit


@transaction.atomic
def change_visit(visit, *, data, actor, tasks=(), settled=None, upload=None, seen=None):
    """All of it anew, within a day; a photo that is not sent again stays."""
    current = locked(Mentorship.objects.select_related("plasma"), visit.mentorship_id)
    kept = locked(MentoringVisit.objects.all(), visit.pk, seen)
    _demand(current, actor)
    if not kept.is_editable_by(actor):
        raise DomainError(TOO_LATE)
    _check(current, data, tasks, actor)
    kept.mentorship, kept.planned, kept.version = current, None, kept.version + 1
    for name, value in data.items():
        setattr(kept, name, value)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise DomainError(SAME_DAY) from error
    kept.settled.update(state=TaskState.OPEN, settled_at=None)
    _refuse_settled(kept)
    kept.tasks.all().delete()
    _follow(kept, tasks, settled or {}, upload, actor)
    return kept


def _demand(mentorship, actor):
    if not Mentorship.objects.recordable_by(actor).filter(pk=mentorship.pk).exists():
        raise PermissionDenied("record_visits")


def _refuse_settled(visit):
    if visit.tasks.exclude(state=TaskState.OPEN).exists():
        raise DomainError("Tugas dari kunjungan ini sudah diperiksa pada kunjungan lain, jadi tidak bisa diubah lagi.")


def _check(mentorship, data, tasks, actor):
    if not mentorship.is_open:
        raise StaleState(f"Pembinaan ini sudah berakhir: {mentorship.get_end_display().lower()}.")
    if mentorship.plasma.closed_on:
        raise DomainError(CLOSED)
    _check_days(mentorship, data["visited_on"], data.get("next_on"))
    _check_consent(mentorship.plasma, data["visited_on"])
    topics = data.get("topics") or ()
    if not topics or not set(topics) <= set(Topic.values):
        raise DomainError("Pilih paling sedikit satu bidang.")
    if not data["found"].strip():
        raise DomainError("Isi yang ditemukan.")
    if len(tasks) > MOST_TASKS:
        raise DomainError(f"Paling banyak {MOST_TASKS} tugas dalam satu kunjungan.")
    _check_case(mentorship, data.get("case"), actor)


def _check_days(mentorship, day, next_on):
    refuse_future(day, "Tanggal kunjungan")
    if day < mentorship.starts_on:
        raise DomainError(f"Pembinaan ini dimulai {mentorship.starts_on:%d-%m-%Y}. Isi tanggal itu atau sesudahnya.")
    if next_on and next_on <= day:
        raise DomainError("Kunjungan berikutnya harus sesudah kunjungan ini.")
    if next_on and next_on > day + FARTHEST:
        raise DomainError("Kunjungan berikutnya paling lama tiga bulan sesudah kunjungan ini. Periksa tahunnya.")


def _check_consent(plasma, day):
    """What was visited before the family took its consent back may still be written down."""
    if has_consent(plasma, ConsentPurpose.PLASMA):
        return
    ended_on = plasma.consents.filter(purpose=ConsentPurpose.PLASMA).aggregate(day=Max("withdrawn_on"))["day"]
    if ended_on and day >= ended_on:
        raise DomainError(f"Keluarga menarik kesediaannya {ended_on:%d-%m-%Y}. Hubungi koordinator FCU.")


def _check_case(mentorship, case, actor):
    if case and not Case.objects.visible_to(actor).open().filter(pk=case.pk, family=mentorship.plasma_id).exists():
        raise DomainError("Kasus itu bukan kasus terbuka keluarga ini. Pilih dari daftar.")


def _follow(visit, tasks, settled, upload, actor):
    _fulfil(visit)
    _move_next(visit)
    _settle(visit, settled)
    AgreedTask.objects.bulk_create(
        AgreedTask(
            mentorship_id=visit.mentorship_id, agreed_at=visit, text=task.text, doer=task.doer, due_on=task.due_on
        )
        for task in tasks
    )
    if upload:
        demand_consent(visit.mentorship.plasma, ConsentPurpose.PHOTO)
        visit.photo = store_upload(upload, actor=actor)
    visit.save()


def _fulfil(visit):
    """The planned visit whose turn it is, or the coming one when it is less than a week away; the nearer of both."""
    plan = list(visit.mentorship.planned.order_by("due_on", "number").select_related("visit"))
    mine = [
        planned
        for planned, after in zip_longest(plan, plan[1:])
        if not hasattr(planned, "visit")
        and planned.due_on <= visit.visited_on + EARLY
        and (after is None or visit.visited_on < after.due_on)
    ]
    visit.planned = min(mine, key=lambda planned: abs(planned.due_on - visit.visited_on), default=None)


def _move_next(visit):
    """Another day was agreed for the next visit: it moves there, and those behind it where it would pass them.

    What an old sheet agreed is history: once another turn has come since, it moves nothing.
    """
    today = timezone.localdate()
    behind = visit.mentorship.planned.exclude(pk=visit.planned_id).filter(due_on__gt=visit.visited_on)
    if not visit.next_on or visit.next_on < today or behind.filter(due_on__lt=today).exists():
        return
    rows = list(behind.unmade().order_by("number"))
    if not rows or rows[0].due_on == visit.next_on:
        return
    if len(rows) > 1 and visit.next_on >= rows[1].due_on:
        shift(rows, visit.next_on)
    rows[0].due_on = visit.next_on
    rows[0].save()


def _settle(visit, settled):
    waiting = {task.pk: task for task in open_tasks(visit.mentorship).exclude(agreed_at=visit)}
    for pk, state in settled.items():
        if pk not in waiting or state not in (TaskState.DONE, TaskState.DROPPED):
            raise StaleState(STALE)
        task = waiting[pk]
        task.state, task.settled_at = TaskState(state), visit
        task.save()
