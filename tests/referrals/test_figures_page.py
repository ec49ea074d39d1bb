"""The page of figures and its download: no person is named, and nobody sees another region's."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.capabilities import GRANTS, Capability
from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from institutions.enums import Sector
from regions.models import Region
from tests.factories.accounts import assign
from tests.factories.families import ProblemFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.regions import make_village
from tests.referrals.past import at, placed, travelled

pytestmark = pytest.mark.django_db

PAGE, FILE = reverse("referrals:figures"), reverse("referrals:figures_export")
QUARTER = {"masa": "2026-T3"}


def sent(village, day=3, **fields):
    return travelled(village, ("submit", "submitted", at(8, day)), ("escalate", "escalated", at(8, day + 1)), **fields)


def made(response):
    """How many were sent, by the first tile."""
    return response.context["tiles"][0]["value"]


@pytest.mark.parametrize("role", [role for role in Role if Capability.SEE_FIGURES in GRANTS[role]])
def test_who_reads_figures_of_a_region_reads_these(as_role, village, role):
    sent(village)
    response = as_role(role).get(PAGE, QUARTER)

    assert response.status_code == 200
    assert made(response) == "1"


@pytest.mark.parametrize("role", [Role.MENTOR, Role.PROVIDER, Role.ADMIN])
@pytest.mark.parametrize("url", [PAGE, FILE])
def test_who_reads_none_is_refused(as_role, role, url):
    assert as_role(role).get(url).status_code == 403


@pytest.mark.parametrize("url", [PAGE, FILE])
def test_only_reading(as_role, url):
    assert as_role(Role.DINAS).post(url).status_code == 405


@pytest.mark.parametrize("url", [PAGE, FILE])
@pytest.mark.parametrize("asked", ["73", "73.09.13.2001", "53.01", "53.01.05.2999", "'", "53.01.05.20111", "5"])
def test_regions_of_others_and_nonsense_do_not_exist(as_role, other_village, url, asked):
    assert as_role(Role.TKSK).get(url, {"wilayah": asked}).status_code == 404


def test_the_neighbour_is_not_counted(as_role, village, other_village):
    sent(village)
    sent(other_village)
    sent(make_village("53.01.05.2010"))

    assert [made(as_role(role).get(PAGE, QUARTER)) for role in (Role.COORDINATOR, Role.TKSK, Role.LK3)] == [
        "1",
        "2",
        "2",
    ]
    assert made(as_role(Role.MINISTRY).get(PAGE, QUARTER)) == "3"


def test_a_wider_role_looks_into_the_parts(as_role, village):
    sent(village)
    client = as_role(Role.DINAS)
    page = client.get(PAGE, QUARTER)
    assert page.context["below"] == [("53.01.05", "Kecamatan Kupang Barat")]

    inside = client.get(PAGE, QUARTER | {"wilayah": "53.01.05"})

    assert inside.context["below"] == [(village.code, "Desa Tablolong")]
    assert "‹ Kabupaten Kupang" in inside.content.decode()
    assert made(client.get(PAGE, QUARTER | {"wilayah": village.code})) == "1"


def test_a_user_with_two_villages_sees_both_and_may_choose_one(as_role, village):
    other = make_village("53.01.05.2010")
    client = as_role(Role.COORDINATOR)
    assign(client.user, Role.COORDINATOR, other)
    sent(village)
    sent(other)

    assert made(client.get(PAGE, QUARTER)) == "2"
    assert made(client.get(PAGE, QUARTER | {"wilayah": other.code})) == "1"


def test_no_person_stands_on_the_page(as_role, village):
    file = sent(village, number="463/777/2011/VIII/2026")
    page = as_role(Role.MINISTRY).get(PAGE, QUARTER | {"wilayah": village.code}).content.decode()

    assert all(text not in page for text in (file.family.head_name, file.number, file.need, file.author.name))


def test_demand_without_supply_by_sector_and_village(as_role, village):
    sent(village, sector="legal")
    sent(make_village("53.01.05.2010"), sector="health")
    page = as_role(Role.TKSK).get(PAGE, QUARTER)

    by_place, by_kind = page.context["lacks"]
    assert by_place.heads == ("Desa/kelurahan", "Kesehatan", "Hukum", "Jumlah")
    assert sorted(values for _, values in by_place.rows) == [[0, 1, 1], [1, 0, 1]]
    assert by_kind.rows == [("Di LK3, belum pernah ada penyedia", [1, 1, 2])]


@pytest.mark.parametrize("text", ["2026-T9", "kemarin", "20261", "2026-13", "<b>"])
def test_a_period_that_is_none_is_said_and_this_quarter_shown(as_role, text):
    page = as_role(Role.TKSK).get(PAGE, {"masa": text})

    assert page.status_code == 200
    assert "tidak dikenal" in page.content.decode()
    assert page.context["period"].kind == "T"


@pytest.mark.parametrize("code", ["2026-07", "2026-T3", "2026-S2", "2026", "2099-T1"])
def test_every_kind_of_period_has_its_page_and_its_file(as_role, village, code):
    sent(village)
    client = as_role(Role.DINAS)

    assert client.get(PAGE, {"masa": code}).context["period"].code == code
    assert load_workbook(BytesIO(content(client.get(FILE, {"masa": code})))).sheetnames[0] == "Menurut kecamatan"


def test_nothing_yet_says_so(as_role):
    assert "Belum ada rujukan pada masa ini" in as_role(Role.TKSK).get(PAGE, QUARTER).content.decode()


def content(response):
    return b"".join(response.streaming_content)


def test_the_file_holds_all_tables_and_is_logged(as_role, village):
    clinic = InstitutionFactory(name="=cmd()", region=village.parent)
    placed(sent(village), clinic, at(8, 4))
    client = as_role(Role.DINAS)
    book = load_workbook(BytesIO(content(client.get(FILE, QUARTER | {"wilayah": "53.01.05"}))))

    assert len(book.sheetnames) == 12
    assert [cell.value for cell in book["Menurut desa-kelurahan"][2]] == ["Desa Tablolong", 1, 0, 0, 0, 0]
    assert (book["Menurut penyedia"]["A2"].value, book["Menurut penyedia"]["A2"].data_type) == ("=cmd()", "s")
    log = AccessLog.objects.get(kind=AccessKind.EXPORT)
    assert (log.actor, log.reason) == (client.user, "Angka rujukan 2026-T3 53.01.05")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(as_role, village, rows, django_assert_num_queries):
    for place in range(rows):
        here = make_village(f"53.01.05.20{place + 10}")
        file = sent(here, sector=Sector.values[place])
        file.problems.add(ProblemFactory(family=file.family, category_id=f"PPKS-0{place + 1}"))
        placed(file, InstitutionFactory(region=here), at(8, 4))
    client = as_role(Role.TKSK)

    with django_assert_num_queries(12):
        client.get(PAGE, QUARTER)


def test_the_largest_pages_stay_small(as_role, village):
    """A kecamatan of sixty villages with sixty providers: StrictClient refuses pages over 50 KB."""
    district = village.parent
    villages = [
        Region.objects.create(
            code=f"53.01.05.3{n:03}", name=f"Desa Panjang Nomor {n}", level="village", parent=district
        )
        for n in range(60)
    ]
    for n, here in enumerate(villages):
        placed(sent(here, sector=Sector.values[n % 8]), InstitutionFactory(name=f"Lembaga {n}", region=here), at(8, 4))

    assert as_role(Role.TKSK).get(PAGE, QUARTER).status_code == 200


def test_the_menu_leads_there(as_role):
    page = as_role(Role.DISTRICT_HEAD).get(PAGE).content.decode()
    assert f'href="{PAGE}"' in page
