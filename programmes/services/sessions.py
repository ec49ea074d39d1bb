"""What a group learns: the plan of days, who came, what is changed or called off."""

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Max

from core.exceptions import DomainError
from core.formatting import date_long
from institutions.services.rights import locked, refuse_future, save_changes
from programmes.enums import SessionKind, SessionState
from programmes.models import SessionAttendance, TrainingSession
from programmes.queries.session_days import proposed_days
from programmes.services.groups import working_group


@transaction.atomic
def plan_sessions(group, *, starts_on, actor):
    """The days of the practice paper, from ``starts_on`` on, once for a group."""
    current = working_group(group, actor)
    if current.sessions.exclude(kind=SessionKind.COUNSELLING).exists():
        raise DomainError("Kelompok ini sudah punya rencana pertemuan. Ubah harinya, atau tambahkan pertemuan.")
    days = proposed_days(starts_on)
    _check_within(current.programme, starts_on, days[-1].day)
    return TrainingSession.objects.bulk_create(
        TrainingSession(
            group=current, kind=one.kind, phase=one.phase, number=one.number, planned_on=one.day, recorded_by=actor
        )
        for one in days
    )  # fmt: skip


def _check_within(programme, first, last):
    if first < programme.starts_on or last > programme.ends_on:
        span = f"{date_long(programme.starts_on)} sampai {date_long(programme.ends_on)}"
        days = date_long(first) if first == last else f"{date_long(first)} sampai {date_long(last)}"
        raise DomainError(f"Program berjalan {span}, sedangkan pertemuan {days}. Pilih hari di dalam masa program.")


@transaction.atomic
def add_session(group, *, kind, planned_on, actor, phase=1, subject=""):
    """One more day, with the next number of its kind and phase."""
    current = working_group(group, actor)
    _check_within(current.programme, planned_on, planned_on)
    phase = phase if kind == SessionKind.SKILLS else 1
    last = current.sessions.filter(kind=kind, phase=phase).aggregate(last=Max("number"))["last"] or 0
    return TrainingSession.objects.create(
        group=current, kind=kind, phase=phase, number=last + 1, planned_on=planned_on, subject=subject,
        recorded_by=actor,
    )  # fmt: skip


@transaction.atomic
def move_session(session, *, planned_on, actor, seen=None):
    group, current = _planned(session, actor, seen)
    _check_within(group.programme, planned_on, planned_on)
    return save_changes(current, {"planned_on": planned_on})


@transaction.atomic
def call_off_session(session, *, reason, actor, seen=None):
    _, current = _planned(session, actor, seen)
    return save_changes(current, {"called_off_because": reason})


@transaction.atomic
def record_session(session, *, held_on, present, actor, suggested=(), seen=None, **data):
    """What took place, for the first time or put right. ``present`` and ``suggested`` are members, the whole of them;
    who made a suggestion was there. ``data``: subject, teacher, place, contribution, evaluation."""
    group = working_group(session.group, actor)
    current = _locked(session, seen)
    if current.state == SessionState.CALLED_OFF:
        raise DomainError("Pertemuan ini sudah dibatalkan. Tambahkan pertemuan baru bila tetap diadakan.")
    refuse_future(held_on, "Tanggal pertemuan")
    if held_on < group.formed_on:
        raise DomainError(f"Kelompok ini dibentuk {date_long(group.formed_on)}. Isi tanggal pertemuan sesudahnya.")
    save_changes(current, {**data, "held_on": held_on, "recorded_by": actor})
    _set_attendance(current, {*present, *suggested}, set(suggested))
    return current


def _planned(session, actor, seen):
    group, current = working_group(session.group, actor), _locked(session, seen)
    if current.state != SessionState.PLANNED:
        raise DomainError(
            f"Pertemuan ini sudah {current.state.label.lower()}, jadi rencananya tidak bisa diubah lagi."
        )
    return group, current


def _locked(session, seen):
    return locked(TrainingSession.objects.select_related("group__programme"), session.pk, seen)


def _set_attendance(session, present, suggested):
    for member in present:
        if member.group_id != session.group_id or not member.belongs_on(session.held_on):
            day = date_long(session.held_on)
            raise DomainError(f"{member} bukan anggota kelompok ini pada {day}. Periksa tanggal atau daftar hadirnya.")
    rows = session.attendances.filter(member__in=session.group.members.of_one_row())  # merged rows keep theirs
    before = dict(rows.values_list("member", "suggested"))
    now = {member.pk: member in suggested for member in present}
    if before == now:
        return
    rows.exclude(member__in=now).delete()
    SessionAttendance.objects.bulk_create(
        [SessionAttendance(session=session, member_id=key, suggested=said) for key, said in now.items()],
        update_conflicts=True, unique_fields=["session", "member"], update_fields=["suggested"],
    )  # fmt: skip
    _log(session, before, now)


def _log(session, before, now):
    """Bulk writes send no signals, so one audit row is written here, with keys of members and no names."""
    changes = {"attendances": [_words(before), _words(now)]}
    LogEntry.objects.log_create(session, force_log=True, action=LogEntry.Action.UPDATE, changes=changes)


def _words(attendance):
    return ", ".join(f"{key}{' (saran)' if said else ''}" for key, said in sorted(attendance.items()))
