"""The papers of an event: the list to sign, the report, and what is kept with it."""

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document, store_upload
from institutions.enums import PaperKind
from programmes.documents.events import EventAttendance, EventReport
from programmes.services.events import hold_event

MOST_PAPERS = 20
REPORT, LIST = DocumentKind.EVENT_REPORT, DocumentKind.EVENT_ATTENDANCE
PAPERS = {
    LIST: (EventAttendance, "programmes/pdf/event_attendance.html"),
    REPORT: (EventReport, "programmes/pdf/event_report.html"),
}


@transaction.atomic
def issue_event_paper(event, kind, *, actor):
    current = hold_event(event, actor)
    if current.region is None:
        raise DomainError("Kegiatan tingkat pusat tidak punya kop wilayah. Buat berkasnya di kantor penyelenggara.")
    if kind == REPORT and not current.people:
        raise DomainError("Jumlah peserta belum dicatat. Catat dahulu hasilnya, lalu buat laporannya.")
    content, template = PAPERS[kind]
    return issue_document(
        kind=kind, subject=current, region=current.region, number="", title=f"{kind.label} {current}"[:200],
        content=content.load(current), template=template, variant=LETTER, actor=actor, owner=actor,
        result_url=current.get_absolute_url(),
    )  # fmt: skip


@transaction.atomic
def add_event_paper(event, upload, *, caption="", actor):
    current = hold_event(event, actor)
    if current.papers.filter(removed_on=None).count() >= MOST_PAPERS:
        raise DomainError(f"Paling banyak {MOST_PAPERS} berkas untuk satu kegiatan. Hapus dahulu yang tidak dipakai.")
    file = store_upload(upload, actor=actor)
    kind = PaperKind.PHOTO if file.content_type.startswith("image/") else PaperKind.DOCUMENT
    return current.papers.create(kind=kind, file=file, caption=caption, added_by=actor)


@transaction.atomic
def remove_event_paper(paper, *, actor):
    """It stays stored and is shown no more."""
    hold_event(paper.event, actor)
    paper.removed_on = timezone.localdate()
    paper.save(update_fields=["removed_on"])
