"""Months are closed in order, frozen, checked by somebody else, and come back only from the end."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.capabilities import GRANTS
from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period
from finance.enums import MonthState
from finance.models import CashMonth
from finance.queries.ledger import balance_before, sums_of
from finance.services.ledger import reverse_entry
from finance.services.months import check_month, close_month, return_month
from finance.workflow import MONTH_STEPS
from institutions.enums import UnitState
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.ledger import LedgerEntryFactory, closed_month, day_back, month_back, pay, this_month
from tests.finance.ledger_doing import coordinator_of, record, treasurer_of

pytestmark = pytest.mark.django_db
FROZEN = {"opening": 0, "receipts": 900, "payments": 0, "closing": 900, "counted": 900}


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def treasurer(unit):
    return treasurer_of(unit)


@pytest.fixture
def coordinator(unit):
    return coordinator_of(unit)


@pytest.fixture
def book(unit):
    """900 rupiah came in three months ago; nothing since."""
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(3), amount=900)
    return unit


def take(month, name, actor, seen=None):
    if name == "close":
        return close_month(month.care_unit, month.period, counted=900, note="Selisih", actor=actor, seen=seen)
    act = {"check": check_month, "return": return_month}[name]
    return act(month, note="Periksa lagi", actor=actor, seen=seen)


@pytest.mark.parametrize("name", MONTH_STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_belongs_to_its_capability_and_its_states(book, treasurer, name, role):
    step, actor, period = MONTH_STEPS[name], make_user(role, book.village), month_back(3)
    month = book.cash_months.create(year=period.year, month=period.part)
    for state in MonthState:
        sums = dict.fromkeys(FROZEN) if state == MonthState.OPEN else FROZEN
        CashMonth.objects.filter(pk=month.pk).update(state=state, closed_by=treasurer, **sums)
        before = CashMonth.objects.get(pk=month.pk)
        expected = _expected(step, state, role)
        if expected:
            with pytest.raises(expected):
                take(before, name, actor)
            assert CashMonth.objects.get(pk=month.pk).version == before.version
        else:
            assert take(before, name, actor).to_state == step.target


def _expected(step, state, role):
    if step.capability not in GRANTS[role]:
        return PermissionDenied
    return None if state in step.sources else StaleState


def test_every_state_but_the_last_has_a_way_out():
    left = {source for step in MONTH_STEPS.values() for source in step.sources}
    assert set(MonthState) - left == {MonthState.CHECKED}


def test_closing_freezes_the_sums_and_tells_the_coordinator(book, treasurer, coordinator):
    pay(book, 300, dated_on=day_back(3, 9))
    month = closed_month(book, 3, treasurer)
    assert (month.opening, month.receipts, month.payments, month.closing) == (0, 900, 300, 600)
    assert (month.counted, month.closed_by, month.state) == (600, treasurer, MonthState.CLOSED)
    notice = Notice.objects.get(user=coordinator)
    assert notice.url == month.get_absolute_url()
    assert book.name not in notice.mail_text


def test_what_was_counted_differently_is_explained(book, treasurer):
    with pytest.raises(DomainError, match=r"dihitung Rp850, saldo buku Rp900\. Jelaskan"):
        close_month(book, month_back(3), counted=850, note=" ", actor=treasurer)
    event = close_month(book, month_back(3), counted=850, note="Uang kembalian kurang", actor=treasurer)
    assert event.note == "Uang kembalian kurang"
    month = book.cash_months.get()
    assert (month.counted, month.closing) == (850, 900)


def test_months_are_closed_in_order_also_those_without_entries(book, treasurer):
    with pytest.raises(DomainError, match=f"Tutup dahulu buku kas {month_back(3).label}"):
        closed_month(book, 2, treasurer)
    with pytest.raises(DomainError, match="belum berisi catatan"):
        closed_month(book, 4, treasurer)
    closed_month(book, 3, treasurer)
    assert closed_month(book, 2, treasurer).closing == 900
    assert not book.cash_months.exclude(state=MonthState.CLOSED).exists()


def test_an_empty_book_has_nothing_to_close(unit, treasurer):
    with pytest.raises(DomainError, match="belum berisi catatan"):
        closed_month(unit, 1, treasurer)
    assert not unit.cash_months.exists()


def test_a_month_is_closed_on_its_last_day_at_the_earliest(unit, treasurer, monkeypatch):
    month = Period("M", 2026, 7)
    LedgerEntryFactory(care_unit=unit, dated_on=month.first_day, amount=900)
    monkeypatch.setattr(timezone, "localdate", lambda *a: month.last_day.replace(day=30))
    with pytest.raises(DomainError, match="baru bisa ditutup pada 31 Juli 2026"):
        close_month(unit, month, counted=900, actor=treasurer)
    monkeypatch.setattr(timezone, "localdate", lambda *a: month.last_day)
    assert close_month(unit, month, counted=900, actor=treasurer).to_state == MonthState.CLOSED
    with pytest.raises(DomainError, match="Hari terbuka yang pertama 1 Agustus 2026"):
        record(unit, treasurer, dated_on=month.last_day)


def test_who_closed_a_month_does_not_check_it(book, treasurer):
    treasurer.assignments.create(role=Role.COORDINATOR, region=book.village, starts_on=day_back(12))
    month = closed_month(book, 3, treasurer)
    for act in (check_month, return_month):
        with pytest.raises(PermissionDenied):
            act(month, note="Sendiri", actor=type(treasurer).objects.get(pk=treasurer.pk))
    assert CashMonth.objects.get().state == MonthState.CLOSED


def test_a_returned_month_is_open_again_and_tells_the_treasurer(book, treasurer, coordinator):
    month = closed_month(book, 3, treasurer)
    with pytest.raises(DomainError, match="Isi yang perlu diperbaiki"):
        return_month(month, note=" ", actor=coordinator)
    return_month(month, note="Nota 12 salah", actor=coordinator)
    month.refresh_from_db()
    assert (month.state, month.closing, month.counted, month.closed_by) == (MonthState.OPEN, None, None, None)
    assert "dikembalikan" in Notice.objects.get(user=treasurer).text
    assert record(book, treasurer, dated_on=day_back(3, 20)).pk
    again = closed_month(book, 3, treasurer)
    assert again.closing == 500_900


def test_only_the_last_closed_month_comes_back(book, treasurer, coordinator):
    first, second = closed_month(book, 3, treasurer), closed_month(book, 2, treasurer)
    with pytest.raises(DomainError, match=f"{second.period.label} sudah ditutup sesudahnya"):
        return_month(first, note="Salah", actor=coordinator)
    check_month(first, actor=coordinator)
    return_month(second, note="Salah", actor=coordinator)
    assert [month.state for month in book.cash_months.all()] == [MonthState.OPEN, MonthState.CHECKED]


def test_an_older_page_closes_nothing(book, treasurer, coordinator):
    month = closed_month(book, 3, treasurer)
    return_month(month, note="Salah", actor=coordinator)
    with pytest.raises(StaleState):
        close_month(book, month.period, counted=900, actor=treasurer, seen=1)
    with pytest.raises(StaleState):
        check_month(month, actor=coordinator, seen=2)


def test_an_inactive_unit_closes_and_checks_nothing(book, treasurer, coordinator):
    month = closed_month(book, 3, treasurer)
    type(book).objects.filter(pk=book.pk).update(state=UnitState.INACTIVE, inactive_reason="Bubar")
    for act in (lambda: closed_month(book, 2, treasurer), lambda: check_month(month, actor=coordinator)):
        with pytest.raises(DomainError, match="tidak aktif"):
            act()


def test_balances_stand_on_the_closed_month_and_agree_with_the_whole_sum(book, treasurer):
    """Before and after closing the same; a reversal in an open month leaves the frozen sums alone."""
    wrong = LedgerEntryFactory(care_unit=book, dated_on=day_back(3, 9), amount=100)
    pay(book, 50, dated_on=day_back(1))
    before = [sums_of(book, month_back(n)) for n in range(4)]
    month = closed_month(book, 3, treasurer)
    closed_month(book, 2, treasurer)
    assert [sums_of(book, month_back(n)) for n in range(4)] == before
    assert balance_before(book, this_month().first_day) == 950
    year = sums_of(book, Period("Y", day_back(3).year))
    assert year.closing == (950 if day_back(1).year == day_back(3).year else year.closing)

    reverse_entry(wrong, dated_on=timezone.localdate(), reason="Ganda", actor=treasurer)

    month.refresh_from_db()
    assert month.closing == 1_000
    assert sums_of(book, this_month()).receipts == -100
