"""The money of a family over time: recorded, shown with its change, corrected."""

import re
import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import FamilyStatus, WorkRhythm
from families.models import MoneyRecord
from families.queries import edition_of, money_changes, money_of
from families.services import correct_entry, record_money
from tests.factories.families import FamilyFactory, MoneyFactory, make_secretary, make_status
from tests.factories.regions import make_village
from tests.families.reading import text_of, url_of
from tests.families.recording import post_entry, today

TODAY = timezone.localdate


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai")


def test_money_is_recorded_and_shown_with_its_change_from_the_start(as_role, family):
    client = as_role(Role.SECRETARY)
    MoneyFactory(family=family, noted_on=date(2025, 1, 6), income=800_000, expenses=900_000, savings=0, debt=500_000)
    data = {
        "noted_on": today(), "income": "1.000.000", "expenses": "Rp 750.000", "savings": "120000", "debt": "250000",
        "business": "Kios", "business_times": "3", "business_rhythm": "week",
    }  # fmt: skip
    assert post_entry(client, "add_money", family, **data).status_code == 302
    changes = {each.label: (each.difference, each.percent) for each in money_changes(money_of(family))}
    assert changes["Pendapatan sebulan"] == (200_000, 25)
    assert changes["Sisa sebulan"] == (350_000, None)
    assert changes["Utang"] == (-250_000, -50)
    assert changes["Tabungan"] == (120_000, None)
    page = text_of(client.get(family.get_absolute_url()))
    for shown in ("+Rp200.000", "+25%", "−Rp250.000", "−50%", "+Rp120.000", "Kios, 3 kali seminggu"):
        assert shown in page
    assert "Pendapatan sebulan: 6 Jan 25 Rp800.000" in page


def test_of_a_balance_that_was_negative_there_is_no_percent(family):
    MoneyFactory(family=family, noted_on=date(2025, 1, 6), income=100_000, expenses=200_000)
    MoneyFactory(family=family, noted_on=date(2025, 7, 6), income=100_000, expenses=150_000)
    balance = next(each for each in money_changes(money_of(family)) if each.label == "Sisa sebulan")
    assert (balance.difference, balance.percent) == (50_000, None)


def test_what_was_not_known_at_the_start_or_is_not_now_has_no_change(family):
    MoneyFactory(family=family, noted_on=date(2025, 1, 6), income=None, debt=0, savings=10)
    MoneyFactory(family=family, noted_on=date(2025, 7, 6), income=500_000, debt=5, savings=None)
    changes = {each.label: (each.difference, each.percent) for each in money_changes(money_of(family))}
    assert changes["Pendapatan sebulan"] == (None, None)
    assert changes["Tabungan"] == (None, None)
    assert changes["Utang"] == (5, None)
    assert "Pengeluaran sebulan" not in changes


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "utang, atau berapa kali usaha dijalankan"),
        ({"income": "satu juta"}, "Tulis rupiah dengan angka"),
        ({"income": "-5"}, "tidak boleh kurang dari nol"),
        ({"income": "9" * 15}, "terlalu besar"),
        ({"income": "10.5"}, "Tulis rupiah dengan angka"),
        ({"income": "5", "noted_on": "01-01-2099"}, "belum tiba"),
        ({"income": "5", "noted_on": "31-02-2026"}, "Tanggal belum benar"),
        ({"business": "Kios", "business_times": "3"}, "Pilih seminggu atau sebulan"),
        ({"business_times": "tiga", "business_rhythm": "week"}, "angka saja"),
        ({"business_times": "101", "business_rhythm": "week"}, "Paling besar 100"),
        ({"income": "5", "business": "Kios 😀"}, "tanpa emoji"),
        ({"income": "5", "note": "x" * 10_000}, "Paling banyak 300 huruf"),
    ],
)
def test_money_that_cannot_be_is_refused_with_a_sentence(as_role, family, data, sentence):
    response = post_entry(as_role(Role.SECRETARY), "add_money", family, **{"noted_on": today(), **data})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not family.money_records.exists()


def test_the_second_record_of_a_day_is_refused_and_says_what_to_do(as_role, family):
    client = as_role(Role.SECRETARY)
    assert post_entry(client, "add_money", family, noted_on=today(), income="5").status_code == 302
    response = post_entry(client, "add_money", family, noted_on=today(), income="6")
    assert response.status_code == 422
    assert "sudah dicatat. Pilih “Betulkan”" in text_of(response)
    assert family.money_records.get().income == 5


def test_a_double_click_makes_one_record(as_role, family):
    client, data = as_role(Role.SECRETARY), {"form_token": str(uuid4()), "noted_on": today(), "income": "5"}
    for _ in range(2):
        assert client.post(url_of("add_money", family), data).status_code == 302
    assert family.money_records.count() == 1


def test_the_form_shows_the_figures_of_the_time_before(as_role, family):
    MoneyFactory(family=family, noted_on=date(2025, 1, 6), income=800_000)
    assert "Terakhir Rp800.000" in text_of(as_role(Role.SECRETARY).get(url_of("add_money", family)))


def test_a_correction_replaces_the_values_and_the_history_keeps_the_old(as_role, family):
    client, record = as_role(Role.SECRETARY), MoneyFactory(family=family, income=9_000_000, business_times=None)
    record.refresh_from_db()
    data = {"noted_on": today(), "income": "900000", "version": edition_of(record)}
    assert "9.000.000" in text_of(client.get(url_of("correct_money", family, record.pk)))
    assert post_entry(client, "correct_money", family, record.pk, **data).status_code == 302
    record.refresh_from_db()
    assert record.income == 900_000
    assert "Pendapatan sebulan: Rp9.000.000 → Rp900.000" in text_of(client.get(url_of("history", family)))


def test_the_second_of_two_who_correct_sees_what_the_first_wrote_and_decides(as_role, family):
    client, record = as_role(Role.SECRETARY), MoneyFactory(family=family, income=9)
    record.refresh_from_db()
    shown = edition_of(record)
    post_entry(client, "correct_money", family, record.pk, noted_on=today(), income="800000", version=shown)
    response = post_entry(client, "correct_money", family, record.pk, noted_on=today(), income="700000", version=shown)
    assert response.status_code == 422
    assert "Sekarang tercatat Pendapatan sebulan: 800.000." in text_of(response)
    record.refresh_from_db()
    assert record.income == 800_000
    again = re.search(r'name="version" value="(\d+)"', response.content.decode())[1]
    post_entry(client, "correct_money", family, record.pk, noted_on=today(), income="700000", version=again)
    record.refresh_from_db()
    assert record.income == 700_000


def test_a_correction_without_the_version_it_saw_changes_nothing(family, actor):
    record = MoneyFactory(family=family, income=9)
    with pytest.raises(StaleState):
        correct_entry(record, data={"income": 1}, version=None, actor=actor)
    record.refresh_from_db()
    assert record.income == 9


def test_a_correction_may_not_move_a_record_onto_another_days(family, actor):
    MoneyFactory(family=family, noted_on=date(2025, 1, 6))
    record = MoneyRecord.objects.get(pk=MoneyFactory(family=family, noted_on=date(2025, 7, 6)).pk)
    with pytest.raises(DomainError, match="6 Januari 2025 sudah dicatat"):
        correct_entry(record, data={"noted_on": date(2025, 1, 6)}, version=edition_of(record), actor=actor)


@pytest.mark.parametrize("status", [FamilyStatus.PLASMA, FamilyStatus.PIONEER])
def test_a_family_under_guidance_is_asked_for_its_money_at_the_start_and_every_six_months(as_role, family, status):
    client = as_role(Role.SECRETARY)
    assert "Keuangan keluarga belum dicatat" not in text_of(client.get(family.get_absolute_url()))
    make_status(family, status, on=date(2025, 1, 1))
    assert "Keuangan keluarga belum dicatat" in text_of(client.get(family.get_absolute_url()))
    record = MoneyFactory(family=family, noted_on=TODAY() - timedelta(days=190))
    assert "lebih dari 6 bulan lalu" in text_of(client.get(family.get_absolute_url()))
    MoneyRecord.objects.filter(pk=record.pk).update(noted_on=TODAY() - timedelta(days=170))
    page = text_of(client.get(family.get_absolute_url()))
    assert "lebih dari 6 bulan lalu" not in page
    assert "Keuangan keluarga belum dicatat" not in page


def test_times_without_a_business_rhythm_are_nothing(family, actor):
    record = record_money(family, data={"income": 5, "business_rhythm": WorkRhythm.WEEK}, actor=actor)
    assert record.business_rhythm == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_record_the_same_day_one_is_told():
    family = FamilyFactory(village=make_village(), members=1)
    actor, start, told = make_secretary(family.village), threading.Barrier(2), []

    def record(income):
        start.wait()
        try:
            record_money(family, data={"income": income}, actor=actor)
            told.append("tersimpan")
        except DomainError as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=record, args=[income]) for income in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(words[:8] for words in told) == ["Keuangan", "tersimpa"]
    assert family.money_records.count() == 1
