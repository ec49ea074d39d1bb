"""The social map: who sees what of it, and that no house is ever shown."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from families.models import Family
from institutions.enums import InstitutionKind
from institutions.figures import family_spots
from institutions.models import Institution
from institutions.views.map import MOST_POINTS, tile_host
from tests.factories.families import ProblemFactory
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.regions import make_region, make_village
from tests.institutions.mapping import MAP, MATRIX, make_families

FAMILIES, POINTS = reverse("institutions:map_families"), reverse("institutions:map_points")
AT = {"latitude": "-10.316300", "longitude": "123.485200"}
NEED = "PPKS-12"


@pytest.fixture(autouse=True)
def no_national_programmes(db):
    """They serve everybody, and would answer needs that a test is about."""
    Institution.objects.all().delete()


def test_the_map_gives_points_with_what_is_offered(as_role, village):
    institution = InstitutionFactory(name="Posyandu Melati", **AT)
    ServiceOfferFactory(institution=institution, name="Penimbangan")
    ServiceOfferFactory(institution=institution, name="Tidak lagi", active=False)
    InstitutionFactory(name="Tanpa titik")
    data = as_role(Role.SECRETARY).get(POINTS).json()
    assert data["institutions"] == [
        {
            "name": "Posyandu Melati",
            "kind": "Posyandu",
            "place": "Desa Tablolong",
            "url": institution.get_absolute_url(),
            "services": ["Penimbangan"],
            "more": 0,
            "home": True,
            "at": [-10.3163, 123.4852],
        }
    ]
    assert data["cut"] is False


def test_the_list_shows_the_same_without_javascript(as_role, village):
    ServiceOfferFactory(institution__name="Posyandu Melati", name="Penimbangan")
    page = as_role(Role.SECRETARY).get(MAP).content.decode()
    assert "Posyandu Melati" in page
    assert "Penimbangan" in page


@pytest.mark.parametrize("address", [MAP, MATRIX, POINTS])
def test_nothing_of_another_regency_and_nothing_closed(as_role, village, other_village, address):
    InstitutionFactory(name="Posyandu Jauh", kind=InstitutionKind.ARISAN, region=other_village, **AT)
    InstitutionFactory(name="Posyandu Tutup", kind=InstitutionKind.ARISAN, active=False, **AT)
    make_families(6, village=other_village, rt="009", **AT)
    page = as_role(Role.TKSK).get(address).content.decode()
    assert [word for word in ("Jauh", "Tutup", "Moncongloe", "Arisan", "RT 009") if word in page] == []


def test_the_region_is_narrowed_and_what_serves_it_from_above_stays(as_role, village):
    lifuleo = make_village("53.01.05.2010")
    InstitutionFactory(name="Posyandu Lifuleo", region=lifuleo, **AT)
    InstitutionFactory(name="Posyandu Tablolong", region=village, **AT)
    InstitutionFactory(name="Puskesmas", region=make_region("53.01.05"), **AT)
    client = as_role(Role.TKSK)
    data = client.get(POINTS, {"wilayah": lifuleo.pk}).json()
    assert {point["name"]: point["home"] for point in data["institutions"]} == {
        "Posyandu Lifuleo": True,
        "Puskesmas": False,
    }
    assert {row.name for row in client.get(MAP, {"wilayah": lifuleo.pk}).context["page"]} == {
        "Posyandu Lifuleo",
        "Puskesmas",
    }


@pytest.mark.parametrize("nonsense", ["99.99", "73.09.13.2001", "53", "x" * 200])
def test_nonsense_in_the_address_shows_the_own_region(as_role, village, other_village, nonsense):
    InstitutionFactory(name="Posyandu Melati", **AT)
    InstitutionFactory(region=other_village, **AT)
    data = as_role(Role.TKSK).get(POINTS, {"wilayah": nonsense}).json()
    assert [point["name"] for point in data["institutions"]] == ["Posyandu Melati"]


def test_too_many_points_are_cut_and_said(as_role, village, monkeypatch):
    monkeypatch.setattr("institutions.views.map.MOST_POINTS", 2)
    for _ in range(3):
        InstitutionFactory(**AT)
    data = as_role(Role.SECRETARY).get(POINTS).json()
    assert (len(data["institutions"]), data["cut"]) == (2, True)
    assert MOST_POINTS <= 500


def test_villages_are_named_where_there_are_several(as_role, village):
    InstitutionFactory(**AT)
    client = as_role(Role.TKSK)
    assert client.get(POINTS).json()["villages"] == []
    InstitutionFactory(region=make_village("53.01.05.2010"), latitude="-10.3", longitude="123.4")
    named = client.get(POINTS).json()["villages"]
    assert named == [
        {"name": "Desa Tablolong", "at": [-10.3163, 123.4852]},
        {"name": "Desa Lifuleo", "at": [-10.3, 123.4]},
    ]


def test_families_are_counted_by_neighbourhood_and_few_are_hidden(as_role, village):
    make_families(5, rt="001", rw="001")
    make_families(4, rt="002", rw="001")
    make_families(1, rt="", rw="")
    response = as_role(Role.SECRETARY).get(FAMILIES)
    shown = {spot.place: spot.count for spot in response.context["page"]}
    assert shown == {"RT belum diisi": "<5", "RT 001/RW 001": "5", "RT 002/RW 001": "<5"}
    assert "&lt;5" in response.content.decode()


def test_closed_files_are_not_counted(village):
    make_families(6)
    Family.objects.filter(pk__in=Family.objects.values("pk")[:1]).update(closed_on="2026-01-05", closed_reason="moved")
    assert [spot.families for spot in family_spots([village.pk], by_neighbourhood=True)] == [5]


def test_over_several_villages_each_is_one_number(as_role, village):
    make_families(5)
    make_families(6, village=make_village("53.01.05.2010"))
    client = as_role(Role.TKSK)
    shown = {spot.place: spot.count for spot in client.get(FAMILIES).context["page"]}
    assert shown == {"Desa Lifuleo": "6", "Desa Tablolong": "5"}
    assert [spot.place for spot in client.get(FAMILIES, {"wilayah": village.pk}).context["page"]] == ["RT 004/RW 002"]


def test_a_point_of_families_needs_five_of_them_and_is_never_a_house(as_role, village):
    client = as_role(Role.SECRETARY)
    make_families(4, rt="001", latitude="-10.316311", longitude="123.485211")
    make_families(3, rt="001")
    assert client.get(POINTS).json()["families"] == []
    make_families(1, rt="001", latitude="-10.316911", longitude="123.486311")
    assert client.get(POINTS).json()["families"] == [{"name": "RT 001/RW 002", "count": "8", "at": [-10.316, 123.485]}]


@pytest.mark.parametrize(
    ("role", "page", "sees"),
    [(Role.SECRETARY, 200, True), (Role.DINAS, 200, True), (Role.LK3, 403, False), (Role.VILLAGE_HEAD, 403, None)],
)
def test_only_who_sees_families_gets_their_numbers(as_role, village, role, page, sees):
    make_families(6, **AT)
    client = as_role(role)
    assert client.get(FAMILIES).status_code == page
    response = client.get(POINTS)
    assert response.status_code == (403 if sees is None else 200)
    if sees is not None:
        assert bool(response.json()["families"]) is sees
        assert (FAMILIES in client.get(MAP).content.decode()) is sees


def test_who_does_not_see_institutions_sees_no_map(as_role, village):
    for role in (Role.MENTOR, Role.PROVIDER, Role.MINISTRY):
        client = as_role(role)
        assert {client.get(address).status_code for address in (MAP, MATRIX, FAMILIES, POINTS)} == {403}


def test_an_empty_map_says_so(as_role, village):
    client = as_role(Role.SECRETARY)
    assert "Belum ada lembaga di wilayah ini" in client.get(MAP).content.decode()
    assert "Belum ada keluarga" in client.get(FAMILIES).content.decode()
    assert "Belum ada lembaga" in client.get(MATRIX).content.decode()
    assert client.get(POINTS).json() == {"institutions": [], "villages": [], "families": [], "cut": False}


@pytest.mark.parametrize("address", [MAP, MATRIX, FAMILIES, POINTS])
def test_the_number_of_queries_does_not_grow(as_role, village, django_assert_max_num_queries, address):
    counts = []
    for number in range(3):
        place = make_village(f"53.01.05.20{20 + number}")
        ServiceOfferFactory(institution=InstitutionFactory(region=place, **AT), problems=["PPKS-13"])
        ProblemFactory(category_id=NEED, family__village=place)
        make_families(5, village=place, **AT)
        client = as_role(Role.TKSK)
        with django_assert_max_num_queries(13) as captured:
            client.get(address)
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_without_a_tile_server_no_other_host_is_allowed(as_role, village):
    response = as_role(Role.SECRETARY).get(MAP)
    assert "img-src 'self' data:;" in response["Content-Security-Policy"] + ";"
    assert 'data-tiles=""' in response.content.decode()


def test_a_tile_server_is_allowed_on_the_map_only(as_role, village, settings):
    settings.TILE_URL = "https://{s}.tile.contoh.id/{z}/{x}/{y}.png"
    client = as_role(Role.SECRETARY)
    response = client.get(MAP)
    assert "img-src 'self' data: https://*.tile.contoh.id" in response["Content-Security-Policy"]
    assert settings.TILE_URL in response.content.decode()
    assert "tile.contoh.id" not in client.get(MATRIX)["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("", ""),
        ("/ubin/{z}/{x}/{y}.png", ""),
        ("https://ubin.contoh.id:8443/{z}/{x}/{y}.png", "https://ubin.contoh.id:8443"),
    ],
)
def test_the_host_of_the_tiles(url, host):
    assert tile_host(url) == host


@pytest.mark.parametrize("address", [MAP, MATRIX, FAMILIES, POINTS])
def test_the_map_is_only_read(as_role, village, address):
    assert as_role(Role.SECRETARY).post(address).status_code == 405
