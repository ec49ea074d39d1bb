from core.pdf import LETTER
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.queries import newest_document
from documents.services import issue_document, letter_number, next_number
from monitoring.documents.visits import VisitReport


def issue_report(visit, actor):
    """The report of a visit that is sent; a later one keeps the number of the first."""
    kind = DocumentKind.SUPERVISION_REPORT
    before = newest_document(visit, kind)
    number = before.number if before else _next_number(visit, kind)
    return issue_document(
        kind=kind, subject=visit, region=visit.region, number=number, title=f"Laporan {visit}",
        content=VisitReport.load(visit, number), template="monitoring/pdf/visit.html", variant=LETTER,
        actor=actor, owner=actor, result_url=visit.get_absolute_url(),
    )  # fmt: skip


def _next_number(visit, kind):
    day = visit.sent_on
    return letter_number(FAMILY_WELFARE, next_number(visit.region_id, kind, day.year), visit.region_id, day)
