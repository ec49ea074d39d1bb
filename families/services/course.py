from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from families.enums import (
    STATUS_CONSENTS,
    FamilyStatus,
    ProblemState,
    Severity,
    StrengthKind,
)
from families.models import FamilyShare, Problem, ProblemStep, StatusPeriod, Strength
from families.services.consenting import demand_consent
from families.services.holds import status_holds
from families.services.rights import demand, hold, refuse_future


@transaction.atomic
def set_status(family, status, *, on, note="", actor):
    """Establish the family as plasma or pioneer from the day ``on``; the chain of periods stays without gaps."""
    demand(actor, family.village_id, Capability.SET_FAMILY_STATUS)
    refuse_future(on)
    locked = hold(family)
    if locked.status == status:
        raise DomainError(f"Status keluarga ini sudah {locked.get_status_display().lower()}.")
    if held := status_holds(locked):
        raise DomainError(" ".join(held))
    if status in STATUS_CONSENTS:
        demand_consent(family, STATUS_CONSENTS[status])
    turn_page(locked, status, on, note, actor)
    locked.status = family.status = FamilyStatus(status)
    locked.version = family.version = locked.version + 1
    locked.save()
    return family


def turn_page(family, status, on, note, actor):
    """The running period ends the day before ``on``, and one of this status in the file's village begins."""
    current = family.status_periods.get(ends_on=None)
    if on < current.starts_on:
        raise DomainError(f"Status sekarang berlaku sejak {current.starts_on:%d-%m-%Y}. Isi tanggal sesudahnya.")
    if on == current.starts_on:
        current.delete()
    else:
        current.ends_on = on - timedelta(days=1)
        current.save()
    StatusPeriod.objects.create(
        family=family, village_id=family.village_id, status=status, starts_on=on, note=note, actor=actor
    )


@transaction.atomic
def record_problem(family, *, category, actor, member=None, since=None, severity=Severity.MEDIUM, note="", on=None):
    """``on``: the day of recording, today if not given."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES, Capability.CHANGE_CASES)
    recorded_on = on or timezone.localdate()
    since = since or recorded_on
    refuse_future(since)
    _refuse_stranger(family, member)
    hold(family)
    if _unsolved(family, category, member).exists():
        raise DomainError("Masalah ini sudah tercatat dan belum selesai.")
    problem = Problem.objects.create(
        family=family, category=category, member=member, since=since, severity=severity, note=note,
        recorded_by=actor, recorded_on=recorded_on,
    )  # fmt: skip
    _note_step(problem, recorded_on, note, actor)
    return problem


def _note_step(problem, on, note, actor):
    ProblemStep.objects.create(
        problem=problem, on=on, state=problem.state, severity=problem.severity, note=note, actor=actor
    )


def _refuse_stranger(family, member):
    if member and member.family_id != family.pk:
        raise DomainError("Anggota itu bukan anggota keluarga ini. Pilih anggota dari daftar.")


@transaction.atomic
def set_problem_state(problem, state, *, on, actor, severity=None, note="", last_step=None):
    """Open → handled → solved, or back, out of solved only with a note. A person whom the file was shared with may
    do it for a case.

    ``severity`` changes how grave it is; the same state with another severity is a step of its own.
    ``last_step``: pk of the last step that the page showed; StaleState if there is a later one.
    """
    family = problem.family
    if not FamilyShare.objects.open_to(actor).filter(family=family).exists():
        demand(actor, family.village_id, Capability.CHANGE_FAMILIES, Capability.CHANGE_CASES)
    refuse_future(on)
    hold(family)
    problem.refresh_from_db()
    if last_step is not None and problem.steps.filter(pk__gt=last_step).exists():
        raise StaleState("Orang lain baru saja mencatat langkah baru pada masalah ini. Periksa, lalu simpan lagi.")
    _refuse_disorder(problem, on)
    if problem.state == ProblemState.SOLVED and state != ProblemState.SOLVED:
        _refuse_reopening(problem, note)
    problem.state = ProblemState(state)
    problem.solved_on = on if state == ProblemState.SOLVED else None
    problem.handled_on = None if state == ProblemState.OPEN else problem.handled_on or on
    problem.severity = problem.severity if severity is None else Severity(severity)
    problem.save()
    _note_step(problem, on, note, actor)
    return problem


def _refuse_disorder(problem, on):
    for day, what in ((problem.since, "ada"), (problem.handled_on, "ditangani"), (problem.solved_on, "selesai")):
        if day and on < day:
            raise DomainError(f"Masalah ini {what} sejak {day:%d-%m-%Y}. Isi tanggal sesudahnya.")


def _refuse_reopening(problem, note):
    if not note.strip():
        raise DomainError("Masalah ini sudah selesai. Tulis pada catatan mengapa dibuka lagi.")
    if _unsolved(problem.family, problem.category, problem.member).exists():
        raise DomainError("Masalah yang sama sudah dicatat lagi dan belum selesai. Lanjutkan pada catatan itu.")


def _unsolved(family, category, member):
    return family.problems.exclude(state=ProblemState.SOLVED).filter(category=category, member=member)


@transaction.atomic
def add_strength(family, *, text, actor, kind=StrengthKind.OTHER):
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    hold(family)
    return Strength.objects.create(family=family, kind=kind, text=text, recorded_by=actor)
