from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from cases.enums import HANDLED_STATES, LEFT_RESULTS, CaseResult, IntakeState, Urgency
from cases.models import Case
from cases.queries import handler_choices
from cases.services.holds import case_holds
from cases.services.intakes import settle
from cases.services.plan import STALE, end_plan
from cases.services.rights import hold_open
from cases.services.telling import tell_handler
from cases.workflow import STEPS
from core.exceptions import DomainError, StaleState
from core.transitions import advance
from documents.services import next_number
from families.enums import ProblemState
from families.services import end_shares, hold, lock_family, set_problem_state, share_family

CHECK_AFTER = timedelta(days=30)
# How long a case may take before its list says it is late: a habit of the programme, not a rule of the guideline.
DAYS_TO_CLOSE = {Urgency.NORMAL: 90, Urgency.SOON: 30, Urgency.EMERGENCY: 14}


@transaction.atomic
def open_case(
    *, family, summary, urgency, problems, members, handler, actor, intake=None, sensitive=False, opened_on=None
):
    """An intake, or the family's file, becomes a case. Its file is opened to a handler who could not see it."""
    _check(actor, Capability.CHANGE_CASES, family.village_id)
    hold(family)
    _check_family(family, problems, members, intake)
    _check_handler(handler, family)
    if intake:
        settle(intake, IntakeState.CASE, family=family)
    day = opened_on or timezone.localdate()
    case = Case.objects.create(
        village_id=family.village_id, family=family, intake=intake, number=_number(family.village_id, day),
        summary=summary, urgency=urgency, handler=handler, opened_on=day, opened_by=actor,
        due_on=_due_on(day, urgency), sensitive=_is_sensitive(sensitive, intake, problems),
    )  # fmt: skip
    case.members.set(members)
    case.problems.set(problems)
    case.events.create(number=case.version, step="open", from_state="", to_state=case.state, actor=actor)
    _share_with_handler(case, actor)
    tell_handler(case, but=actor)
    return case


@transaction.atomic
def change_case(case, *, summary, urgency, problems, members, actor, seen):
    """Mend what was written when it was opened. Another urgency moves the day by which it should be over; a problem of
    a sensitive kind makes the case sensitive, and nothing here takes that mark away."""
    _check(actor, Capability.CHANGE_CASES, case.village_id)
    current = hold_open(case)
    if seen != current.version:
        raise StaleState(STALE)
    _check_family(current.family, problems, members, None)
    given = {"summary": summary.strip(), "urgency": urgency, "problems": problems, "members": members}
    words = _changed_words(current, given)
    if not words:
        return
    if current.due_on:
        current.due_on += timedelta(days=DAYS_TO_CLOSE[urgency] - DAYS_TO_CLOSE[current.urgency])
    current.summary, current.urgency = given["summary"], urgency
    current.sensitive = _is_sensitive(current.sensitive, None, problems)
    current.version += 1
    current.save()
    current.problems.set(problems)
    current.members.set(members)
    current.events.create(
        number=current.version, step="change", from_state=current.state, to_state=current.state, actor=actor,
        note=f"Diubah: {words}",
    )  # fmt: skip
    if current.state in HANDLED_STATES:
        _take_up_problems(current, timezone.localdate(), actor)
    case.refresh_from_db()


def _changed_words(case, given):
    changed = {
        "ringkasan": case.summary != given["summary"],
        "kegentingan": case.urgency != given["urgency"],
        "masalah": set(case.problems.all()) != set(given["problems"]),
        "anggota": set(case.members.all()) != set(given["members"]),
    }
    return ", ".join(word for word, is_changed in changed.items() if is_changed)


@transaction.atomic
def advance_case(case, step, *, actor, note="", seen=None, result="", solved=(), closed_on=None, check_on=None):
    """Take one step of cases.workflow. ``close`` needs ``result``; ``solved`` are the problems that are over."""
    _check(actor, STEPS[step].capability, case.village_id)
    lock_family(case.family_id)
    day = closed_on or timezone.localdate()
    changes = _changes(case, step, result, day, check_on)
    if step in {"close", "drop"} and result not in LEFT_RESULTS:
        _refuse_while_held(case, actor)
    end_plan(case, step, result, actor=actor)
    told = {"on": day, "result": changes.get("result", "")}
    event = advance(case, STEPS, step, actor=actor, note=note, seen=seen, told=told, **changes)
    _follow(case, step, solved, day, actor)
    return event


def _refuse_while_held(case, actor):
    sentences = case_holds(case, actor)
    if sentences:
        raise DomainError(" ".join(sentences))


def _changes(case, step, result, day, check_on):
    if step == "close":
        if result not in CaseResult.values:
            raise DomainError("Pilih hasil kasus.")
        if day < case.opened_on:
            raise DomainError("Tanggal penutupan lebih dulu daripada pembukaan kasus. Periksa tanggalnya.")
        usual = None if result in LEFT_RESULTS else day + CHECK_AFTER
        return {"result": result, "closed_on": day, "check_on": check_on or usual, "check_told_on": None}
    if step == "drop":
        return {"closed_on": day}
    if step == "reopen":
        _check_still_here(case)
        cleared = dict.fromkeys(("closed_on", "check_on", "checked_on", "check_told_on"))
        return {"result": "", "due_on": _due_on(day, case.urgency), **cleared}
    return {}


def _check_still_here(case):
    if case.family.village_id != case.village_id:
        raise DomainError("Keluarga ini sudah pindah ke desa lain, yang kini menanganinya. Kasus ini tinggal riwayat.")


def _follow(case, step, solved, day, actor):
    """What a step means for the problems and for who may read the family's file."""
    if step in {"handle", "reopen"}:
        _take_up_problems(case, day, actor)
        _share_with_handler(case, actor)
    if step == "close":
        over = case.problems.filter(pk__in=[problem.pk for problem in solved]).exclude(state=ProblemState.SOLVED)
        _set_problems(over, ProblemState.SOLVED, day, actor)
    if not case.is_open:
        end_shares(case.family, reason=share_reason(case), actor=actor)


def _take_up_problems(case, day, actor):
    _set_problems(case.problems.filter(state=ProblemState.OPEN), ProblemState.HANDLED, day, actor)


def _set_problems(problems, state, day, actor):
    for problem in problems:
        set_problem_state(problem, state, on=max(day, problem.handled_on or day), actor=actor)


@transaction.atomic
def assign_handler(case, handler, *, actor):
    _check(actor, Capability.CHANGE_CASES, case.village_id)
    lock_family(case.family_id)
    _check_still_here(case)
    _check_handler(handler, case.family)
    # Locked: of two who hand it over at once, the later one ends what the first has shared.
    Case.objects.select_for_update().get(pk=case.pk)
    end_shares(case.family, reason=share_reason(case), actor=actor)
    Case.objects.filter(pk=case.pk).update(handler=handler)
    case.refresh_from_db()
    if case.is_open:
        _share_with_handler(case, actor)
        tell_handler(case, but=actor)


def set_sensitive(case, sensitive, *, actor):
    """The coordinator's judgement; the categories of the problems only give the first answer."""
    _check(actor, Capability.CHANGE_CASES, case.village_id)
    _check(actor, Capability.SEE_SENSITIVE_CASES, case.village_id)
    Case.objects.filter(pk=case.pk).update(sensitive=sensitive)
    case.refresh_from_db()


def share_reason(case):
    return f"Penanggung jawab kasus {case.number}"


def _share_with_handler(case, actor):
    if not case.handler.can(Capability.SEE_FAMILIES, case.village_id):
        share_family(case.family, user=case.handler, reason=share_reason(case), actor=actor)


def _due_on(day, urgency):
    return day + timedelta(days=DAYS_TO_CLOSE[urgency])


def _number(village_code, day):
    return f"K-{day.year}-{next_number(village_code, 'case', day.year):03}"


def _is_sensitive(chosen, intake, problems):
    return chosen or bool(intake and intake.sensitive) or any(problem.category.sensitive for problem in problems)


def _check(actor, capability, village_code):
    if not actor.can(capability, village_code):
        raise PermissionDenied(capability)


def _check_family(family, problems, members, intake):
    if family.closed_on:
        raise DomainError("Berkas keluarga ini sudah ditutup. Pilih berkas keluarga yang masih terbuka.")
    if any(part.family_id != family.pk for part in [*problems, *members]):
        raise DomainError("Anggota dan masalah harus milik keluarga ini. Pilih lagi.")
    if intake and intake.village_id != family.village_id:
        raise DomainError("Penerimaan ini dari desa lain. Pilih penerimaan dari desa yang sama.")


def _check_handler(handler, family):
    if not handler_choices(family.village_id).filter(pk=handler.pk).exists():
        raise DomainError(f"{handler} tidak bertugas di desa ini. Pilih pengurus atau pendamping desa ini.")
