"""The board of a region as a paper."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.queries import REGENCY_LENGTH, newest_document
from documents.services import issue_document, letter_number, next_number
from institutions.services.rights import require_change
from programmes.documents.board import BoardPaper

KIND = DocumentKind.PROGRAMME_BOARD


def may_be_printed(region):
    """Above a regency the board is a list of boards."""
    return len(region.pk) >= REGENCY_LENGTH


@transaction.atomic
def issue_board(region, month, *, actor, result_url=""):
    """As the board stands now; another month or another content is a new revision under the number of the first."""
    require_change(actor, region.pk, Capability.SEE_PROGRAMMES)
    if not may_be_printed(region):
        raise DomainError("Papan dicetak per kabupaten/kota, kecamatan, atau desa. Pilih dahulu wilayahnya.")
    before = newest_document(region, KIND)
    number = before.number if before else _next_number(region)
    return issue_document(
        kind=KIND, subject=region, region=region, number=number,
        title=f"{KIND.label} {region.full_name}, {month.label}",
        content=BoardPaper.load(region, month, number), template="programmes/pdf/board.html", variant=LETTER,
        actor=actor, owner=actor, result_url=result_url,
    )  # fmt: skip


def _next_number(region):
    day = timezone.localdate(timezone=region.zone)
    return letter_number(FAMILY_WELFARE, next_number(region.pk, KIND, day.year), region.pk, day)
