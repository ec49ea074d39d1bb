"""What waits with monitoring: visits that are due, drafts that were not sent, findings for either side."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.capabilities import Capability as C
from core.formatting import due_words
from dashboard.queries.task import MOST, Task
from monitoring.enums import FindingState, VisitState
from monitoring.models import Finding, PlannedSupervision, SupervisionVisit

SOON = timedelta(days=7)


def visits_due(user):
    """One's own planned visits that are late or due within a week, and not begun."""
    if not user.can(C.RECORD_MONITORING):
        return []
    due = PlannedSupervision.objects.open().filter(officer=user, visit=None, due_on__lte=timezone.localdate() + SOON)
    rows = due.select_related("care_unit", "region").order_by("due_on", "pk")
    return [_visit_task(planned) for planned in rows[:MOST]]


def _visit_task(planned):
    today = timezone.localdate()
    is_late, words = planned.due_on < today, due_words(planned.due_on, today, own_work=True)
    return Task(
        rank=0 if is_late else 2,
        tone="bad" if is_late else "wait",
        icon="warn" if is_late else "cal",
        title=f"{planned.get_kind_display()} {planned.place}",
        text="Kunjungan dalam rencana Anda." if is_late else f"Kunjungan dalam rencana Anda, {words}.",
        url=planned.start_url,
        action="Catat kunjungan",
        late=words if is_late else "",
    )


def drafts(user):
    if not user.can(C.RECORD_MONITORING):
        return []
    rows = SupervisionVisit.objects.filter(recorded_by=user, state=VisitState.DRAFT)
    return [
        Task(
            rank=2, tone="mute", icon="pen", title=f"Belum dikirim: {visit.get_kind_display().lower()} {visit.place}",
            text="Isian tersimpan sebagai konsep.", url=visit.get_absolute_url(), action="Lanjutkan",
        )
        for visit in rows.select_related("care_unit", "region").order_by("visited_on", "pk")[:MOST]
    ]  # fmt: skip


def findings(user):
    """Open ones for the FCU; those that the FCU answered for who made the visit."""
    mine = Q(pk__in=[])
    if user.can(C.FOLLOW_UP_FINDINGS):
        mine |= user.scope(C.FOLLOW_UP_FINDINGS, "visit__region__code") & Q(state=FindingState.OPEN)
    if user.can(C.RECORD_MONITORING):
        mine |= Q(visit__recorded_by=user, state=FindingState.ANSWERED)
    if not mine.children:
        return []
    rows = Finding.objects.told().filter(mine).select_related("visit__care_unit", "visit__region")
    return [_finding_task(finding) for finding in rows.order_by("due_on", "pk")[:MOST]]


def _finding_task(finding):
    is_open = finding.state == FindingState.OPEN
    late = due_words(finding.due_on, timezone.localdate(), own_work=True) if finding.is_late else ""
    return Task(
        rank=0 if late else 2,
        tone="bad" if late else "wait",
        icon="warn" if late else "eye",
        title="Temuan pemantauan belum ditindaklanjuti" if is_open else "Temuan dilaporkan selesai, periksa",
        text=f"{finding.get_aspect_display()}, {finding.visit.place}.",
        url=finding.get_absolute_url(),
        action="Lihat",
        late=late,
    )


SOURCES = (visits_due, drafts, findings)
