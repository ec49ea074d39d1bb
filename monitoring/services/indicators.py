"""The indicators of a region as a paper."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.queries import REGENCY_LENGTH, newest_document
from documents.services import issue_document, letter_number, next_number
from institutions.services.rights import require_change
from monitoring.documents.indicators import IndicatorPaper
from monitoring.queries.indicators import extent_seen

KIND = DocumentKind.INDICATORS
TOO_WIDE = "Indikator dicetak per kabupaten/kota, kecamatan, atau desa. Pilih dahulu wilayahnya."


def may_be_printed(region):
    """No office above a regency signs it; there the spreadsheet does."""
    return region is not None and len(region.pk) >= REGENCY_LENGTH


@transaction.atomic
def issue_indicators(region, period, *, actor, result_url=""):
    """As they stand now; another quarter or other values are a new revision under the number of the first."""
    require_change(actor, region.pk, Capability.SEE_MONITORING)
    if not may_be_printed(region):
        raise DomainError(TOO_WIDE)
    before = newest_document(region, KIND)
    number = before.number if before else _next_number(region)
    return issue_document(
        kind=KIND, subject=region, region=region, number=number,
        title=f"{KIND.label} {region.full_name}, {period.label}",
        content=IndicatorPaper.load(extent_seen(actor, region.pk), region, period, number),
        template="monitoring/pdf/indicators.html", variant=LETTER, actor=actor, owner=actor, result_url=result_url,
    )  # fmt: skip


def _next_number(region):
    day = timezone.localdate(timezone=region.zone)
    return letter_number(FAMILY_WELFARE, next_number(region.pk, KIND, day.year), region.pk, day)
