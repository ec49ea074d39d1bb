"""The social map in a real browser: drawn from our own files, with nobody else on the network."""

import pytest
from playwright.sync_api import expect

from accounts.enums import Role
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory

pytestmark = pytest.mark.browser

AT = {"latitude": "-10.316300", "longitude": "123.485200"}


@pytest.fixture
def secretary(village):
    institution = InstitutionFactory(name="Posyandu Melati", region=village, **AT)
    ServiceOfferFactory(institution=institution, name="Penimbangan balita")
    InstitutionFactory(name="PAUD Kasih Ibu", region=village, latitude="-10.320000", longitude="123.490000")
    for _ in range(6):
        FamilyFactory(village=village, latitude="-10.330000", longitude="123.470000")
    return make_user(Role.SECRETARY, village).username


def test_the_map_is_drawn_from_our_own_files_alone(page, live_server, secretary, sign_in):
    sign_in(page, secretary)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/lembaga/peta/")
    expect(page.locator("#peta path.at-institution")).to_have_count(2)
    expect(page.locator("#peta path.at-families")).to_have_count(1)
    expect(page.locator("#peta .map-count")).to_have_text("6")
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    assert complaints == []


def test_a_point_tells_who_it_is_and_leads_there(page, secretary, sign_in):
    sign_in(page, secretary)
    page.goto("/lembaga/peta/")
    page.locator("#peta path.at-institution").last.click()
    popup = page.locator("#peta .leaflet-popup-content")
    expect(popup).to_contain_text("Penimbangan balita")
    popup.get_by_role("link", name="Posyandu Melati").click()
    expect(page.get_by_role("heading", name="Posyandu Melati")).to_be_visible()


def test_without_javascript_the_list_is_there(open_page, secretary, sign_in):
    page = open_page(java_script_enabled=False)
    sign_in(page, secretary)
    page.goto("/lembaga/peta/")
    expect(page.locator("#peta")).to_be_hidden()
    expect(page.get_by_role("link", name="Posyandu Melati")).to_be_visible()
    expect(page.get_by_text("Penimbangan balita")).to_be_visible()
