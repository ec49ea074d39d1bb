"""A stage from its opening to the TKSK's answer; its report is in services.reports."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from core.exceptions import DomainError
from core.formatting import date_long
from core.transitions import advance
from institutions.models import Meeting
from institutions.services.rights import save_changes
from notices.services import notify
from workplans.enums import TOLD_STATES, PlanState, StageState
from workplans.models import PlanStage
from workplans.queries.stages import has_minutes, recorded_day, stage_after, stage_before
from workplans.services.holding import (
    NOT_RUNNING,
    check_day,
    hold_open,
    hold_running,
    hold_stage,
    hold_unreported,
    is_at,
    refuse_before_plan,
)
from workplans.workflow import STAGE_STEPS

TOLD_ALREADY = (
    "Notulen pertemuan ini sudah disampaikan kembali dalam tahap {after}. Pilih pertemuan yang notulennya sudah ada "
    "dan tidak sesudah penyampaian itu."
)
NO_MINUTES = "Tahap {before} belum punya pertemuan dengan notulen. Catat dahulu, lalu sampaikan kembali kepada warga."
FINISHED = "Langkah “{step}” sudah selesai {day}. Tahap ini tidak bisa dimulai sesudah hari itu."
TOO_EARLY = "Pertemuan tahap {before} diadakan {day}. Notulennya tidak bisa disampaikan sebelum itu."


@transaction.atomic
def open_stage(stage, *, opened_on, told_on=None, actor, note="", seen=None):
    """Stages begin one after the other; from the second on by telling back the minutes of the one before."""
    hold_running(stage.plan, actor)
    current, changes = hold_stage(stage, actor), {}
    if is_at(current, STAGE_STEPS["open"], seen):
        changes = _opening(current, opened_on, told_on)
    return advance(current, STAGE_STEPS, "open", actor=actor, note=note, seen=seen, **changes)


@transaction.atomic
def change_opening(stage, *, opened_on, told_on=None, actor, seen=None):
    """Put the days right that the opening was recorded with."""
    current = hold_open(stage, actor, seen)
    if opened_on > current.opened_on:
        _check_what_followed(current, opened_on)
    return save_changes(current, _opening(current, opened_on, told_on))


def _check_what_followed(stage, opened_on):
    after = stage_after(stage)
    if after and after.opened_on and opened_on > after.opened_on:
        raise DomainError(
            f"Tahap {after.position} dimulai {date_long(after.opened_on)}. Tahap ini tidak bisa sesudahnya."
        )
    for step in stage.steps.filter(done_on__lt=opened_on).order_by("done_on", "pk"):
        recorded = recorded_day(step, stage)
        if recorded is None or step.done_on < recorded:
            raise DomainError(FINISHED.format(step=step, day=date_long(step.done_on)))


def _opening(stage, opened_on, told_on):
    check_day(opened_on, stage.plan, "Tanggal mulai tahap")
    before = stage_before(stage)
    if before is None:
        return {"opened_on": opened_on}
    if before.state == StageState.WAITING:
        raise DomainError(f"Mulai dahulu tahap sebelumnya, {before}.")
    if opened_on < before.opened_on:
        raise DomainError(
            f"Tahap {before.position} dimulai {date_long(before.opened_on)}. Tahap ini tidak bisa lebih dulu."
        )
    _check_telling(before, told_on, stage.plan)
    return {"opened_on": opened_on, "told_on": told_on, "told_minutes": before.meeting}


def _check_telling(before, told_on, plan):
    number, meeting = before.position, before.meeting
    if not has_minutes(meeting):
        raise DomainError(NO_MINUTES.format(before=number))
    if told_on is None:
        raise DomainError(f"Isi tanggal notulen tahap {number} disampaikan kembali kepada warga.")
    check_day(told_on, plan, "Tanggal penyampaian notulen")
    if told_on < meeting.held_on:
        raise DomainError(TOO_EARLY.format(before=number, day=date_long(meeting.held_on)))


@transaction.atomic
def set_stage_meeting(stage, meeting, *, actor, seen=None):
    """A meeting of the plan's FCU, planned or held; None takes it away."""
    current = hold_unreported(stage, actor, seen)
    if meeting is not None:
        meeting = Meeting.objects.get(pk=meeting.pk)
        _check_meeting(current, meeting)
    _follow(current, meeting)
    return save_changes(current, {"meeting": meeting})


def _check_meeting(stage, meeting):
    if meeting.care_unit_id != stage.plan.care_unit_id:
        raise DomainError("Rapat itu bukan rapat FCU ini. Pilih rapat dari daftar.")
    refuse_before_plan(meeting.held_on, stage.plan)
    other = stage.plan.stages.filter(meeting=meeting).exclude(pk=stage.pk).first()
    if other:
        raise DomainError(
            f"Rapat itu sudah dipakai untuk tahap {other.position}. Setiap tahap punya pertemuannya sendiri."
        )


def _follow(stage, meeting):
    """Where the next stage has told these minutes back, its link of the chain goes with the meeting."""
    after = stage_after(stage)
    if meeting == stage.meeting or after is None or after.told_minutes_id is None:
        return
    if after.state in TOLD_STATES or not has_minutes(meeting) or after.told_on < meeting.held_on:
        raise DomainError(TOLD_ALREADY.format(after=after.position))
    PlanStage.objects.filter(pk=after.pk).update(told_minutes=meeting)


@transaction.atomic
def write_stage(stage, *, result, obstacle="", next_work="", actor, seen=None):
    """The written part of the report."""
    current = hold_open(stage, actor, seen)
    return save_changes(current, {"result": result, "obstacle": obstacle, "next_work": next_work})


@transaction.atomic
def withdraw_report(stage, *, actor, note, seen=None):
    """Before the TKSK has answered, and only the latest: reports lie with the TKSK in order."""
    current = hold_stage(stage, actor)
    if is_at(current, STAGE_STEPS["withdraw"], seen):
        _check_withdrawal(current)
    event = advance(current, STAGE_STEPS, "withdraw", actor=actor, note=note, seen=seen)
    tell_receivers(current, f"Laporan {place_of(current)} ditarik kembali oleh FCU.")
    return event


def _check_withdrawal(stage):
    if stage.plan.state != PlanState.RUNNING:
        raise DomainError(NOT_RUNNING[stage.plan.state])
    later = stage.plan.stages.filter(position__gt=stage.position, state__in=TOLD_STATES).first()
    if later:
        raise DomainError(f"Laporan tahap {later.position} sudah dikirim. Minta TKSK mengembalikan laporan ini.")


@transaction.atomic
def answer_report(stage, name, *, actor, note="", seen=None):
    """The TKSK accepts (``accept``) or returns (``return``) the report; the writers are told."""
    event = advance(stage, STAGE_STEPS, name, actor=actor, note=note, seen=seen)
    words = "diterima TKSK." if name == "accept" else f"dikembalikan TKSK: {event.note[:120]}"
    notify(
        User.objects.holding(Capability.CHANGE_WORK_PLANS, stage.plan.care_unit.village_id),
        text=f"Laporan {place_of(stage)} {words}",
        mail_text="Ada kabar tentang laporan tahap rencana kerja Anda.",
        url=stage.get_absolute_url(),
    )
    return event


def tell_receivers(stage, text):
    notify(
        User.objects.holding(Capability.RECEIVE_WORK_PLANS, stage.plan.care_unit.village_id),
        text=text,
        mail_text="Ada kabar tentang laporan tahap rencana kerja di kecamatan Anda.",
        url=stage.get_absolute_url(),
    )


def place_of(stage):
    """“tahap 3 FCU Desa Tablolong”, to name it in a notice."""
    return f"tahap {stage.position} {stage.plan.care_unit}"


def today_of(plan):
    """By the clock of the plan's village."""
    return timezone.localdate(timezone=plan.care_unit.village.zone)
