from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from regions.models import Region
from tests.factories.regions import make_region, make_village


def load(*args):
    out = StringIO()
    call_command("load_regions", *args, stdout=out)
    return out.getvalue()


def write(tmp_path, text):
    file = tmp_path / "wilayah.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(file)


def test_the_whole_nation_from_the_package(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(700):
        words = load()
    assert words.startswith("38 province, 514 regency, 7285 district, 83762 village; 91599 new, 0 changed, 0 no ")
    tablolong = Region.objects.get(pk="53.01.05.2011")
    assert (tablolong.name, tablolong.parent_id, tablolong.postcode) == ("Tablolong", "53.01.05", "85351")
    assert load().endswith("0 new, 0 changed, 0 no longer in force\n")


def test_one_province_touches_only_that_province(db):
    gone, other = make_village("53.01.05.2999"), make_village("73.09.13.2999")
    assert load("--province", "53").startswith("1 province, 22 regency, 315 district, 3442 village; 3777 new")
    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.active, other.active) == (False, True)


def test_a_file_with_either_kind_of_code(db, tmp_path):
    make_village("53.01.05.2010")
    file = write(tmp_path, "\ufeffkode,nama\n53,NTT\n5301,Kupang\n53.01.05,Kupang Barat\n5301052011, Tablolong \n\n")
    assert "1 new, 2 changed, 1 no longer in force" in load("--csv", file)
    assert Region.objects.get(pk="53.01.05.2011").name == "Tablolong"
    assert "0 new, 0 changed, 0 no longer in force" in load("--csv", file)


def test_what_comes_back_is_in_force_again(db, tmp_path):
    village = make_village("53.01.05.2011")
    short, whole = "53,N\n53.01,K\n53.01.05,B\n", "53,N\n53.01,K\n53.01.05,B\n53.01.05.2011,T\n"
    load("--csv", write(tmp_path, short))
    load("--csv", write(tmp_path, whole))
    village.refresh_from_db()
    assert village.active


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("53,NTT\n5305x,B\n", "line 2: a code of 2, 4, 6 or 10 digits"),
        ("53,NTT\n53.0,B\n", "line 2"),
        ("53,NTT\n53.1.5,B\n", "line 2"),
        ("53\n", "line 1"),
        ("53, \n", "line 1"),
        ("53,NTT\n53.01.05,B\n", "the region above it, 53.01, is missing"),
        ("", "no region"),
        ("kode,nama\n", "no region"),
        (b"\xff\xfe53", "cannot be read"),
        ("53,a\x00b\n", "line 1"),
    ],
)
def test_a_bad_file_is_told_in_one_line_and_changes_nothing(db, tmp_path, text, words):
    make_village()
    before = list(Region.objects.values())
    with pytest.raises(CommandError) as error:
        load("--csv", write(tmp_path, text))
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert list(Region.objects.values()) == before


@pytest.mark.parametrize(
    "args", [["--csv", "/tidak/ada"], ["--province", "99"], ["--province", "5301"], ["--province", "x"]]
)
def test_a_wrong_argument_is_told_in_one_line(db, args):
    make_region("53")
    with pytest.raises(CommandError):
        load(*args)
    assert Region.objects.filter(active=True).count() == 1
