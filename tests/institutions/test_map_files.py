"""The pages of the social map as files: the same rows, and no family that the screen does not show."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from institutions.enums import Sector
from institutions.models import Institution
from tests.factories.exports import file_rows
from tests.factories.families import ProblemFactory
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.regions import make_region, make_village
from tests.institutions.mapping import MAP, MATRIX, make_families

PLACE = {"Desa": "Desa Tablolong", "Kecamatan": "Kecamatan Kupang Barat"}


@pytest.fixture(autouse=True)
def no_national_programmes(db):
    """They stand above every village."""
    Institution.objects.all().delete()


def rows_of(client, name, **asked):
    return file_rows(client, reverse(f"institutions:{name}"), **asked)


def test_the_places_of_the_map_with_what_they_give(as_role, village):
    posyandu = InstitutionFactory(name="Posyandu Melati", region=village, latitude="-10.316300", longitude="123.4852")
    for name in ("Penimbangan", "Imunisasi"):
        ServiceOfferFactory(institution=posyandu, name=name)
    InstitutionFactory(name="Posyandu Lifuleo", region=make_village("53.01.05.2010"))
    client = as_role(Role.TKSK)
    [row] = rows_of(client, "export_map", wilayah=village.pk)
    assert row == row | PLACE | {"Lembaga": "Posyandu Melati", "Layanan": "Imunisasi; Penimbangan"}
    assert row["Titik"].lstrip("'") == "-10.3163, 123.4852"
    assert len(rows_of(client, "export_map")) == 2
    page = client.get(MAP, {"wilayah": village.pk}).content.decode()
    assert f"/lembaga/peta/unduh/?wilayah={village.pk}&amp;format=csv" in page


def test_needs_that_nobody_serves_with_few_families_hidden(as_role, village):
    ProblemFactory(category_id="PPKS-12")
    for _ in range(5):
        ProblemFactory(category_id="PPKS-13")
    rows = rows_of(as_role(Role.SECRETARY), "export_needs")
    assert [row["Keluarga"] for row in rows] == ["5", "<5"]
    assert rows[0] == rows[0] | PLACE | {"Penyedia": "Belum ada penyedia"}


def test_the_matrix_has_a_row_a_kind_and_says_where_there_is_none(as_role, village):
    posyandu = InstitutionFactory(region=make_region("53.01.05"))
    ServiceOfferFactory(institution=posyandu, sector=Sector.HEALTH)
    client = as_role(Role.TKSK)
    above, nation, bare = rows_of(client, "export_matrix")
    assert (above["Desa"], above["Kecamatan"], above["Jenis lembaga"]) == ("", PLACE["Kecamatan"], "Posyandu")
    assert (above["Lembaga"], above["Kesehatan"], above["Ekonomi"]) == ("1", "1", "")
    assert (nation["Wilayah"], nation["Desa"]) == ("Seluruh Indonesia", "")
    assert bare == bare | PLACE | {"Jenis lembaga": "Belum ada lembaga", "Lembaga": "0"}
    assert reverse("institutions:export_matrix") in client.get(MATRIX).content.decode()


def test_families_are_numbers_in_the_file_too(as_role, village):
    families = make_families(5, rt="004", rw="002") + make_families(2, rt="005", rw="002")
    client = as_role(Role.SECRETARY)
    rows = rows_of(client, "export_map_families")
    assert [(row["Tempat"], row["Keluarga"]) for row in rows] == [("RT 004/RW 002", "5"), ("RT 005/RW 002", "<5")]
    assert rows[0] == rows[0] | PLACE
    assert families[0].head_name not in str(rows)
    for role in (Role.TREASURER, Role.LK3):
        page, file = (
            as_role(role).get(reverse(f"institutions:{name}")) for name in ("map_families", "export_map_families")
        )
        assert page.status_code == file.status_code
