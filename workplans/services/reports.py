"""The report of a stage: what it needs, the paper, and who hears of it."""

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.pdf import LETTER
from core.transitions import advance
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.queries import newest_document
from documents.services import issue_document, letter_number, next_number
from institutions.services.rights import require_change
from workplans.documents.stage import StageReport
from workplans.enums import StepKind
from workplans.models import PlanStage
from workplans.queries.stages import lacking, undone_steps, unreported_before
from workplans.services.actions import snapshot_actions
from workplans.services.holding import hold_stage, hold_unreported, is_at
from workplans.services.stages import place_of, tell_receivers, today_of
from workplans.workflow import STAGE_STEPS


@transaction.atomic
def report_stage(stage, *, actor, note="", seen=None):
    """Send the report to the TKSK with its paper; sent again it is a new revision of it.

    ``note`` explains steps that were not done. DomainError names what is missing.
    """
    require_change(actor, stage.plan.care_unit.village_id, Capability.CHANGE_WORK_PLANS)
    current, today = hold_stage(stage, actor), today_of(stage.plan)
    if is_at(current, STAGE_STEPS["report"], seen):
        _check(hold_unreported(stage, actor), note)
    event = advance(current, STAGE_STEPS, "report", actor=actor, note=note, seen=seen, reported_on=today)
    reports = current.steps.filter(kind=StepKind.REPORT, done_on=None)
    reports.update(done_on=today, done_by=str(actor)[:120])
    snapshot_actions(current, actor=actor)
    PlanStage.objects.filter(pk=current.pk).update(document=_paper(current, event.note, actor))
    tell_receivers(current, f"Laporan {place_of(current)} dikirim. Periksa, lalu terima atau kembalikan.")
    return event


def _check(stage, note):
    earlier = unreported_before(stage)
    if earlier:
        raise DomainError(f"Laporkan dahulu tahap {earlier.position}, {earlier.template_stage.title}.")
    missing = lacking(stage)
    if missing:
        raise DomainError(f"Laporan belum bisa dikirim. Lengkapi dahulu: {', '.join(missing)}.")
    undone = undone_steps(stage).count()
    if undone and not note.strip():
        raise DomainError(
            f"Masih ada {undone} langkah yang belum selesai. Selesaikan, atau jelaskan sebabnya pada catatan."
        )


def _paper(stage, note, actor):
    """A later report keeps the number of the first."""
    kind, village = DocumentKind.STAGE_REPORT, stage.plan.care_unit.village
    before = newest_document(stage, kind)
    number = before.number if before else _next_number(village, stage.reported_on)
    return issue_document(
        kind=kind, subject=stage, region=village, number=number, title=f"{kind.label} {stage.position}",
        content=StageReport.load(stage, number, note), template="workplans/pdf/stage.html", variant=LETTER,
        actor=actor, owner=actor, result_url=stage.get_absolute_url(),
    )  # fmt: skip


def _next_number(village, day):
    sequence = next_number(village.pk, DocumentKind.STAGE_REPORT, day.year)
    return letter_number(FAMILY_WELFARE, sequence, village.pk, day)
