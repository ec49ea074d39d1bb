from django.db import transaction

from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document
from programmes.documents.sessions import AttendanceList
from programmes.enums import SessionState
from programmes.queries.members import members_of
from programmes.services.groups import held_group


@transaction.atomic
def issue_attendance_list(session, *, actor):
    """Of a planned session to be signed, of one that was held with those who came."""
    group = held_group(session.group, actor)
    current = group.sessions.get(pk=session.pk)
    current.group = group
    if current.state == SessionState.CALLED_OFF:
        raise DomainError("Pertemuan ini dibatalkan, jadi tidak ada daftar hadirnya.")
    members = [member for member in members_of(group, actor) if member.belongs_on(current.day)]
    kind = DocumentKind.SESSION_ATTENDANCE
    return issue_document(
        kind=kind, subject=current, region=group.village, number="", title=f"{kind.label} {group}",
        content=AttendanceList.load(current, members), template="programmes/pdf/session_attendance.html",
        variant=LETTER, actor=actor, owner=actor, result_url=current.get_absolute_url(),
    )  # fmt: skip
