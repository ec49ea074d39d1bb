"""Beside the social map: which need nobody serves, and which services there are."""

import pytest

from accounts.enums import Role
from families.enums import ProblemState
from families.models import Family
from institutions.enums import InstitutionKind, Sector
from institutions.figures import places_of, services_matrix, unmet_needs, villages_without
from institutions.models import Institution
from tests.factories.families import ProblemFactory
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.regions import make_region, make_village
from tests.institutions.mapping import MAP, MATRIX

NEED = "PPKS-12"


@pytest.fixture(autouse=True)
def no_national_programmes(db):
    """They serve everybody, and would answer needs that a test is about."""
    Institution.objects.all().delete()


def test_a_need_that_nobody_names_stands_out(as_role, village):
    for _ in range(5):
        ProblemFactory(category_id=NEED)
    ServiceOfferFactory(name="Untuk semua")
    ServiceOfferFactory(problems=["PPKS-13"])
    response = as_role(Role.SECRETARY).get(MAP)
    (need,) = response.context["needs"]
    assert (need.code, need.village, need.count, need.distance) == (NEED, "Desa Tablolong", "5", None)
    assert "Belum ada penyedia" in response.content.decode()


def test_a_need_is_met_by_whoever_names_it_as_far_as_the_regency(village):
    ProblemFactory(category_id=NEED)
    for code, met in (("53.01.05.2011", True), ("53.01.05", True), ("53.01", True), ("53", False)):
        offer = ServiceOfferFactory(institution__region=make_region(code), problems=[NEED])
        assert (unmet_needs([village.pk]) == []) is met, code
        offer.institution.delete()


@pytest.mark.parametrize("closed", [{"active": False}, {"institution__active": False}])
def test_who_has_stopped_meets_no_need(village, closed):
    ProblemFactory(category_id=NEED)
    ServiceOfferFactory(problems=[NEED], **closed)
    assert [need.distance for need in unmet_needs([village.pk])] == [None]


def test_a_provider_of_the_neighbour_village_does_not_serve_this_one(village):
    lifuleo = make_village("53.01.05.2010")
    ProblemFactory(category_id=NEED)
    ProblemFactory(category_id=NEED, family__village=lifuleo)
    ServiceOfferFactory(problems=[NEED], institution__region=lifuleo)
    assert [need.village_code for need in unmet_needs(["53.01.05"])] == [village.pk]


def test_only_open_problems_of_open_files_are_needs(village, other_village):
    ProblemFactory(category_id=NEED, state=ProblemState.SOLVED, solved_on="2026-01-05")
    ProblemFactory(category_id=NEED, family__village=other_village)
    closed = ProblemFactory(category_id=NEED).family
    Family.objects.filter(pk=closed.pk).update(closed_on="2026-01-05", closed_reason="moved")
    assert unmet_needs([village.pk]) == []


def test_needs_begin_with_those_that_nobody_serves(village):
    ServiceOfferFactory(problems=["PPKS-13"], institution__region=None)
    for _ in range(3):
        ProblemFactory(category_id="PPKS-13")
    ProblemFactory(category_id=NEED)
    assert [(need.code, need.distance) for need in unmet_needs([village.pk])] == [(NEED, None), ("PPKS-13", 4)]


def test_few_families_with_a_need_are_not_numbered(as_role, village):
    ProblemFactory(category_id=NEED)
    page = as_role(Role.SECRETARY).get(MAP).content.decode()
    assert "<span>&lt;5</span>" in page
    assert "<span>1</span>" not in page


def test_the_matrix_counts_services_by_kind_and_sector(village):
    posyandu = InstitutionFactory(kind=InstitutionKind.POSYANDU)
    InstitutionFactory(kind=InstitutionKind.POSYANDU)
    for sector in (Sector.HEALTH, Sector.HEALTH, Sector.SOCIAL):
        ServiceOfferFactory(institution=posyandu, sector=sector)
    ServiceOfferFactory(institution=posyandu, sector=Sector.LEGAL, active=False)
    here, nation = services_matrix(places_of([village.pk]))
    ((kind, institutions, cells),) = here.rows
    assert (here.name, kind, institutions) == ("Desa Tablolong", "Posyandu", 2)
    assert {sector: count for sector, count in cells if count} == {"Sosial": 1, "Kesehatan": 2}
    assert here.missing == ["Pendidikan", "Ekonomi", "Hukum", "Keagamaan", "Kependudukan"]
    assert (nation.name, nation.rows) == ("Seluruh Indonesia", [])


def test_the_matrix_goes_from_the_village_upwards(as_role, village):
    for code in ("53.01.05.2011", "53.01.05", "53.01", "53"):
        InstitutionFactory(region=make_region(code))
    response = as_role(Role.SECRETARY).get(MATRIX)
    assert [place.name for place in response.context["places"]] == [
        "Desa Tablolong",
        "Kecamatan Kupang Barat",
        "Kabupaten Kupang",
        "Provinsi Nusa Tenggara Timur",
        "Seluruh Indonesia",
    ]


def test_villages_without_an_institution_are_named(as_role, village):
    InstitutionFactory(region=make_village("53.01.05.2010"))
    assert villages_without(["53.01.05"]) == [village]
    page = as_role(Role.TKSK).get(MATRIX).content.decode()
    assert "1 desa tanpa lembaga sendiri" in page
