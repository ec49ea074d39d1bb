"""The papers of the cash book. Whoever reads the book may print it."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.pdf import LETTER
from core.periods import Period
from documents.enums import DocumentKind
from documents.services import issue_document
from finance.documents.ledger import CashBookPaper, RecapPaper, ReceiptPaper, reference
from finance.models import LedgerEntry
from finance.services.months import kept_month
from institutions.models import CareUnit
from institutions.services.rights import locked, require_change

RECAPS = {
    "M": DocumentKind.CASH_RECAP_MONTH, "T": DocumentKind.CASH_RECAP_QUARTER, "Y": DocumentKind.CASH_RECAP_YEAR,
}  # fmt: skip
NO_RECEIPT = "Kwitansi hanya untuk catatan yang berlaku, bukan untuk pembalik atau yang sudah dibalik."


@transaction.atomic
def issue_cash_book(unit, period, *, actor):
    """One month as it stands; made again after a change it is a new revision."""
    unit = _read(unit, actor)
    month, number = kept_month(unit, period), reference("BKU", unit, period.code)
    content = CashBookPaper.load(month, number, timezone.localdate())
    return _issue(DocumentKind.CASH_BOOK, month, number, content, "finance/pdf/cash_book.html", actor)


@transaction.atomic
def issue_recap(unit, period, *, actor):
    """Of a month, a quarter or a year; it hangs on the last month of its period."""
    unit = _read(unit, actor)
    number = reference("RKS", unit, period.code)
    content = RecapPaper.load(unit, period, number, timezone.localdate())
    subject = kept_month(unit, last_month(period))
    return _issue(RECAPS[period.kind], subject, number, content, "finance/pdf/recap.html", actor)


@transaction.atomic
def issue_receipt(entry, *, actor):
    unit = _read(entry.care_unit, actor)
    current = LedgerEntry.objects.select_related("agenda_item", "reversed_by").get(pk=entry.pk)
    current.care_unit = unit
    if not current.has_receipt:
        raise DomainError(NO_RECEIPT)
    number = reference("KW", unit, current)
    content = ReceiptPaper.load(current, number)
    return _issue(DocumentKind.CASH_RECEIPT, current, number, content, "finance/pdf/receipt.html", actor)


def last_month(period):
    return Period.of("M", period.last_day)


def _read(unit, actor):
    require_change(actor, unit.village_id, Capability.SEE_CASH_BOOK)
    return locked(CareUnit.objects.select_related("village__parent__parent"), unit.pk)


def _issue(kind, subject, number, content, template, actor):
    return issue_document(
        kind=kind, subject=subject, region=subject.care_unit.village, number=number, title=kind.label, content=content,
        template=template, variant=LETTER, actor=actor, owner=actor, result_url=subject.get_absolute_url(),
    )  # fmt: skip
