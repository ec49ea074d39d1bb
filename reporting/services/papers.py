"""The paper of a report: numbered and frozen in the transaction that sends it; without number while it is a draft."""

from django.utils import timezone

from core.pdf import REPORT, Attached
from documents.enums import FAMILY_WELFARE
from documents.services import issue_document, letter_number, next_number
from reporting.documents import CSV_NAME, QuarterReport, figures_csv

TEMPLATE = "reporting/pdf/quarter.html"


def issue_paper(report, *, actor):
    """Number the report, freeze what it says and ask for the PDF."""
    today = timezone.localdate(timezone=report.region.zone)
    sequence = next_number(report.region_id, report.it.document, today.year)
    reference = letter_number(FAMILY_WELFARE, sequence, report.region_id, today)
    return issue_document(
        kind=report.it.document,
        subject=report,
        region=report.region,
        number=reference,
        title=report.title,
        content=QuarterReport.load(report, reference, today),
        template=TEMPLATE,
        variant=REPORT,
        actor=actor,
        attachments=[Attached(CSV_NAME, figures_csv(report), "Angka laporan, CSV UTF-8, pemisah titik koma")],
        owner=actor,
        result_url=report.get_absolute_url(),
        replaces=report.replaces.document if report.replaces else None,
    )
