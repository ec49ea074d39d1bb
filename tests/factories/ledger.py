"""Entries of a cash book as the services leave them."""

from datetime import timedelta

import factory
from django.db import transaction
from django.utils import timezone

from core.periods import Period
from documents.enums import DocumentKind
from finance.enums import EntryKind
from finance.models import LedgerEntry
from finance.queries.ledger import sums_of
from finance.services.ledger import take_number
from finance.services.months import close_month
from institutions.enums import FundSource
from tests.factories.accounts import UserFactory
from tests.factories.documents import DocumentFactory, StoredFileFactory
from tests.factories.institutions import CareUnitFactory


def this_month():
    return Period.of("M", timezone.localdate())


def month_back(months):
    """The month so many months before this one."""
    month = this_month()
    for _ in range(months):
        month = month.previous()
    return month


def day_back(months, day=5):
    return month_back(months).first_day + timedelta(days=day - 1)


class LedgerEntryFactory(factory.django.DjangoModelFactory):
    """A receipt of one million rupiah from the village, today."""

    class Meta:
        model = LedgerEntry

    care_unit = factory.SubFactory(CareUnitFactory)
    dated_on = factory.LazyFunction(timezone.localdate)
    year = factory.LazyAttribute(lambda entry: entry.dated_on.year)
    number = factory.LazyAttribute(lambda entry: next_in_series(entry))
    kind = EntryKind.RECEIPT
    amount = 1_000_000
    source = FundSource.VILLAGE
    purpose = factory.Sequence(lambda n: f"Uraian {n + 1}")
    party = "Bendahara desa"
    entered_by = factory.SubFactory(UserFactory)


def next_in_series(entry):
    with transaction.atomic():
        return take_number(entry.care_unit, entry.year)


def pay(unit, amount=100_000, **fields):
    return LedgerEntryFactory(care_unit=unit, kind=EntryKind.PAYMENT, amount=amount, **fields)


def closed_month(unit, months, actor, counted=None):
    """Closed by the service, counted right."""
    period = month_back(months)
    counted = sums_of(unit, period).closing if counted is None else counted
    close_month(unit, period, counted=counted, actor=actor)
    return unit.cash_months.get(year=period.year, month=period.part)


def ledger_records(village, unit, family):
    """For the walk over all addresses: an entry with scan and receipt, and a month with its papers."""
    entry = LedgerEntryFactory(care_unit=unit, scan=StoredFileFactory())
    month = unit.cash_months.create(year=2026, month=7)
    kinds = (DocumentKind.CASH_BOOK, DocumentKind.CASH_RECAP_MONTH)
    for kind in kinds:
        DocumentFactory(kind=kind, subject_type="finance.cashmonth", subject_id=month.pk, region=village)
    DocumentFactory(kind=DocumentKind.CASH_RECEIPT, subject_type="finance.ledgerentry", subject_id=entry.pk)
    of_entry = ("entry", "reverse_entry", "add_scan", "scan", "make_receipt", "receipt")
    of_unit = (
        "book", "export_book", "recap", "export_recap", "make_recap", "recap_paper", "budget", "add_entry", "month",
        "make_book", "book_paper", "month_step",
    )  # fmt: skip
    named = {f"finance:{name}": entry for name in of_entry}
    return named | {f"finance:{name}": unit for name in of_unit}
