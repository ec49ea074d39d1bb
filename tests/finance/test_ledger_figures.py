"""Sums by source, by kind and by agenda item; months closed, checked and late."""

import pytest
from django.utils import timezone

from core.periods import Period
from finance.figures.ledger import ledger_figures
from finance.queries.ledger_books import last_due, last_ended
from finance.queries.ledger_budget import agenda_budget
from finance.services.ledger import reverse_entry
from finance.services.months import check_month
from institutions.enums import ActivityKind, FundSource, UnitState
from tests.factories.institutions import ActivityFactory, AgendaItemFactory, CareUnitFactory
from tests.factories.ledger import LedgerEntryFactory, closed_month, day_back, month_back, pay, this_month
from tests.finance.ledger_doing import coordinator_of, treasurer_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


def flows(figures):
    return {flow.source: (flow.opening, flow.receipts, flow.payments, flow.closing) for flow in figures.by_source}


def test_money_is_counted_by_source_with_what_was_there_before(unit):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1), amount=1_000, source=FundSource.CSR)
    pay(unit, 400, dated_on=day_back(1), source=FundSource.CSR)
    LedgerEntryFactory(care_unit=unit, amount=50, source=FundSource.DONATION)
    pay(unit, 100, source=FundSource.CSR)
    pay(unit, 30, source=FundSource.VILLAGE)
    figures = ledger_figures([unit.village_id], this_month())
    assert flows(figures) == {
        "csr": (600, 0, 100, 500), "village": (0, 0, 30, -30), "donation": (0, 50, 0, 50),
    }  # fmt: skip
    assert (figures.opening, figures.receipts, figures.payments, figures.closing) == (600, 50, 130, 520)
    assert [flow.source for flow in figures.by_source if flow.is_overdrawn] == ["village"]


def test_a_reversal_takes_from_what_it_reverses(unit):
    activity = ActivityFactory(care_unit=unit, kind=ActivityKind.ECONOMY)
    LedgerEntryFactory(care_unit=unit, amount=1_000)
    wrong = pay(unit, 400, activity=activity)
    pay(unit, 25, activity=activity)
    reverse_entry(wrong, dated_on=timezone.localdate(), reason="Salah", actor=treasurer_of(unit))
    figures = ledger_figures(["53.01"], this_month())
    assert (figures.receipts, figures.payments, figures.closing) == (1_000, 25, 975)
    assert figures.by_kind == {ActivityKind.ECONOMY: 25}


def test_what_was_spent_is_told_by_kind_of_activity_or_agenda_item(unit):
    item = AgendaItemFactory(agenda__care_unit=unit, kind=ActivityKind.VALUES)
    pay(unit, 7, agenda_item=item)
    pay(unit, 5, activity=ActivityFactory(care_unit=unit, kind=ActivityKind.GUIDANCE), agenda_item=item)
    pay(unit, 3)
    assert ledger_figures([""], this_month()).by_kind == {"values": 7, "guidance": 5, "": 3}


def test_only_the_villages_asked_for_are_counted(unit, other_village):
    LedgerEntryFactory(care_unit=CareUnitFactory(village=other_village), amount=5)
    assert ledger_figures([unit.village_id], this_month()).closing == 0
    assert ledger_figures(["73"], this_month()).closing == 5
    assert ledger_figures([], this_month()).closing == 0


def test_months_are_closed_checked_and_late(unit):
    """The first entry four months back: of the months to close by now two are done, the others late."""
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(4), amount=900)
    treasurer = treasurer_of(unit)
    first = closed_month(unit, 4, treasurer)
    closed_month(unit, 3, treasurer)
    check_month(first, actor=coordinator_of(unit))
    both = [ledger_figures([""], month_back(n)) for n in (4, 3)]
    assert [(each.closed, each.checked, each.late) for each in both] == [(1, 1, 0), (1, 0, 0)]
    assert ledger_figures([""], month_back(2)).late == 1
    assert ledger_figures([""], month_back(5)).late == 0
    assert ledger_figures([""], this_month()).late == 0
    type(unit).objects.filter(pk=unit.pk).update(state=UnitState.INACTIVE, inactive_reason="Bubar")
    assert ledger_figures([""], month_back(2)).late == 0


@pytest.mark.parametrize(
    ("day", "ended", "due"),
    [("2026-11-05", "2026-10", "2026-09"), ("2026-11-06", "2026-10", "2026-10"), ("2026-11-30", "2026-11", "2026-10")],
)
def test_a_month_may_stay_open_for_five_days(day, ended, due):
    day = timezone.datetime.fromisoformat(day).date()
    assert (last_ended(day).code, last_due(day).code) == (ended, due)


def test_figures_take_four_statements_whatever_the_rows(unit, django_assert_num_queries):
    for _ in range(3):
        pay(unit, 7, activity=ActivityFactory(care_unit=unit))
    with django_assert_num_queries(4):
        ledger_figures(["53.01", "73"], Period("Y", timezone.localdate().year))


def test_the_budget_of_the_agenda_stands_beside_what_was_spent(unit):
    year = timezone.localdate().year
    fields = {"agenda__care_unit": unit, "source": FundSource.VILLAGE}
    over, under = AgendaItemFactory(budget=100, **fields), AgendaItemFactory(budget=500, **fields)
    free = AgendaItemFactory(agenda__care_unit=unit)
    LedgerEntryFactory(care_unit=unit, amount=2_000)
    pay(unit, 130, agenda_item=over, source=FundSource.CSR)
    pay(unit, 200, agenda_item=under)
    pay(unit, 60)
    budget = agenda_budget(unit, year)
    told = {row.item: (row.budget, row.spent, row.rest, row.badge[0]) for row in budget.rows}
    assert told == {over: (100, 130, -30, "bad"), under: (500, 200, 300, "live"), free: (0, 0, 0, "mute")}
    assert (budget.budget, budget.spent, budget.outside, budget.overspent) == (600, 330, 60, 1)
    assert budget.by_source == [("CSR dunia usaha", 0, 130, -130), ("APBDes", 600, 200, 400)]


def test_the_page_marks_what_is_overspent(unit, as_role):
    item = AgendaItemFactory(agenda__care_unit=unit, budget=100, source=FundSource.CSR)
    LedgerEntryFactory(care_unit=unit, amount=2_000, source=FundSource.CSR)
    pay(unit, 130, agenda_item=item, source=FundSource.CSR)
    page = as_role("treasurer").get(url("budget", unit.pk)).content.decode()
    assert "Melebihi anggaran" in page
    assert "1 mata agenda melebihi anggaran" in page
    assert "/agenda/" not in page
    assert f"Agenda {timezone.localdate().year}" in as_role("coordinator").get(url("budget", unit.pk)).content.decode()
