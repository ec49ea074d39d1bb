"""The paper of a report: numbered and frozen in the transaction that sends it; without number while it is a draft."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from core.pdf import REPORT, Attached
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.services import issue_document, letter_number, next_number
from reporting.documents import CSV_NAME, JSON_NAME, ReportPaper, figures_csv, figures_json
from reporting.enums import UNSENT
from reporting.models import Report

TEMPLATE = "reporting/pdf/report.html"
NOT_COUNTED = "Angka laporan ini belum dihitung. Tunggu sebentar, atau tekan “Hitung ulang”."
SENT = "Laporan ini sudah dikirim. Unduh laporannya sendiri."


def issue_paper(report, *, actor):
    """Number the report, freeze what it says and ask for the PDF."""
    today = timezone.localdate(timezone=report.region.zone)
    sequence = next_number(report.region_id, report.it.document, today.year)
    reference = letter_number(FAMILY_WELFARE, sequence, report.region_id, today)
    replaces = report.replaces.document if report.replaces else None
    return _issue(report, report.it.document, reference, actor=actor, owner=actor, replaces=replaces)


@transaction.atomic
def issue_draft(report, *, actor, owner=None, ask=True):
    """What the paper of an unsent report would say now, without number. ``actor`` None is the system's own job.

    The same content is the same paper, other content its next revision. ``ask`` as in issue_document.
    """
    if actor and not (actor.can(report.it.write, report.region_id) or actor.can(report.it.send, report.region_id)):
        raise PermissionDenied
    if report.state not in UNSENT:
        raise DomainError(SENT)
    if not report.figures:
        raise DomainError(NOT_COUNTED)
    draft = _issue(report, DocumentKind.REPORT_DRAFT, "", actor=actor, owner=owner, ask=ask)
    Report.objects.filter(pk=report.pk).update(draft=draft)
    report.draft = draft
    return draft


def _issue(report, kind, reference, *, actor, owner, replaces=None, ask=True):
    today = timezone.localdate(timezone=report.region.zone)
    return issue_document(
        kind=kind,
        subject=report,
        region=report.region,
        number=reference,
        title=report.title,
        content=ReportPaper.load(report, reference, today),
        template=TEMPLATE,
        variant=REPORT,
        actor=actor,
        attachments=[
            Attached(CSV_NAME, figures_csv(report), "Angka laporan, CSV UTF-8, pemisah titik koma"),
            Attached(JSON_NAME, figures_json(report), "Angka laporan yang dibekukan, JSON"),
        ],
        owner=owner,
        result_url=report.get_absolute_url(),
        replaces=replaces,
        ask=ask,
    )
