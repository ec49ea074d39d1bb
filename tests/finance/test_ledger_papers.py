"""The book of a month, the recap and the receipt on paper."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from core.periods import Period
from documents.enums import DocumentKind
from documents.models import Document
from finance.services.ledger import reverse_entry
from finance.services.ledger_papers import issue_cash_book, issue_recap, issue_receipt
from finance.services.months import close_month
from institutions.enums import FundSource, Post
from tests.factories.accounts import make_user
from tests.factories.documents import make_file, read_paper
from tests.factories.institutions import CareUnitFactory, OfficerFactory
from tests.factories.ledger import LedgerEntryFactory, day_back, month_back, pay, this_month
from tests.finance.ledger_doing import treasurer_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(village):
    unit = CareUnitFactory(village=village)
    OfficerFactory(membership__care_unit=unit, membership__name="Adriana Tefa", post=Post.TREASURER)
    OfficerFactory(membership__care_unit=unit, membership__name="Selfina Lakapu", post=Post.COORDINATOR)
    return unit


def test_the_book_of_a_month_tells_its_rows_its_close_and_who_signs(unit):
    treasurer = treasurer_of(unit)
    LedgerEntryFactory(care_unit=unit, dated_on=day_back(2), amount=1_000_000)
    pay(unit, 250_000, dated_on=day_back(1), purpose="Cetak selebaran", party="Toko Maju", evidence="N-7")
    for months in (2, 1):
        counted = 700_000 if months == 1 else 1_000_000
        close_month(unit, month_back(months), counted=counted, note="Kurang kembalian", actor=treasurer)
    document = issue_cash_book(unit, month_back(1), actor=treasurer)
    _, words = read_paper(document)
    assert document.number == f"BKU/2011/{month_back(1).code}"
    for said in (
        "1.000.000", "Cetak selebaran. APBDes, Toko Maju", "N-7", "750.000", "tujuh ratus lima puluh ribu rupiah",
        "−Rp50.000 (Kurang kembalian)", "Adriana Tefa", "Selfina Lakapu", "Mengetahui",
    ):  # fmt: skip
        assert said in words, said
    assert issue_cash_book(unit, month_back(1), actor=treasurer) == document


def test_a_running_month_says_that_it_is_open_and_is_revised_later(unit):
    treasurer = treasurer_of(unit)
    first = issue_cash_book(unit, this_month(), actor=treasurer)
    assert "belum ditutup" in first.content["closed"]
    LedgerEntryFactory(care_unit=unit)
    assert issue_cash_book(unit, this_month(), actor=treasurer).revision == 2


@pytest.mark.parametrize("kind", ["M", "T", "Y"])
def test_the_recap_of_a_month_a_quarter_and_a_year_are_papers_of_their_own(unit, kind):
    period = Period.of(kind, timezone.localdate())
    LedgerEntryFactory(care_unit=unit, amount=1_250_000, source=FundSource.CSR)
    pay(unit, 250_000, source=FundSource.CSR)
    papers = [issue_recap(unit, Period.of(each, timezone.localdate()), actor=treasurer_of(unit)) for each in "MTY"]
    paper = papers["MTY".index(kind)]
    _, words = read_paper(paper)
    assert paper.revision == 1
    assert period.label in words
    assert "CSR dunia usaha 0 1.250.000 250.000 1.000.000" in words


@pytest.mark.parametrize(("amount", "stamp"), [(5_000_000, "Tanpa meterai"), (5_000_001, "Bubuhkan meterai Rp10.000")])
def test_the_receipt_says_the_amount_in_words_and_when_it_is_stamped(unit, amount, stamp):
    entry = LedgerEntryFactory(care_unit=unit, amount=amount, party="Bank Timor")
    _, words = read_paper(issue_receipt(entry, actor=treasurer_of(unit)))
    for said in ("Sudah terima dari", "Bank Timor", "Lima juta", "rupiah", stamp, "Bendahara", "Adriana Tefa"):
        assert said in words, said


def test_who_got_the_money_signs_the_receipt_of_a_payment(unit):
    LedgerEntryFactory(care_unit=unit)
    entry = pay(unit, 100_000, party="Oktovianus Belamau")
    paper = issue_receipt(entry, actor=treasurer_of(unit))
    signs = paper.content["letter"]["signs"]
    assert [sign["name"] for sign in signs] == ["Adriana Tefa", "Oktovianus Belamau", "Selfina Lakapu"]
    assert paper.content["facts"][0] == ["Sudah terima dari", f"Bendahara {unit.name}"]


def test_what_was_reversed_has_no_receipt(unit):
    treasurer = treasurer_of(unit)
    entry = LedgerEntryFactory(care_unit=unit)
    reversal = reverse_entry(entry, dated_on=timezone.localdate(), reason="Salah", actor=treasurer)
    for each in (entry, reversal):
        with pytest.raises(DomainError, match="Kwitansi hanya"):
            issue_receipt(each, actor=treasurer)


def test_who_reads_no_book_prints_none(unit):
    entry = LedgerEntryFactory(care_unit=unit)
    stranger = make_user(Role.SECRETARY, unit.village)
    for act in (
        lambda: issue_receipt(entry, actor=stranger),
        lambda: issue_cash_book(unit, this_month(), actor=stranger),
        lambda: issue_recap(unit, this_month(), actor=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_papers_are_made_and_downloaded_on_the_pages(unit, as_role):
    client, entry = as_role(Role.VILLAGE_HEAD), LedgerEntryFactory(care_unit=unit)
    code, quarter = this_month().code, Period.quarter_of(timezone.localdate()).code
    pairs = (
        ("make_book", "book_paper", [unit.pk, code], url("month", unit.pk, code)),
        ("make_recap", "recap_paper", [unit.pk, quarter], f"{url('recap', unit.pk)}?masa={quarter}"),
        ("make_receipt", "receipt", [entry.pk], entry.get_absolute_url()),
    )
    for make, paper, keys, page in pairs:
        assert client.get(url(paper, *keys)).status_code == 404
        assert client.get(url(make, *keys)).status_code == 405
        assert client.post(url(make, *keys)).url == page
        assert "Sedang dibuat" in client.get(page).content.decode()
        assert client.get(url(paper, *keys)).url == page
        make_file(Document.objects.latest("pk"))
        answer = client.get(url(paper, *keys))
        assert answer["Content-Type"] == "application/pdf"
        list(answer)
    assert client.post(url("make_recap", unit.pk, "2026-S1")).status_code == 404
    refused = LedgerEntryFactory(care_unit=unit, reverses=entry, kind="payment")
    assert "Kwitansi hanya" in client.post(url("make_receipt", refused.pk), follow=True).content.decode()
    assert Document.objects.filter(kind=DocumentKind.CASH_RECEIPT).count() == 1
