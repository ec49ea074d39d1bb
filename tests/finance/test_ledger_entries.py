"""What may be written into the book, and what is refused with which words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from documents.services import UploadRefused
from finance.enums import EntryKind
from finance.models import LedgerEntry
from finance.queries.ledger import balance_after, lowest_balance, sums_of
from finance.services.ledger import SourceShort, add_scan, reverse_entry
from institutions.enums import FundSource, UnitState
from tests.factories.accounts import make_user
from tests.factories.documents import make_photo
from tests.factories.institutions import ActivityFactory, AgendaItemFactory, CareUnitFactory
from tests.factories.ledger import LedgerEntryFactory, closed_month, day_back, month_back, this_month
from tests.finance.ledger_doing import pay_out, record, treasurer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def treasurer(unit):
    return treasurer_of(unit)


def today():
    return timezone.localdate()


def test_entries_are_numbered_without_a_gap_in_their_year(unit, treasurer):
    record(unit, treasurer)
    with pytest.raises(DomainError):
        pay_out(unit, treasurer, amount=900_000)
    second, older = record(unit, treasurer), record(unit, treasurer, dated_on=today() - timedelta(days=366))
    assert [(e.year, e.number) for e in (second, older)] == [(today().year, 2), (older.dated_on.year, 1)]


def test_only_the_treasurer_writes(unit):
    for role in set(Role) - {Role.TREASURER}:
        with pytest.raises(PermissionDenied):
            record(unit, make_user(role, unit.village))
    assert not LedgerEntry.objects.exists()


def test_the_treasurer_of_another_village_does_not(unit, other_village):
    with pytest.raises(PermissionDenied):
        record(unit, make_user(Role.TREASURER, other_village))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": 0}, "Jumlahnya nol"),
        ({"amount": -5}, "Jumlahnya nol"),
        ({"source": FundSource.NONE}, "Pilih sumber dana"),
        ({"dated_on": timezone.localdate() + timedelta(days=2)}, "belum tiba"),
        ({"dated_on": date(1999, 1, 1)}, "Periksa tahunnya"),
    ],
)
def test_what_is_no_entry_is_refused(unit, treasurer, fields, said):
    with pytest.raises(DomainError, match=said):
        record(unit, treasurer, **fields)
    assert not LedgerEntry.objects.exists()


def test_the_database_has_the_last_word(unit, treasurer):
    for wrong in ({"amount": 0}, {"kind": "gift"}, {"source": "none"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerEntryFactory(care_unit=unit, **wrong)


def test_an_inactive_unit_is_only_read(unit, treasurer):
    entry = record(unit, treasurer)
    type(unit).objects.filter(pk=unit.pk).update(state=UnitState.INACTIVE, inactive_reason="Bubar")
    for act in (
        lambda: record(unit, treasurer),
        lambda: reverse_entry(entry, dated_on=today(), reason="Salah", actor=treasurer),
        lambda: add_scan(entry, make_photo(), actor=treasurer),
    ):
        with pytest.raises(DomainError, match="tidak aktif"):
            act()


def test_the_agenda_item_follows_from_the_activity(unit, treasurer):
    item, other = (AgendaItemFactory(agenda__care_unit=unit) for _ in range(2))
    activity = ActivityFactory(care_unit=unit, agenda_item=item)
    assert record(unit, treasurer, activity=activity).agenda_item == item
    with pytest.raises(DomainError, match=item.name):
        record(unit, treasurer, activity=activity, agenda_item=other)
    assert record(unit, treasurer, agenda_item=other).agenda_item == other


def test_neither_activity_nor_agenda_item_of_another_unit(unit, treasurer, other_village):
    stranger = CareUnitFactory(village=other_village)
    with pytest.raises(DomainError, match="milik FCU lain"):
        record(unit, treasurer, activity=ActivityFactory(care_unit=stranger))
    with pytest.raises(DomainError, match="milik FCU lain"):
        record(unit, treasurer, agenda_item=AgendaItemFactory(agenda__care_unit=stranger))


def test_a_payment_above_the_balance_is_refused_with_the_balance_of_that_day(unit, treasurer):
    record(unit, treasurer, amount=1_250_000, dated_on=today())
    with pytest.raises(DomainError, match=r"hanya Rp1\.250\.000") as refused:
        pay_out(unit, treasurer, amount=1_250_001)
    assert "Catat dahulu penerimaannya" in str(refused.value)
    pay_out(unit, treasurer, amount=1_250_000)
    assert lowest_balance(unit, today()).amount == 0


def test_a_payment_dated_back_may_not_starve_a_later_one(unit, treasurer):
    """100 came in three days ago, 80 went out yesterday: the day before yesterday only 20 may go."""
    days = [today() - timedelta(days=n) for n in range(4)]
    record(unit, treasurer, amount=100, dated_on=days[3])
    pay_out(unit, treasurer, amount=80, dated_on=days[1])
    record(unit, treasurer, amount=500, dated_on=days[0])
    with pytest.raises(DomainError, match="Sesudah itu.*tinggal Rp20"):
        pay_out(unit, treasurer, amount=21, dated_on=days[2])
    with pytest.raises(DomainError, match="hanya Rp0"):
        pay_out(unit, treasurer, amount=1, dated_on=days[3] - timedelta(days=1))
    pay_out(unit, treasurer, amount=20, dated_on=days[2])
    running = [balance_after(entry) for entry in unit.ledger.order_by("dated_on", "number")]
    assert running == [100, 80, 0, 500]


def test_within_a_day_the_order_is_that_of_the_numbers(unit, treasurer):
    record(unit, treasurer, amount=100)
    pay_out(unit, treasurer, amount=60)
    record(unit, treasurer, amount=10)
    assert [balance_after(entry) for entry in unit.ledger.order_by("number")] == [100, 40, 50]


def test_more_than_is_left_of_a_source_is_asked(unit, treasurer):
    record(unit, treasurer, amount=1_000, source=FundSource.CSR)
    record(unit, treasurer, amount=100, source=FundSource.VILLAGE)
    with pytest.raises(SourceShort, match=r"Sisa dana APBDes Rp100"):
        pay_out(unit, treasurer, amount=101)
    entry = pay_out(unit, treasurer, amount=101, overdraw=True)
    assert entry.pk
    pay_out(unit, treasurer, amount=999, source=FundSource.CSR)


def test_nothing_is_dated_into_a_closed_month(unit, treasurer):
    record(unit, treasurer, dated_on=day_back(1))
    closed_month(unit, 1, treasurer)
    with pytest.raises(DomainError, match=f"{month_back(1).label} sudah ditutup. Hari terbuka yang pertama 1 "):
        record(unit, treasurer, dated_on=day_back(1, 20))
    with pytest.raises(DomainError, match=month_back(2).label):
        record(unit, treasurer, dated_on=day_back(2))
    record(unit, treasurer, dated_on=this_month().first_day)
    assert unit.ledger.count() == 2


def test_a_refused_file_stores_nothing(unit, treasurer):
    with pytest.raises(UploadRefused):
        record(unit, treasurer, upload=SimpleUploadedFile("x.exe", b"MZ", "application/octet-stream"))
    assert not unit.ledger.exists()
    assert record(unit, treasurer, upload=make_photo()).number == 1


def test_a_reversal_takes_back_what_it_names(unit, treasurer):
    item = AgendaItemFactory(agenda__care_unit=unit)
    record(unit, treasurer, amount=1_000)
    wrong = pay_out(unit, treasurer, amount=560, agenda_item=item)
    reversal = reverse_entry(wrong, dated_on=today(), reason="Nota 506", actor=treasurer)
    assert (reversal.kind, reversal.amount, reversal.source, reversal.agenda_item) == (
        EntryKind.RECEIPT, 560, wrong.source, item
    )  # fmt: skip
    assert reversal.reverses == wrong
    assert str(wrong) in reversal.purpose
    assert "Nota 506" in reversal.purpose
    sums = sums_of(unit, this_month())
    assert (sums.receipts, sums.payments, sums.closing) == (1_000, 0, 1_000)
    assert (reversal.received, reversal.paid) == (None, -560)


def test_an_entry_is_reversed_once_and_a_reversal_never(unit, treasurer):
    entry = record(unit, treasurer)
    reversal = reverse_entry(entry, dated_on=today(), reason="Ganda", actor=treasurer)
    with pytest.raises(DomainError, match=f"sudah dibalik dengan nomor {reversal}"):
        reverse_entry(entry, dated_on=today(), reason="Lagi", actor=treasurer)
    with pytest.raises(DomainError, match="sendiri pembalik"):
        reverse_entry(reversal, dated_on=today(), reason="Balik", actor=treasurer)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntryFactory(care_unit=unit, reverses=entry, number=9)
    assert unit.ledger.count() == 2


def test_a_reversal_needs_a_reason_and_a_day_that_is_open_and_not_before_its_entry(unit, treasurer):
    record(unit, treasurer, dated_on=day_back(1))
    old = record(unit, treasurer, dated_on=day_back(1, 6), amount=7)
    new = record(unit, treasurer, dated_on=today())
    with pytest.raises(DomainError, match="Isi alasan"):
        reverse_entry(new, dated_on=today(), reason=" ", actor=treasurer)
    with pytest.raises(DomainError, match="tidak boleh sebelum catatannya"):
        reverse_entry(new, dated_on=day_back(1, 20), reason="Salah", actor=treasurer)
    closed_month(unit, 1, treasurer)
    with pytest.raises(DomainError, match="sudah ditutup"):
        reverse_entry(old, dated_on=day_back(1, 20), reason="Salah", actor=treasurer)
    assert reverse_entry(old, dated_on=today(), reason="Salah", actor=treasurer).reverses == old


def test_a_receipt_that_is_spent_already_is_not_reversed(unit, treasurer):
    receipt = record(unit, treasurer, amount=100)
    pay_out(unit, treasurer, amount=60)
    with pytest.raises(DomainError, match="tidak bisa dibalik"):
        reverse_entry(receipt, dated_on=today(), reason="Salah", actor=treasurer)


def test_a_scan_comes_late_once_while_the_month_is_open(unit, treasurer):
    entry = record(unit, treasurer, dated_on=day_back(1))
    late = record(unit, treasurer, dated_on=day_back(1))
    assert add_scan(entry, make_photo(), actor=treasurer).scan_id
    with pytest.raises(DomainError, match="sudah punya pindaian"):
        add_scan(entry, make_photo(), actor=treasurer)
    closed_month(unit, 1, treasurer)
    with pytest.raises(DomainError, match="tidak bisa ditambah lagi"):
        add_scan(late, make_photo(), actor=treasurer)


def test_a_record_of_the_service_needs_the_capability_for_a_scan(unit, treasurer):
    entry = record(unit, treasurer)
    with pytest.raises(PermissionDenied):
        add_scan(entry, make_photo(), actor=make_user(Role.COORDINATOR, unit.village))
    with pytest.raises(PermissionDenied):
        reverse_entry(entry, dated_on=today(), reason="Salah", actor=make_user(Role.COORDINATOR, unit.village))
