"""What of the cash books waits on the first page."""

import pytest

from accounts.enums import Role
from dashboard.queries.ledger_tasks import months_to_check, months_to_close
from finance.services.months import check_month, return_month
from institutions.enums import UnitState
from tests.factories.institutions import CareUnitFactory
from tests.factories.ledger import LedgerEntryFactory, closed_month, day_back, month_back
from tests.factories.regions import make_village
from tests.finance.ledger_doing import coordinator_of, treasurer_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def treasurer(unit):
    return treasurer_of(unit)


def titles(tasks):
    return [task.title for task in tasks]


def test_the_treasurer_is_told_to_close_the_next_month(unit, treasurer, as_role):
    assert months_to_close(treasurer) == []
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(3))
    task = months_to_close(treasurer)[0]
    assert task.title == f"Tutup buku kas {month_back(3).label}"
    assert task.url == url("month", unit.pk, month_back(3).code)
    assert (task.rank, "bulan belum ditutup" in task.late) == (0, True)
    closed_month(unit, 3, treasurer)
    assert titles(months_to_close(treasurer)) == [f"Tutup buku kas {month_back(2).label}"]
    closed_month(unit, 2, treasurer)
    closed_month(unit, 1, treasurer)
    assert months_to_close(treasurer) == []
    assert months_to_close(coordinator_of(unit)) == []


def test_the_coordinator_is_told_to_check(unit, treasurer):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1))
    coordinator = coordinator_of(unit)
    assert months_to_check(coordinator) == []
    month = closed_month(unit, 1, treasurer)
    assert titles(months_to_check(coordinator)) == [f"Buku kas {month_back(1).label} menunggu Anda periksa"]
    assert months_to_check(treasurer) == []
    check_month(month, actor=coordinator)
    assert months_to_check(coordinator) == []


def test_what_came_back_is_told_so(unit, treasurer):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(1))
    return_month(closed_month(unit, 1, treasurer), note="Salah", actor=coordinator_of(unit))
    task = months_to_close(treasurer)[0]
    assert (task.title, task.action) == (f"Buku kas {month_back(1).label} dikembalikan koordinator", "Perbaiki")


def test_neither_an_inactive_unit_nor_another_village_waits(unit, treasurer):
    LedgerEntryFactory(care_unit=CareUnitFactory(village=make_village("53.01.05.2012")), dated_on=day_back(3))
    assert months_to_close(treasurer) == []
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(3))
    closed_month(unit, 3, treasurer)
    type(unit).objects.filter(pk=unit.pk).update(state=UnitState.INACTIVE, inactive_reason="Bubar")
    assert months_to_close(treasurer) == []
    assert months_to_check(coordinator_of(unit)) == []


def test_they_stand_on_the_first_page(unit, as_role):
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(3))
    assert "Tutup bulan" in as_role(Role.TREASURER).get("/").content.decode()
    closed_month(unit, 3, treasurer_of(unit))
    assert "menunggu Anda periksa" in as_role(Role.COORDINATOR).get("/").content.decode()
