"""The papers with which an FCU tells its village what it does."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.pdf import LETTER
from core.periods import Period
from documents.enums import DocumentKind
from documents.services import issue_document
from institutions.documents.board import Leaflet, NoticeBoard
from institutions.models import CareUnit
from institutions.services.rights import working_unit

SIZES = {DocumentKind.NOTICE_BOARD_A3: "a3", DocumentKind.NOTICE_BOARD_A4: "a4"}


@transaction.atomic
def issue_notice_board(unit, month, *, kind, actor):
    """The sheet of one month, ``kind`` says A3 or A4. The next month's replaces it."""
    current, today = _whole(unit, actor)
    content = NoticeBoard.load(current, month, today, SIZES[kind])
    title = f"Papan informasi {current} {month.label}, {SIZES[kind].upper()}"
    return _issue(current, kind, month, title, content, "institutions/pdf/board.html", actor)


@transaction.atomic
def issue_leaflet(unit, *, actor):
    current, today = _whole(unit, actor)
    content, month = Leaflet.load(current, today), Period.of("M", today)
    title = f"Leaflet layanan {current}"
    return _issue(current, DocumentKind.LEAFLET, month, title, content, "institutions/pdf/leaflet.html", actor)


def _whole(unit, actor):
    """The unit with what its papers say of it, and today's date there."""
    working_unit(unit, actor)
    current = CareUnit.objects.select_related("village__parent__parent", "decree").get(pk=unit.pk)
    return current, timezone.localdate(timezone=current.village.zone)


def _issue(unit, kind, month, title, content, template, actor):
    return issue_document(
        kind=kind,
        subject=unit,
        region=unit.village,
        number=month.code,
        title=title,
        content=content,
        template=template,
        variant=LETTER,
        actor=actor,
        owner=actor,
        result_url=reverse("units:board", args=[unit.pk]),
    )
