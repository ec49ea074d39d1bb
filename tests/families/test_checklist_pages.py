"""The pages on which the social office keeps its indicators, and who has none."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from families.models import IndicatorSet
from families.queries import checklist_for
from families.services import discard_checklist, hold_back_checklist, start_checklist
from tests.factories.accounts import make_user
from tests.factories.families import make_checklist, national_set
from tests.families.drafting import add_water, days_from_now, enforce, reword
from tests.families.reading import text_of

KEEPER = [Role.DINAS]
OTHERS = [role for role in Role if role not in KEEPER]


@pytest.fixture
def draft(regency, dinas):
    return start_checklist(regency, note="Menambah air minum", actor=dinas)


def _url(name, *args):
    return reverse(f"families:{name}", args=args)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_keeps_indicators(as_role, village, draft, role):
    client, actor = as_role(role), make_user(role, village)
    for name in ("checklists", "start_checklist"):
        assert client.get(_url(name)).status_code == 403, name
    for name in ("checklist", "enforce_checklist", "add_indicator"):
        assert client.get(_url(name, draft.pk)).status_code == 403, name
    with pytest.raises(PermissionDenied):
        add_water(draft, actor)
    with pytest.raises(PermissionDenied):
        start_checklist(draft.region, note="x", actor=actor)


def test_another_regencys_versions_do_not_exist(as_role, other_village, draft):
    client, indicator = as_role(Role.DINAS, other_village), draft.indicators.first()
    for name in ("checklist", "enforce_checklist", "add_indicator"):
        assert client.get(_url(name, draft.pk)).status_code == 404, name
    for name in ("discard_checklist", "hold_back_checklist", "move_indicator"):
        assert client.post(_url(name, draft.pk)).status_code == 404, name
    for name in ("reword_indicator", "remove_indicator"):
        assert client.post(_url(name, draft.pk, indicator.pk)).status_code == 404, name
    assert "53.01-1" not in text_of(client.get(_url("checklists")))
    with pytest.raises(PermissionDenied):
        discard_checklist(draft, actor=client.user)


def test_the_nations_set_is_read_and_not_changed(as_role, regency, dinas):
    client, national = as_role(Role.DINAS), national_set()
    assert "pedoman-1" in text_of(client.get(_url("checklist", national.pk)))
    assert client.get(_url("add_indicator", national.pk)).status_code == 403
    assert client.post(_url("discard_checklist", national.pk)).status_code == 403
    for change in (
        lambda: discard_checklist(national, actor=dinas),
        lambda: add_water(national, dinas),
        lambda: hold_back_checklist(national, actor=dinas),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_bad_numbers_and_wrong_methods(as_role, draft):
    client = as_role(Role.DINAS)
    assert client.get(_url("checklist", 999_999)).status_code == 404
    assert client.get(_url("reword_indicator", draft.pk, 999_999)).status_code == 404
    strange = national_set().indicators.first()
    for data in ({"up": f"{strange.pk}-1"}, {"up": "x-1"}, {"down": "9" * 30}, {}):
        assert client.post(_url("move_indicator", draft.pk), data).status_code == 404, data
    assert client.post(_url("checklist", draft.pk)).status_code == 405
    assert client.get(_url("discard_checklist", draft.pk)).status_code == 405


def test_the_office_finds_its_indicators_in_the_menu(as_role):
    page = text_of(as_role(Role.DINAS).get(_url("checklists")))
    assert re.search(r'href="/keluarga/indikator/"[^>]* aria-current="page"', page)
    assert page.count('aria-current="page"') == 1
    assert "Indikator asesmen" not in text_of(as_role(Role.SECRETARY).get(reverse("families:list")))


def test_a_version_is_made_from_the_screen_and_holds_from_its_day(as_role, village, regency):
    client = as_role(Role.DINAS)
    data = {"form_token": str(uuid4()), "region": regency.pk, "note": "Menambah air minum"}
    for _ in range(2):
        response = client.post(_url("start_checklist"), data)
    draft = IndicatorSet.objects.get(region=regency)
    assert response["Location"] == draft.get_absolute_url()
    page = text_of(client.get(draft.get_absolute_url()))
    assert "tidak bisa dihapus dan kodenya tetap" in page
    added = {"form_token": str(uuid4()), "dimension": "planning", "text": "Pekarangan dimanfaatkan"}
    for _ in range(2):
        client.post(_url("add_indicator", draft.pk), added)
    assert draft.indicators.count() == 22
    seen = re.search(r'name="seen" value="(\w+)"', text_of(client.get(_url("enforce_checklist", draft.pk))))[1]
    day = {"form_token": str(uuid4()), "on": f"{days_from_now():%d-%m-%Y}", "note": "Pekarangan", "seen": seen}
    for _ in range(2):
        assert client.post(_url("enforce_checklist", draft.pk), day).status_code == 302
    assert checklist_for(village.code) == draft
    assert "tidak berubah lagi" in text_of(client.get(draft.get_absolute_url()))
    assert client.get(_url("add_indicator", draft.pk))["Location"] == draft.get_absolute_url()


def test_the_second_editor_sees_both_wordings_and_chooses(as_role, draft, dinas):
    client, indicator = as_role(Role.DINAS), draft.indicators.get(code="2.1")
    data = {"text": "Tekun beribadah", "help": "", "plasma_sign": "", "seen": indicator.fingerprint}
    reword(indicator, "Rajin beribadah", dinas)
    response = client.post(_url("reword_indicator", draft.pk, indicator.pk), data)
    page = text_of(response)
    assert response.status_code == 422
    assert "Rajin beribadah" in page
    assert "Tekun beribadah" in page
    data["seen"] = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert client.post(_url("reword_indicator", draft.pk, indicator.pk), data).status_code == 302
    assert draft.indicators.get(code="2.1").text == "Tekun beribadah"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("add_indicator", {"dimension": "planning", "text": "x" * 161}, "Paling banyak 160 huruf"),
        ("add_indicator", {"dimension": "outcome", "text": "Hasil"}, "tidak ada"),
        ("add_indicator", {"dimension": "planning", "text": "Bagus \U0001f600"}, "tanpa emoji"),
        ("enforce_checklist", {"on": "01-01-2020", "note": "x"}, "tidak bisa berlaku surut"),
        ("enforce_checklist", {"on": "besok", "note": "x"}, "Tanggal belum benar"),
        ("enforce_checklist", {"on": "01-01-2099", "note": "x"}, "baru saja berubah"),
    ],
)
def test_bad_input_is_said_in_a_sentence(as_role, draft, name, data, sentence):
    data = {"form_token": str(uuid4()), "seen": "lama"} | data
    response = as_role(Role.DINAS).post(_url(name, draft.pk), data)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert IndicatorSet.objects.get(pk=draft.pk).is_draft


def test_a_draft_is_arranged_and_discarded_from_its_page(as_role, draft, dinas):
    client, water = as_role(Role.DINAS), add_water(draft, dinas)
    client.post(_url("move_indicator", draft.pk), {"up": f"{water.pk}-{water.order}"})
    stale = client.post(_url("move_indicator", draft.pk), {"up": f"{water.pk}-{water.order}"}, follow=True)
    assert "Urutannya baru saja berubah" in text_of(stale)
    assert list(draft.indicators.filter(dimension="family_life").values_list("code", flat=True))[-2] == water.code
    for _ in range(2):
        assert client.post(_url("remove_indicator", draft.pk, water.pk)).status_code == 302
    assert draft.indicators.count() == 21
    refused = client.post(_url("remove_indicator", draft.pk, draft.indicators.first().pk), follow=True)
    assert "tidak bisa dihapus" in text_of(refused)
    client.post(_url("discard_checklist", draft.pk))
    assert not IndicatorSet.objects.filter(pk=draft.pk).exists()


def test_one_held_back_from_the_screen_is_a_draft(as_role, draft, dinas):
    client = as_role(Role.DINAS)
    enforce(draft, dinas, on=days_from_now(5))
    assert "Jadikan konsep lagi" in text_of(client.get(draft.get_absolute_url()))
    client.post(_url("hold_back_checklist", draft.pk))
    assert IndicatorSet.objects.get(pk=draft.pk).is_draft


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_much_they_show(as_role, regency, count, django_assert_max_num_queries):
    client = as_role(Role.DINAS)
    for number in range(count):
        checklist = make_checklist(regency, valid_from=days_from_now(number - 9), added=count)
    for url in (_url("checklists"), checklist.get_absolute_url()):
        with django_assert_max_num_queries(11):
            client.get(url)
    make_checklist(regency, added=9, long_words=True)  # the largest draft fits a page of 50 KB
    assert client.get(_url("checklist", IndicatorSet.objects.get(valid_from=None).pk)).status_code == 200
