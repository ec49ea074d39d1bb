"""The pages of the agenda: who opens them, and what is not there."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from institutions.models import AgendaItem, AnnualAgenda
from tests.factories.institutions import AgendaItemFactory
from tests.institutions.planning import YEAR, address, typed

READS = ["units:agenda"]
FORMS = ["units:add_agenda_item", "units:change_agenda_item", "units:agree_agenda"]
ACTS = ["units:copy_agenda", "units:issue_agenda", "units:remove_agenda_item"]


@pytest.fixture
def item(unit):
    return AgendaItemFactory(agenda__care_unit=unit)


@pytest.mark.parametrize("name", [*READS, *FORMS])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR])
def test_the_village_opens_its_pages(as_role, item, role, name):
    assert as_role(role).get(address(name, item)).status_code == 200


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.DINAS])
def test_wider_roles_read_and_change_nothing(as_role, item, role):
    client = as_role(role)
    page = client.get(address("units:agenda", item)).content.decode()
    assert item.name in page
    assert "Tambah mata agenda" not in page
    assert {client.post(address(name, item), typed()).status_code for name in [*FORMS, *ACTS]} == {403}
    assert AgendaItem.objects.get().version == 1


@pytest.mark.parametrize("name", [*READS, *FORMS, *ACTS, "units:agenda_paper"])
def test_outsiders_find_nothing(as_role, item, other_village, name):
    client = as_role(Role.SECRETARY, other_village)
    codes = {client.get(address(name, item)).status_code, client.post(address(name, item)).status_code}
    assert codes <= {404, 405}


@pytest.mark.parametrize("name", [*READS, *FORMS])
def test_what_is_not_there_is_not_found(as_role, village, name):
    unknown = AgendaItem(pk=999_999, agenda=AnnualAgenda(care_unit_id=999_999, year=YEAR))
    assert as_role(Role.SECRETARY).get(address(name, unknown)).status_code == 404


@pytest.mark.parametrize("year", [1999, 2101, 10**20])
def test_a_year_far_away_is_not_found(as_role, unit, year):
    client = as_role(Role.SECRETARY)
    for name in ("add_agenda_item", "agree_agenda", "agenda_paper"):
        assert client.get(reverse(f"units:{name}", args=[unit.pk, year])).status_code == 404
    assert client.post(reverse("units:copy_agenda", args=[unit.pk, year])).status_code == 404


@pytest.mark.parametrize("year", ["", "abc", "1999", "²⁰²⁶", "9" * 500])
def test_nonsense_for_a_year_shows_this_year(as_role, item, year):
    response = as_role(Role.SECRETARY).get(address("units:agenda", item), {"tahun": year})
    assert (response.status_code, response.context["year"]) == (200, YEAR)


def test_wrong_methods(as_role, item):
    client = as_role(Role.SECRETARY)
    assert {client.get(address(name, item)).status_code for name in ACTS} == {405}
    assert {client.post(address(name, item)).status_code for name in READS} == {405}
    assert {client.delete(address(name, item)).status_code for name in FORMS} == {405}
