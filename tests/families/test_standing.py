"""How a family lives: the house, the decile, and what all dated entries have in common."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.enums import CloseReason
from families.models import Family
from families.queries import edition_of
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
)
from tests.families.reading import text_of, url_of
from tests.families.recording import post_entry, today

TODAY = timezone.localdate
ADDING = ("add_money", "add_housing", "add_decile", "add_aid")


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai")


def test_the_house_is_shown_as_it_was_found_and_earlier_findings_stay(as_role, family):
    client = as_role(Role.SECRETARY)
    HousingFactory(family=family, noted_on=date(2025, 1, 6), roof="thatch")
    assert (
        post_entry(client, "add_housing", family, noted_on=today(), roof="metal", assets="Perahu").status_code == 302
    )
    page = text_of(client.get(family.get_absolute_url()))
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
    response = post_entry(as_role(Role.SECRETARY), "add_housing", family, **{"noted_on": today(), **data})
    assert response.status_code == 422
    assert sentence in text_of(response)


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
    post_entry(client, "add_decile", family, value="2", stated_on="05-01-2026", source="Cek Bansos")
    page = text_of(client.get(family.get_absolute_url()))
    assert "Desil 2" in page
    assert "1 = termiskin" in page
    assert "5 Januari 2026, Cek Bansos" in page


@pytest.mark.parametrize("value", ["0", "11", "-1", "dua", "", "1.5"])
def test_a_decile_is_one_of_ten(as_role, family, value):
    response = post_entry(
        as_role(Role.SECRETARY), "add_decile", family, value=value, stated_on="05-01-2026", source="SIKS-NG"
    )
    assert response.status_code == 422
    assert not family.deciles.exists()


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
            assert client.get(url_of(name, family, *more)).status_code == code, (role, name)


def test_readers_see_the_standing_without_a_way_to_change_it(as_role, family):
    _entries(family)
    page = text_of(as_role(Role.DINAS).get(family.get_absolute_url()))
    assert "SIKS-NG desa" in page
    for name in ("Betulkan", "Catat keuangan", "Catat program", "Akhiri"):
        assert name not in page


def test_an_entry_of_another_family_is_not_found(as_role, village, family):
    client, other = as_role(Role.SECRETARY), FamilyFactory(village=village, members=1)
    for name, entry in _entries(other).items():
        assert client.get(url_of(name, family, entry.pk)).status_code == 404, name
    assert client.post(url_of("end_aid", family, AidFactory(family=other).pk), {"on": today()}).status_code == 404
    assert client.get(url_of("end_aid", family, 1)).status_code == 405


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
    response = client.post(url_of("correct_money", family, record.pk), {"form_token": str(uuid4())}, follow=True)
    assert "sudah ditutup" in text_of(response)
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
