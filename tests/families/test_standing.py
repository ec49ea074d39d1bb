"""How a family lives: money over time, the house, the decile, and what it receives."""

import re
import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import CloseReason, FamilyStatus, WorkRhythm
from families.models import AidProgramme, AidReceived, Family, MoneyRecord
from families.queries import edition_of, money_changes, money_of
from families.services import (
    close_family,
    correct_entry,
    end_aid,
    record_aid,
    record_decile,
    record_housing,
    record_money,
)
from tests.factories.accounts import make_user
from tests.factories.families import (
    AidFactory,
    DecileFactory,
    FamilyFactory,
    HousingFactory,
    MoneyFactory,
    make_secretary,
    make_status,
)
from tests.factories.regions import make_village

TODAY = timezone.localdate
ADDING = ("add_money", "add_housing", "add_decile", "add_aid")


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai")


@pytest.fixture
def actor(village):
    return make_secretary(village)


def _url(name, family, *more):
    return reverse(f"families:{name}", args=[family.pk, *more])


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def _post(client, name, family, *more, **data):
    return client.post(_url(name, family, *more), {"form_token": str(uuid4()), **data})


def _today():
    return f"{TODAY():%d-%m-%Y}"


# Money.


def test_money_is_recorded_and_shown_with_its_change_from_the_start(as_role, family):
    client = as_role(Role.SECRETARY)
    MoneyFactory(family=family, noted_on=date(2025, 1, 6), income=800_000, expenses=900_000, savings=0, debt=500_000)
    data = {
        "noted_on": _today(), "income": "1.000.000", "expenses": "Rp 750.000", "savings": "120000", "debt": "250000",
        "business": "Kios", "business_times": "3", "business_rhythm": "week",
    }  # fmt: skip
    assert _post(client, "add_money", family, **data).status_code == 302
    changes = {each.label: (each.difference, each.percent) for each in money_changes(money_of(family))}
    assert changes["Pendapatan sebulan"] == (200_000, 25)
    assert changes["Sisa sebulan"] == (350_000, None)
    assert changes["Utang"] == (-250_000, -50)
    assert changes["Tabungan"] == (120_000, None)
    page = _text(client.get(family.get_absolute_url()))
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
    response = _post(as_role(Role.SECRETARY), "add_money", family, **{"noted_on": _today(), **data})
    assert response.status_code == 422
    assert sentence in _text(response)
    assert not family.money_records.exists()


def test_the_second_record_of_a_day_is_refused_and_says_what_to_do(as_role, family):
    client = as_role(Role.SECRETARY)
    assert _post(client, "add_money", family, noted_on=_today(), income="5").status_code == 302
    response = _post(client, "add_money", family, noted_on=_today(), income="6")
    assert response.status_code == 422
    assert "sudah dicatat. Pilih “Betulkan”" in _text(response)
    assert family.money_records.get().income == 5


def test_a_double_click_makes_one_record(as_role, family):
    client, data = as_role(Role.SECRETARY), {"form_token": str(uuid4()), "noted_on": _today(), "income": "5"}
    for _ in range(2):
        assert client.post(_url("add_money", family), data).status_code == 302
    assert family.money_records.count() == 1


def test_the_form_shows_the_figures_of_the_time_before(as_role, family):
    MoneyFactory(family=family, noted_on=date(2025, 1, 6), income=800_000)
    assert "Terakhir Rp800.000" in _text(as_role(Role.SECRETARY).get(_url("add_money", family)))


def test_a_correction_replaces_the_values_and_the_history_keeps_the_old(as_role, family):
    client, record = as_role(Role.SECRETARY), MoneyFactory(family=family, income=9_000_000, business_times=None)
    record.refresh_from_db()
    data = {"noted_on": _today(), "income": "900000", "version": edition_of(record)}
    assert "9.000.000" in _text(client.get(_url("correct_money", family, record.pk)))
    assert _post(client, "correct_money", family, record.pk, **data).status_code == 302
    record.refresh_from_db()
    assert record.income == 900_000
    assert "Pendapatan sebulan: Rp9.000.000 → Rp900.000" in _text(client.get(_url("history", family)))


def test_the_second_of_two_who_correct_sees_what_the_first_wrote_and_decides(as_role, family):
    client, record = as_role(Role.SECRETARY), MoneyFactory(family=family, income=9)
    record.refresh_from_db()
    shown = edition_of(record)
    _post(client, "correct_money", family, record.pk, noted_on=_today(), income="800000", version=shown)
    response = _post(client, "correct_money", family, record.pk, noted_on=_today(), income="700000", version=shown)
    assert response.status_code == 422
    assert "Sekarang tercatat Pendapatan sebulan: 800.000." in _text(response)
    record.refresh_from_db()
    assert record.income == 800_000
    again = re.search(r'name="version" value="(\d+)"', response.content.decode())[1]
    _post(client, "correct_money", family, record.pk, noted_on=_today(), income="700000", version=again)
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
    assert "Keuangan keluarga belum dicatat" not in _text(client.get(family.get_absolute_url()))
    make_status(family, status, on=date(2025, 1, 1))
    assert "Keuangan keluarga belum dicatat" in _text(client.get(family.get_absolute_url()))
    record = MoneyFactory(family=family, noted_on=TODAY() - timedelta(days=190))
    assert "lebih dari 6 bulan lalu" in _text(client.get(family.get_absolute_url()))
    MoneyRecord.objects.filter(pk=record.pk).update(noted_on=TODAY() - timedelta(days=170))
    page = _text(client.get(family.get_absolute_url()))
    assert "lebih dari 6 bulan lalu" not in page
    assert "Keuangan keluarga belum dicatat" not in page


def test_times_without_a_business_rhythm_are_nothing(family, actor):
    record = record_money(family, data={"income": 5, "business_rhythm": WorkRhythm.WEEK}, actor=actor)
    assert record.business_rhythm == ""


# House and decile.


def test_the_house_is_shown_as_it_was_found_and_earlier_findings_stay(as_role, family):
    client = as_role(Role.SECRETARY)
    HousingFactory(family=family, noted_on=date(2025, 1, 6), roof="thatch")
    assert _post(client, "add_housing", family, noted_on=_today(), roof="metal", assets="Perahu").status_code == 302
    page = _text(client.get(family.get_absolute_url()))
    assert page.index("Seng") < page.index("Catatan rumah sebelumnya (1)") < page.index("Ilalang")
    assert "Perahu" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "paling sedikit satu keadaan rumah"),
        ({"roof": "emas"}, "tidak ada. Pilih satu dari daftar"),
        ({"roof": "metal", "noted_on": "besok"}, "Tanggal belum benar"),
        ({"assets": "x" * 301}, "Paling banyak 300 huruf"),
    ],
)
def test_a_house_that_cannot_be_is_refused(as_role, family, data, sentence):
    response = _post(as_role(Role.SECRETARY), "add_housing", family, **{"noted_on": _today(), **data})
    assert response.status_code == 422
    assert sentence in _text(response)


def test_the_family_keeps_the_decile_that_was_stated_last_not_the_one_recorded_last(family, actor):
    for value, day in ((3, date(2026, 1, 5)), (1, date(2025, 1, 5)), (4, date(2026, 1, 5))):
        record_decile(family, data={"value": value, "stated_on": day, "source": "SIKS-NG"}, actor=actor)
        assert Family.objects.get(pk=family.pk).decile == (3 if value == 1 else value)


def test_a_corrected_decile_counts(family, actor):
    decile = record_decile(family, data={"value": 9, "stated_on": date(2026, 1, 5), "source": "x"}, actor=actor)
    decile.refresh_from_db()
    correct_entry(decile, data={"value": 2}, version=edition_of(decile), actor=actor)
    assert Family.objects.get(pk=family.pk).decile == 2


def test_the_decile_is_shown_with_its_date_its_source_and_what_it_means(as_role, family):
    client = as_role(Role.SECRETARY)
    _post(client, "add_decile", family, value="2", stated_on="05-01-2026", source="Cek Bansos")
    page = _text(client.get(family.get_absolute_url()))
    assert "Desil 2" in page
    assert "1 = termiskin" in page
    assert "5 Januari 2026, Cek Bansos" in page


@pytest.mark.parametrize("value", ["0", "11", "-1", "dua", "", "1.5"])
def test_a_decile_is_one_of_ten(as_role, family, value):
    response = _post(
        as_role(Role.SECRETARY), "add_decile", family, value=value, stated_on="05-01-2026", source="SIKS-NG"
    )
    assert response.status_code == 422
    assert not family.deciles.exists()


# Programmes received.


def _aid(programme="PKH", starts_on=date(2025, 1, 1), **more):
    return {"programme": AidProgramme.objects.get(pk=programme), "member": None, "starts_on": starts_on, **more}


def test_a_programme_is_received_by_a_member_or_by_all_until_it_ends(as_role, family):
    client, child = as_role(Role.SECRETARY), family.members.last()
    _post(client, "add_aid", family, programme="PKH", starts_on="01-01-2025")
    _post(client, "add_aid", family, programme="PIP", starts_on="01-07-2025", member=child.pk, note="SMP")
    page = _text(client.get(family.get_absolute_url()))
    assert "Seluruh keluarga, sejak 1 Januari 2025" in page
    assert f"{child.name}, sejak 1 Juli 2025 · SMP" in page
    pkh = family.aid.get(programme="PKH")
    assert client.post(_url("end_aid", family, pkh.pk), {"on": "31-12-2025"}).status_code == 302
    page = _text(client.get(family.get_absolute_url()))
    assert page.index("Program yang sudah berakhir (1)") < page.index("sampai 31 Desember 2025")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fits"),
    [
        (date(2025, 6, 1), None, False),
        (date(2024, 1, 1), date(2025, 1, 1), False),
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2024, 1, 1), None, False),
        (date(2025, 12, 31), None, False),
        (date(2026, 1, 1), None, True),
    ],
)
def test_the_same_programme_for_the_same_receiver_does_not_overlap(family, actor, starts_on, ends_on, fits):
    AidFactory(family=family, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    if fits:
        record_aid(family, data=_aid(starts_on=starts_on, ends_on=ends_on), actor=actor)
    else:
        with pytest.raises(DomainError, match="untuk seluruh keluarga sudah dicatat sejak 1 Januari 2025"):
            record_aid(family, data=_aid(starts_on=starts_on, ends_on=ends_on), actor=actor)
    assert family.aid.count() == (2 if fits else 1)


def test_another_programme_or_another_receiver_is_no_overlap(family, actor):
    AidFactory(family=family)
    record_aid(family, data=_aid("PIP"), actor=actor)
    record_aid(family, data=_aid(member=family.members.first()), actor=actor)
    assert family.aid.count() == 3


def test_a_correction_of_a_programme_does_not_meet_itself(family, actor):
    aid = AidReceived.objects.get(pk=AidFactory(family=family).pk)
    correct_entry(aid, data=_aid(starts_on=date(2024, 1, 1)), version=edition_of(aid), actor=actor)
    assert family.aid.get().starts_on == date(2024, 1, 1)


def test_a_programme_that_has_ended_or_begins_later_cannot_end_now(family, actor):
    aid = AidFactory(family=family, starts_on=date(2025, 1, 1))
    with pytest.raises(DomainError, match="Isi tanggal akhir sesudahnya"):
        end_aid(aid, on=date(2024, 12, 31), actor=actor)
    end_aid(aid, on=date(2025, 6, 30), actor=actor)
    with pytest.raises(DomainError, match="sudah dicatat berakhir 30 Juni 2025"):
        end_aid(aid, on=date(2025, 7, 30), actor=actor)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"starts_on": ""}, "Isi sejak"),
        ({"starts_on": "01-01-2099"}, "belum tiba"),
        ({"starts_on": "01-02-2026", "ends_on": "01-01-2026"}, "lebih dulu daripada tanggal mulai"),
        ({"programme": "BLT-LAMA"}, "tidak ada. Pilih satu dari daftar"),
        ({"member": "999999"}, "tidak ada. Pilih satu dari daftar"),
    ],
)
def test_a_programme_that_cannot_be_is_refused(as_role, family, data, sentence):
    data = {"programme": "PKH", "starts_on": "01-01-2025", **data}
    response = _post(as_role(Role.SECRETARY), "add_aid", family, **data)
    assert response.status_code == 422
    assert sentence in _text(response)


def test_a_bad_day_for_the_end_is_told_on_the_page(as_role, family):
    client, aid = as_role(Role.SECRETARY), AidFactory(family=family)
    response = client.post(_url("end_aid", family, aid.pk), {"on": "kapan-kapan"}, follow=True)
    assert "Tanggal belum benar" in _text(response)


def test_who_has_left_is_still_named_where_the_aid_is_corrected(as_role, family):
    child = family.members.last()
    aid = AidFactory(family=family, member=child)
    child.left_on, child.left_reason = TODAY(), "moved"
    child.save()
    client = as_role(Role.SECRETARY)
    assert child.name in _text(client.get(_url("correct_aid", family, aid.pk)))
    assert child.name not in _text(client.get(_url("add_aid", family)))


# Who may, and who meets what.


def _entries(family):
    return {
        "correct_money": MoneyFactory(family=family), "correct_housing": HousingFactory(family=family),
        "correct_decile": DecileFactory(family=family), "correct_aid": AidFactory(family=family),
    }  # fmt: skip


def test_a_colleague_corrects_readers_do_not_and_outsiders_find_nothing(as_role, family, village, other_village):
    pages = [(name, entry.pk) for name, entry in _entries(family).items()] + [(name,) for name in ADDING]
    for role, region, code in (
        (Role.COORDINATOR, village, 200), (Role.DINAS, village, 403), (Role.VILLAGE_HEAD, village, 403),
        (Role.SECRETARY, other_village, 404),
    ):  # fmt: skip
        client = as_role(role, region)
        for name, *more in pages:
            assert client.get(_url(name, family, *more)).status_code == code, (role, name)


def test_readers_see_the_standing_without_a_way_to_change_it(as_role, family):
    _entries(family)
    page = _text(as_role(Role.DINAS).get(family.get_absolute_url()))
    assert "SIKS-NG desa" in page
    for name in ("Betulkan", "Catat keuangan", "Catat program", "Akhiri"):
        assert name not in page


def test_an_entry_of_another_family_is_not_found(as_role, village, family):
    client, other = as_role(Role.SECRETARY), FamilyFactory(village=village, members=1)
    for name, entry in _entries(other).items():
        assert client.get(_url(name, family, entry.pk)).status_code == 404, name
    assert client.post(_url("end_aid", family, AidFactory(family=other).pk), {"on": _today()}).status_code == 404
    assert client.get(_url("end_aid", family, 1)).status_code == 405


def test_the_services_ask_for_the_right_themselves(family, other_village):
    stranger, reader = make_secretary(other_village), make_user(Role.DINAS, family.village)
    for actor in (stranger, reader):
        for record in (record_money, record_housing, record_decile, record_aid):
            with pytest.raises(PermissionDenied):
                record(family, data={}, actor=actor)
        for entry in _entries(FamilyFactory(village=family.village, members=1)).values():
            with pytest.raises(PermissionDenied):
                correct_entry(entry, data={}, version=0, actor=actor)
        with pytest.raises(PermissionDenied):
            end_aid(AidFactory(family=family), on=TODAY(), actor=actor)


def test_a_closed_file_takes_no_more_entries(as_role, family, actor):
    record = MoneyFactory(family=family, income=5)
    close_family(family, CloseReason.MOVED, on=TODAY(), actor=actor)
    client = as_role(Role.SECRETARY)
    response = client.post(_url("correct_money", family, record.pk), {"form_token": str(uuid4())}, follow=True)
    assert "sudah ditutup" in _text(response)
    for record_it in (record_money, record_housing, record_decile, record_aid):
        with pytest.raises(DomainError, match="sudah ditutup, .* Buka kembali berkasnya dahulu bila perlu"):
            record_it(family, data={}, actor=actor)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much_is_recorded(as_role, family, rows, django_assert_max_num_queries):
    client = as_role(Role.COORDINATOR)
    for n in range(rows):
        day = TODAY() - timedelta(days=n)
        MoneyFactory(family=family, noted_on=day)
        HousingFactory(family=family, noted_on=day)
        DecileFactory(family=family, stated_on=day)
        AidFactory(family=family, programme_id=("PKH", "PIP", "KUBE")[n], member=family.members.first())
    with django_assert_max_num_queries(30):
        client.get(family.get_absolute_url())


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
