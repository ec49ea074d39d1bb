"""The papers of a meeting: those the FCU issues, and the photos and documents that are kept with it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import INVITATION, DocumentKind
from documents.queries import newest_document
from documents.services import issue_document, letter_number, next_number, store_upload
from institutions.documents.meetings import AttendanceSheet, Invitation, Minutes
from institutions.enums import PaperKind
from institutions.models import Meeting
from institutions.services.rights import working_unit

MOST_PAPERS = 20
TEMPLATES = {
    DocumentKind.MEETING_INVITATION: "institutions/pdf/invitation.html",
    DocumentKind.ATTENDANCE_SHEET: "institutions/pdf/attendance.html",
    DocumentKind.MEETING_MINUTES: "institutions/pdf/minutes.html",
}


@transaction.atomic
def issue_invitation(meeting, *, actor):
    """Made again after a change it is a new revision, which keeps the number and date of the first."""
    current = _whole(meeting, actor)
    if not current.is_planned:
        raise DomainError("Rapat ini sudah diadakan. Undangan dibuat untuk rapat yang direncanakan.")
    before = newest_document(current, DocumentKind.MEETING_INVITATION)
    number, day = _number_of(before) if before else _next_number(current)
    content = Invitation.load(current, number, day)
    return _issue(current, DocumentKind.MEETING_INVITATION, number, content, actor)


@transaction.atomic
def issue_attendance_sheet(meeting, *, actor):
    """Of a planned meeting to be signed in, of one that was held with those who came."""
    current = _whole(meeting, actor)
    content = AttendanceSheet.load(current)
    return _issue(current, DocumentKind.ATTENDANCE_SHEET, current.reference, content, actor)


@transaction.atomic
def issue_minutes(meeting, *, actor):
    current = _whole(meeting, actor)
    if current.is_planned:
        raise DomainError("Rapat ini belum diadakan. Catat dahulu hasilnya, lalu buat notulen.")
    return _issue(current, DocumentKind.MEETING_MINUTES, current.reference, Minutes.load(current), actor)


def _whole(meeting, actor):
    """Issuing waits for whoever changes this FCU, so that a number is not taken twice for one letter."""
    working_unit(meeting.care_unit, actor)
    return Meeting.objects.select_related("care_unit__village__parent__parent", "recorded_by").get(pk=meeting.pk)


def _number_of(document):
    return document.number, date.fromisoformat(document.content["letter"]["date"])


def _next_number(meeting):
    village = meeting.care_unit.village
    today = timezone.localdate(timezone=village.zone)
    sequence = next_number(village.pk, DocumentKind.MEETING_INVITATION, today.year)
    return letter_number(INVITATION, sequence, village.pk, today), today


def _issue(meeting, kind, number, content, actor):
    return issue_document(
        kind=kind,
        subject=meeting,
        region=meeting.care_unit.village,
        number=number,
        title=f"{kind.label} {number}",
        content=content,
        template=TEMPLATES[kind],
        variant=LETTER,
        actor=actor,
        owner=actor,
        result_url=meeting.get_absolute_url(),
    )


@transaction.atomic
def add_meeting_paper(meeting, upload, *, actor, caption=""):
    """A photo or a PDF, told apart by what is in it."""
    working_unit(meeting.care_unit, actor)
    if meeting.papers.filter(removed_on=None).count() >= MOST_PAPERS:
        raise DomainError(f"Paling banyak {MOST_PAPERS} berkas untuk satu rapat. Hapus satu dahulu.")
    stored = store_upload(upload, actor=actor)
    kind = PaperKind.PHOTO if stored.content_type.startswith("image/") else PaperKind.DOCUMENT
    return meeting.papers.create(kind=kind, file=stored, caption=caption, added_by=actor)


@transaction.atomic
def remove_meeting_paper(paper, *, actor):
    """Taken away twice is taken away once."""
    working_unit(paper.meeting.care_unit, actor)
    current = paper.meeting.papers.select_for_update().get(pk=paper.pk)
    if current.removed_on is None:
        current.removed_on = timezone.localdate()
        current.save(update_fields=["removed_on"])
    return current
