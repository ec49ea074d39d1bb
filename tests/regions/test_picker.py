import re

import pytest

from accounts.enums import Role
from regions.enums import Level
from regions.forms import PickerForm
from tests.factories.regions import make_region, make_village


@pytest.fixture
def places(village, other_village):
    make_region("53.01.05.2010")
    make_region("53.01.06.2001")
    return village


def lists(form):
    return [bound.name.removeprefix("region_") for bound in form.region_selects]


def test_one_list_at_a_time(places):
    assert lists(PickerForm()) == ["province"]
    assert lists(PickerForm({"region_province": "53", "pilih_wilayah": "1"})) == [
        "province", "regency", "district",
    ]  # fmt: skip


def test_what_has_one_choice_is_chosen(places):
    form = PickerForm(codes=["53.01.05"])
    assert lists(form) == ["province", "regency", "district", "village"]
    assert form["region_district"].value() == "53.01.05"


def test_what_the_page_did_not_show_is_not_chosen_when_sent(places):
    assert not PickerForm({"region_province": "73"}).is_valid()
    form = PickerForm({"region_province": "73", "pilih_wilayah": "1"})
    assert form["region_village"].value() == "73.09.13.2001"
    assert not form.is_valid()


def test_a_choice_of_another_parent_is_dropped(places):
    form = PickerForm({"region_province": "73", "region_regency": "53.01", "region_district": "53.01.05"})
    assert form["region_regency"].value() == ""
    assert not form.is_valid()
    assert form.cleaned_data["region"] is None


def test_only_ones_own_subtree_can_be_chosen(places):
    outside = {"region_province": "73", "region_regency": "73.09", "region_district": "73.09.13"}
    form = PickerForm(outside | {"region_village": "73.09.13.2001"}, codes=["53.01"])
    assert not form.is_valid()
    assert form.cleaned_data["region"] is None


def test_it_ends_at_the_level_asked_for(places):
    form = PickerForm({"region_province": "53", "region_regency": "53.01"}, level=Level.REGENCY)
    assert form.is_valid()
    assert form.cleaned_data["region"].code == "53.01"


def test_a_region_that_is_no_longer_in_force_is_not_offered(places):
    places.active = False
    places.save()
    form = PickerForm(codes=["53.01.05"])
    assert "53.01.05.2011" not in dict(form.fields["region_village"].choices)


def test_it_starts_from_a_given_region(places):
    assert PickerForm(region=places)["region_village"].value() == "53.01.05.2011"


def test_the_form_costs_one_statement_a_list(places, django_assert_max_num_queries):
    for number in range(30):
        make_village(f"53.01.05.{2100 + number}")
    with django_assert_max_num_queries(4):
        PickerForm(region=places)


def test_htmx_gets_the_picker_with_the_next_list(as_role, places):
    client = as_role(Role.ADMIN)
    page = client.get("/wilayah/anak/?sampai=village&batas=&region_province=53").content.decode()
    assert re.findall(r'name="region_(\w+)"', page) == ["province", "regency", "district"]
    assert "is-invalid" not in page


@pytest.mark.parametrize("query", ["sampai=desa", "", "sampai=village%00"])
def test_a_strange_question_is_refused(as_role, query):
    assert as_role(Role.ADMIN).get(f"/wilayah/anak/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["region_province=zz", "batas=x'--", "region_province=53&region_province=73"])
def test_an_unknown_code_shows_the_first_list_again(as_role, places, query):
    response = as_role(Role.ADMIN).get(f"/wilayah/anak/?sampai=village&{query}")
    assert response.status_code == 200


def test_it_is_for_users_and_for_reading(as_role, client, db):
    assert client.get("/wilayah/anak/?sampai=village").status_code == 302
    assert as_role(Role.ADMIN).post("/wilayah/anak/").status_code == 405
