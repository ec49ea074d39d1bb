"""The plan of a case: goals in the family's words, and actions that come back until they are done."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases.enums import LEFT_RESULTS, CaseResult, Doer
from cases.models import Goal, PlanAction
from cases.services.rights import demand_work, first_day, hold_open
from cases.workflow import ACTION_STEPS
from core.exceptions import DomainError, StaleState
from core.transitions import advance

STALE = "Orang lain baru saja mengubahnya. Lihat isinya sekarang, lalu ubah lagi bila perlu."


@transaction.atomic
def set_goal(case, *, words, actor):
    demand_work(case, actor)
    hold_open(case)
    if not words.strip():
        raise DomainError("Tulis tujuannya dengan kata-kata keluarga.")
    return Goal.objects.create(case=case, words=words.strip())


@transaction.atomic
def change_goal(goal, *, words, reached, actor, seen):
    """``seen`` is the version that the page showed; an older one means that somebody else was faster."""
    demand_work(goal.case, actor)
    hold_open(goal.case)
    reached_on = (goal.reached_on or timezone.localdate()) if reached else None
    unchanged = Goal.objects.filter(pk=goal.pk, version=seen)
    if not unchanged.update(words=words.strip(), reached_on=reached_on, version=F("version") + 1):
        raise StaleState(STALE)
    goal.refresh_from_db()
    return goal


@transaction.atomic
def plan_action(case, *, what, doer, due_on, actor, institution=None, who="", goal=None, conference=None):
    """``institution`` where it is one that acts. A conference that is written down later may have set a past day."""
    demand_work(case, actor)
    hold_open(case)
    _check_parts(case, goal, doer, institution)
    _check_due(due_on, conference.held_on if conference else timezone.localdate())
    action = PlanAction.objects.create(
        case=case, goal=goal, conference=conference, what=what.strip(), doer=doer, institution=institution,
        who=who.strip(), due_on=due_on, planned_by=actor,
    )  # fmt: skip
    action.events.create(number=action.version, step="plan", from_state="", to_state=action.state, actor=actor)
    return action


@transaction.atomic
def change_action(action, *, actor, seen, what, doer, due_on, institution=None, who="", goal=None):
    """Other words, another person or another day, while it is not done."""
    demand_work(action.case, actor)
    hold_open(action.case)
    _check_parts(action.case, goal, doer, institution)
    if due_on != action.due_on:
        _check_due(due_on, timezone.localdate())
    unchanged = PlanAction.objects.open().filter(pk=action.pk, version=seen)
    if not unchanged.update(
        what=what.strip(), doer=doer, institution=institution, who=who.strip(), goal=goal, due_on=due_on,
        told_on=action.told_on if due_on == action.due_on else None, version=F("version") + 1,
    ):  # fmt: skip
        raise StaleState(STALE)
    action.refresh_from_db()
    return action


@transaction.atomic
def advance_action(action, step, *, actor, note="", seen=None, done_on=None):
    """Take one step of cases.workflow.ACTION_STEPS. ``finish`` takes the day on which it was done, else today."""
    case = hold_open(action.case)
    changes = {"done_on": None}
    if step == "finish":
        changes["done_on"] = _checked_day(case, done_on or timezone.localdate())
    if step == "resume":
        changes["told_on"] = None
    return advance(action, ACTION_STEPS, step, actor=actor, note=note, seen=seen, **changes)


def end_plan(case, step, result, *, actor):
    """Before a case closes: a plan that is not done holds it open; where the family left, the plan ends with it."""
    if step not in {"close", "drop"}:
        return
    left = list(case.actions.open())
    if left and step == "close" and result not in LEFT_RESULTS:
        raise DomainError(
            f"Masih ada {len(left)} tindakan yang belum selesai. Selesaikan atau batalkan dahulu di rencana kasus."
        )
    reason = f"Kasus ditutup: {CaseResult(result).label.lower()}" if result else "Kasus ditutup tanpa penanganan"
    for action in left:
        advance(action, ACTION_STEPS, "cancel", actor=actor, note=reason)


def _check_parts(case, goal, doer, institution):
    if goal and goal.case_id != case.pk:
        raise DomainError("Tujuan itu milik kasus lain. Pilih tujuan dari kasus ini.")
    if doer == Doer.INSTITUTION and institution is None:
        raise DomainError("Pilih lembaga yang akan mengerjakannya.")
    if doer != Doer.INSTITUTION and institution is not None:
        raise DomainError("Lembaga hanya diisi bila lembaga yang mengerjakannya.")


def _check_due(day, earliest):
    if day < earliest:
        raise DomainError(f"Batas waktu paling awal {earliest:%d-%m-%Y}. Isi hari itu atau sesudahnya.")


def _checked_day(case, day):
    if day > timezone.localdate():
        raise DomainError("Tanggalnya belum tiba. Catat setelah tindakan dikerjakan.")
    if day < first_day(case):
        raise DomainError(f"Tindakan tidak bisa sebelum {first_day(case):%d-%m-%Y}, saat keluarga datang.")
    return day
