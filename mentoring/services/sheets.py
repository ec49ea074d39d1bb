from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document
from mentoring.documents.sheet import VisitSheets
from mentoring.models import Mentorship

MOST_SHEETS = 40


@transaction.atomic
def issue_sheet(mentorship, *, actor):
    """For one family."""
    if not Mentorship.objects.recordable_by(actor).filter(pk=mentorship.pk).exists():
        raise PermissionDenied("record_visits")
    return _issue([mentorship], mentorship, mentorship.get_absolute_url(), actor)


@transaction.atomic
def issue_sheets(village_code, *, actor):
    """For all families in a village for whom the actor records visits, as far as one paper can hold them; a mentor
    has one village."""
    rows = (
        Mentorship.objects.recordable_by(actor).open().select_related("plasma", "pioneer", "village__parent__parent")
    )
    rows = rows.filter(village=village_code) if village_code else rows
    mentorships = list(rows.order_by("village", "pioneer__head_name", "plasma__head_name", "pk")[:MOST_SHEETS])
    if not mentorships:
        raise DomainError("Belum ada keluarga yang dibina.")
    of_one_village = [each for each in mentorships if each.village_id == mentorships[0].village_id]
    return _issue(of_one_village, actor, reverse("mentoring:home"), actor)


def _issue(mentorships, subject, url, actor):
    village = mentorships[0].village
    kind, content = DocumentKind.VISIT_SHEET, VisitSheets.load(mentorships, village, timezone.localdate())
    return issue_document(
        kind=kind, subject=subject, region=village, number="", title=kind.label, content=content,
        template="mentoring/pdf/sheet.html", variant=LETTER, actor=actor, owner=actor, result_url=url,
    )  # fmt: skip
