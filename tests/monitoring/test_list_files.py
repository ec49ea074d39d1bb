"""Lists of monitoring as files: what the page shows, in its order."""

from django.urls import reverse

from accounts.enums import Role
from tests.factories.exports import file_rows
from tests.factories.regions import make_village
from tests.factories.targets import QUARTER, bare_unit, lively_unit

OFFICES = reverse("monitoring:export_offices")
OF_ONE = reverse("monitoring:export_indicator", args=["meetings"])


def test_offices_that_were_searched_for(as_role, village):
    client = as_role(Role.DINAS)
    rows = file_rows(client, OFFICES, q="kupang barat")
    assert [(row["Tingkat"], row["Desa"], row["Kecamatan"]) for row in rows] == [
        ("Kecamatan", "", "Kecamatan Kupang Barat"),
        ("Desa/Kelurahan", "Desa Tablolong", "Kecamatan Kupang Barat"),
    ]
    assert f"{OFFICES}?q=tablolong" in client.get(reverse("monitoring:offices"), {"q": "tablolong"}).content.decode()
    assert as_role(Role.TKSK).get(OFFICES).status_code == 403


def test_one_indicator_in_the_order_of_the_page(as_role, village):
    lively_unit(village)
    bare_unit(make_village("53.01.05.2010", "Lifuleo"))
    client, asked = as_role(Role.TKSK), {"masa": QUARTER.code}
    rows = file_rows(client, OF_ONE, **asked)
    assert [row["Desa"] for row in rows] == ["Desa Tablolong", "Desa Lifuleo"]
    assert [row["Desa"] for row in file_rows(client, OF_ONE, urut="-nilai", **asked)] == [
        "Desa Lifuleo",
        "Desa Tablolong",
    ]
    assert rows[0]["Kecamatan"] == "Kecamatan Kupang Barat"
    assert float(rows[0]["Nilai"].replace(",", ".")) > 0
    assert OF_ONE in client.get(reverse("monitoring:indicator", args=["meetings"]), asked).content.decode()


def test_an_indicator_or_region_that_is_not_there(as_role, village):
    client = as_role(Role.TKSK)
    assert client.get(reverse("monitoring:export_indicator", args=["nothing"])).status_code == 404
    assert client.get(OF_ONE, {"wilayah": "73.09.13"}).status_code == 404
    assert as_role(Role.TREASURER).get(OF_ONE).status_code == 403
