"""Two treasurers press at the same moment: real threads, real transactions."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import submit_once
from core.exceptions import DomainError, StaleState
from finance.models import LedgerEntry
from finance.queries.ledger import balance_after, sums_of
from finance.services.ledger import reverse_entry
from finance.services.months import check_month, close_month, return_month
from institutions.models import CareUnit
from tests.factories.institutions import CareUnitFactory
from tests.factories.ledger import LedgerEntryFactory, closed_month, day_back, month_back, this_month
from tests.finance.ledger_doing import coordinator_of, pay_out, record, treasurer_of
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 4
TOKEN = "5a1c2f60-0000-4000-8000-00000000000a"


def again(user):
    """As each request does it: with a row of its own."""
    return User.objects.get(pk=user.pk)


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_together_they_pay_no_more_than_there_is(village):
    unit = CareUnitFactory(village=village)
    treasurer = treasurer_of(unit)
    record(unit, treasurer, amount=250)

    def spend():
        return pay_out(CareUnit.objects.get(pk=unit.pk), again(treasurer), amount=100)

    results = at_once([spend] * CROWD)

    assert outcomes(results) == ["DomainError"] * (CROWD - 2) + ["LedgerEntry"] * 2
    entries = unit.ledger.order_by("number")
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [balance_after(entry) for entry in entries] == [250, 150, 50]


def test_an_entry_is_reversed_and_a_form_is_sent_once(village):
    unit = CareUnitFactory(village=village)
    treasurer = treasurer_of(unit)
    entry = record(unit, treasurer)

    def reverse():
        mine = LedgerEntry.objects.select_related("care_unit").get(pk=entry.pk)
        return reverse_entry(mine, dated_on=timezone.localdate(), reason="Ganda", actor=again(treasurer))

    assert outcomes(at_once([reverse] * CROWD)) == ["DomainError"] * (CROWD - 1) + ["LedgerEntry"]

    def send():
        actor = again(treasurer)
        mine = CareUnit.objects.get(pk=unit.pk)
        return submit_once(TOKEN, actor=actor, form=f"ledger-{unit.pk}", make=lambda: record(mine, actor))

    assert len(set(at_once([send] * CROWD))) == 1
    assert unit.ledger.count() == 3


def test_a_month_that_is_being_closed_takes_no_entry_behind_its_sums(village):
    unit = CareUnitFactory(village=village)
    treasurer = treasurer_of(unit)
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1), amount=900)

    def close():
        mine = CareUnit.objects.get(pk=unit.pk)
        return close_month(mine, month_back(1), counted=0, note="Di bank", actor=again(treasurer))

    def write():
        return record(CareUnit.objects.get(pk=unit.pk), again(treasurer), dated_on=day_back(1, 9), amount=7)

    results = at_once([close, write, write, close])

    month = unit.cash_months.get()
    assert sum(isinstance(result, StaleState) for result in results) == 1
    assert month.closing == sum(unit.ledger.values_list("amount", flat=True))
    assert sums_of(unit, this_month()).opening == month.closing


def test_of_two_decisions_one_counts(village):
    unit = CareUnitFactory(village=village)
    treasurer = treasurer_of(unit)
    coordinator = coordinator_of(unit)
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1), amount=900)
    month = closed_month(unit, 1, treasurer)

    results = at_once([
        lambda: check_month(month, actor=again(coordinator), seen=month.version),
        lambda: return_month(month, note="Salah", actor=again(coordinator), seen=month.version),
    ])  # fmt: skip

    assert sum(isinstance(result, DomainError) for result in results) == 1
    assert month.events.count() == 2
