"""The steps of a report's life, with what belongs to each: freezing, paper, notices, parts of a recap, revisions."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from core.transitions import advance
from reporting.enums import ACCEPTED, ReportState
from reporting.models import NARRATIVE, Report
from reporting.queries import parts_to_take
from reporting.services.counting import counted, summed_now
from reporting.services.papers import issue_paper
from reporting.services.recaps import drop_parts, finish_parts, take_parts
from reporting.services.telling import tell_receivers, tell_writers
from reporting.workflow import STEPS

DAYS_TO_CORRECT = 15


@transaction.atomic
def advance_report(report, name, *, actor, note="", seen=None):
    """Take one step of reporting.workflow.STEPS of its kind."""
    if name == "check":
        return _check(report, actor, note, seen)
    changes = _BEFORE.get(name, lambda report, actor: {})(report, actor)
    event = advance(report, STEPS[report.kind], name, actor=actor, note=note, seen=seen, **changes)
    _AFTER.get(name, lambda report, event: None)(report, event)
    return event


def _check(report, actor, note, seen):
    """Freeze the figures: counted for an FCU, for a recap the sum of exactly those reports that it takes."""
    parts = parts_to_take(report) if report.is_recap else []
    if report.is_recap and not parts:
        raise DomainError("Belum ada laporan yang bisa direkap. Terima dahulu laporan dari wilayah di bawahnya.")
    figures = summed_now(report, parts) if report.is_recap else counted(report)
    event = advance(report, STEPS[report.kind], "check", actor=actor, note=note, seen=seen, **figures)
    take_parts(report, parts)
    return event


def revise_report(report, *, actor):
    """The next revision of a sent report, to correct it. What was sent stays as it is."""
    if not actor.can(report.it.send, report.region_id):
        raise PermissionDenied
    if report.state not in {ReportState.RETURNED, *ACCEPTED}:
        raise DomainError("Revisi dibuat setelah laporan diterima atau dikembalikan.")
    return _next_revision(report)


def _next_revision(report):
    """Its words go along to start from; asked for twice, it is the same one."""
    start = {name: getattr(report, name) for name in ("kind", "region", "period", *NARRATIVE, "figures", "counted_at")}
    due_on = timezone.localdate(timezone=report.region.zone) + timedelta(days=DAYS_TO_CORRECT)
    revision, _ = Report.objects.get_or_create(
        replaces=report, defaults={**start, "revision": report.revision + 1, "due_on": due_on}
    )
    return revision


def _require_narrative(report, actor):
    empty = [Report._meta.get_field(name).verbose_name for name in NARRATIVE if not getattr(report, name).strip()]
    if empty:
        raise DomainError(f"Isi dahulu bagian {', '.join(empty)}. Bila tidak ada, tulis “Tidak ada”.")
    return {}


def _issue(report, actor):
    if not report.allows(actor, STEPS[report.kind]["send"]):
        raise PermissionDenied
    return {"document": issue_paper(report, actor=actor)} if report.state == ReportState.CHECKED else {}


def _sent(report, event):
    tell_receivers(report, f"{report.title} dikirim. Periksa, lalu terima atau kembalikan.")


def _received(report, event):
    finish_parts(report)
    tell_writers(report, f"{report.title} sudah diterima {report.it.receiver}.")


def _reopened(report, event):
    if report.is_recap:
        drop_parts(report)


def _open_revision(report, event):
    revision = _next_revision(report)
    tell_writers(revision, f"{report.title} dikembalikan: {event.note[:120]}")


_BEFORE = {"write": _require_narrative, "send": _issue}
_AFTER = {"reopen": _reopened, "send": _sent, "receive": _received, "return": _open_revision}
