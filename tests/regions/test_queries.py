import pytest

from regions.enums import zone_name
from regions.models import Region, in_regions
from regions.queries import ancestors, breadcrumb, region_name, villages_below
from tests.factories.regions import make_region, make_village


def test_the_name_of_any_level_is_asked_once(village, django_assert_num_queries):
    with django_assert_num_queries(2):
        names = [region_name(code) for code in ("53.01.05.2011", "53.01", "53.01.05.2011", "53.01")]
    assert names == ["Tablolong", "Kabupaten Kupang", "Tablolong", "Kabupaten Kupang"]


def test_a_region_loaded_later_is_found(db):
    assert region_name("73") is None
    make_region("73")
    assert region_name("73") == "Sulawesi Selatan"


def test_breadcrumb_and_ancestors(village):
    assert breadcrumb(village) == "Desa Tablolong, Kecamatan Kupang Barat, Kabupaten Kupang"
    assert breadcrumb(Region.objects.get(pk="53")) == "Provinsi Nusa Tenggara Timur"
    assert [place.code for place in ancestors("53.01.05")] == ["53", "53.01", "53.01.05"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("53.01.05.2011", "Desa Tablolong"),
        ("53.71.01.1001", "Kelurahan Wilayah 53.71.01.1001"),
        ("91.01.01", "Distrik Wilayah 91.01.01"),
        ("53.01", "Kabupaten Kupang"),
    ],
)
def test_full_names(db, code, name):
    assert make_region(code).full_name == name


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (("53.01.05.2011",), {"53.01.05.2011"}),
        (("53.01",), {"53.01.05.2011", "53.01.05.2010"}),
        (("53", "73.09"), {"53.01.05.2011", "53.01.05.2010", "73.09.13.2001"}),
        (("",), {"53.01.05.2011", "53.01.05.2010", "73.09.13.2001"}),
        ((), set()),
    ],
)
def test_villages_below(village, other_village, codes, found):
    make_village("53.01.05.2010")
    assert set(villages_below(codes).values_list("code", flat=True)) == found
    assert set(Region.objects.filter(in_regions("code", codes)).villages().values_list("code", flat=True)) == found


@pytest.mark.parametrize(
    ("code", "zone"),
    [("53.01", "Asia/Makassar"), ("73", "Asia/Makassar"), ("32.76", "Asia/Jakarta"), ("91.01", "Asia/Jayapura")],
)
def test_clocks(code, zone):
    assert zone_name(code) == zone
