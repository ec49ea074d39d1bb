"""Figures of any region and period on screen and as a spreadsheet: counted as they stand now."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from accounts.capabilities import GRANTS, Capability
from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from regions.models import Region
from tests.factories.accounts import assign
from tests.factories.families import FamilyFactory
from tests.factories.regions import make_village
from tests.factories.targets import lively_unit

pytestmark = [pytest.mark.django_db, pytest.mark.once_with_servers]

PAGE, FILE = reverse("reporting:figures"), reverse("reporting:figures_excel")
QUARTER = {"masa": "2026-T3"}
NEXT = {"masa": "2026-T4"}
READERS = [role for role in Role if Capability.SEE_FIGURES in GRANTS[role]]


def table_of(page, caption):
    """{label: bare values} of the table in the part that the page shows."""
    table = next(table for table in page.context["tables"] if table.caption == caption)
    return {row.label: row.values for row in table.rows}


def meetings(page):
    return table_of(page, "Kelembagaan")["Rapat diadakan"]


def content(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("role", READERS)
def test_every_reader_of_figures_sees_those_of_the_own_regions(as_role, village, role):
    lively_unit(village)

    page = as_role(role).get(PAGE, NEXT | {"bagian": "A5"})

    assert page.status_code == 200
    assert meetings(page) == [1, 2, 0]


@pytest.mark.parametrize("role", [Role.MENTOR, Role.PROVIDER, Role.ADMIN])
@pytest.mark.parametrize("url", [PAGE, FILE])
def test_who_reads_none_is_refused(as_role, role, url):
    assert as_role(role).get(url).status_code == 403


@pytest.mark.parametrize("url", [PAGE, FILE])
def test_only_reading(as_role, url):
    assert as_role(Role.DINAS).post(url).status_code == 405


@pytest.mark.parametrize("url", [PAGE, FILE])
@pytest.mark.parametrize("asked", ["73", "73.09.13.2001", "53.01", "53.01.05.2999", "'", "5"])
def test_regions_of_others_and_nonsense_do_not_exist(as_role, other_village, url, asked):
    assert as_role(Role.TKSK).get(url, {"wilayah": asked}).status_code == 404


@pytest.mark.parametrize(
    ("role", "below"),
    [
        (Role.MINISTRY, ["53", "73"]),
        (Role.DINAS_PROVINCE, ["53.01"]),
        (Role.DINAS, ["53.01.05"]),
        (Role.TKSK, ["53.01.05.2010", "53.01.05.2011"]),
        (Role.SECRETARY, []),
    ],
)
def test_each_region_leads_to_those_below_it(as_role, village, other_village, role, below):
    make_village("53.01.05.2010")
    page = as_role(role).get(PAGE, QUARTER)

    assert sorted(code for code, _ in page.context["below"]) == below
    assert all(f"wilayah={code}&amp;masa=2026-T3" in page.content.decode() for code in below)


def test_the_way_down_and_up_again(as_role, village):
    page = as_role(Role.DINAS).get(PAGE, QUARTER | {"wilayah": village.pk, "bagian": "A5"}).content.decode()

    assert "Desa Tablolong · Triwulan III Tahun 2026" in page
    assert 'href="?masa=2026-T3&amp;wilayah=53.01.05&amp;bagian=A5"' in page


def test_without_asking_it_is_the_last_month_on_the_regions_own_clock(as_role):
    """When Jakarta has half past ten in the evening of 30 September, Jayapura is in October."""
    village = make_village("91.03.01.2001")
    client = as_role(Role.TKSK, village)
    with time_machine.travel(datetime(2026, 9, 30, 15, 30, tzinfo=UTC), tick=False):
        assert client.get(PAGE).context["period"].code == "2026-09"


@pytest.mark.parametrize("code", ["2026-07", "2026-T3", "2026-S2", "2026", "2099-T1"])
def test_every_kind_of_period_has_its_page_and_its_file(as_role, village, code):
    lively_unit(village)
    client = as_role(Role.DINAS)

    page = client.get(PAGE, {"masa": code, "bagian": "A1"})
    assert page.context["period"].code == code
    assert code in dict(choice for _, choices in page.context["periods"] for choice in choices)
    assert "Keterangan" in load_workbook(BytesIO(content(client.get(FILE, {"masa": code})))).sheetnames


def test_heads_name_the_kind_of_period(as_role, village):
    page = as_role(Role.DINAS).get(PAGE, {"masa": "2026-07", "bagian": "A5"}).content.decode()

    assert "Bulan ini" in page
    assert "Triwulan ini" not in page


@pytest.mark.parametrize("text", ["2026-T9", "kemarin", "2026-13", "<b>"])
def test_a_period_that_is_none_is_said_and_the_last_month_shown(as_role, text):
    page = as_role(Role.TKSK).get(PAGE, {"masa": text})

    assert "tidak dikenal" in page.content.decode()
    assert page.context["period"].kind == "M"


def test_a_running_period_is_marked(as_role):
    client = as_role(Role.TKSK)

    assert "sementara" in client.get(PAGE, {"masa": "2099"}).content.decode()
    assert "sementara" not in client.get(PAGE, {"masa": "2025"}).content.decode()


def test_a_part_that_is_none_gives_the_summary(as_role):
    assert as_role(Role.TKSK).get(PAGE, {"bagian": "Z9"}).context["part_label"] == "Ringkasan"


def test_of_a_village_every_look_counts_and_of_wider_regions_the_first(as_role, village):
    clients = as_role(Role.SECRETARY), as_role(Role.TKSK)
    asked = QUARTER | {"bagian": "A5"}
    before = [meetings(client.get(PAGE, asked))[0] for client in clients]
    lively_unit(village)

    assert before == [0, 0]
    assert [meetings(client.get(PAGE, asked))[0] for client in clients] == [2, 0]


def test_two_posts_are_counted_together(as_role, village):
    other = make_village("53.01.06.2001")
    for place in (village, other):
        lively_unit(place)
    client = as_role(Role.SECRETARY)
    assign(client.user, Role.SECRETARY, other)

    assert meetings(client.get(PAGE, NEXT | {"bagian": "A5"})) == [2, 4, 0]
    assert meetings(client.get(PAGE, NEXT | {"bagian": "A5", "wilayah": other.pk})) == [1, 2, 0]


def test_the_file_holds_all_parts_and_is_recorded(as_role, village):
    lively_unit(village)
    client = as_role(Role.DINAS)
    answer = client.get(FILE, NEXT | {"wilayah": village.pk})
    book = load_workbook(BytesIO(content(answer)))

    rows = {row[0]: row[1:] for row in book["A5 Rapat, anggota, dan kemitraa"].iter_rows(values_only=True)}
    assert rows["Rapat diadakan"][:3] == (1, 2, 0)
    assert dict(book["Keterangan"].iter_rows(values_only=True))["Wilayah"] == f"Desa {village.name}"
    assert 'filename="angka-53.01.05.2011-2026-T4.xlsx"' in answer["Content-Disposition"]
    log = AccessLog.objects.get(kind=AccessKind.EXPORT)
    assert (log.actor, log.reason) == (client.user, "Angka wilayah 2026-T4 53.01.05.2011")


def test_no_person_stands_on_any_part(as_role, village):
    lively_unit(village)
    family = FamilyFactory(village=village, members=2)
    client = as_role(Role.MINISTRY)
    for part in client.get(PAGE, QUARTER).context["parts"]:
        page = client.get(PAGE, QUARTER | {"wilayah": village.pk, "bagian": part})
        assert page.context["part"] == part
        assert family.head_name not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_statements_does_not_grow(as_role, village, rows, django_assert_num_queries):
    for place in range(rows):
        lively_unit(make_village(f"53.01.05.20{place + 10}"))
    client = as_role(Role.TKSK)

    with django_assert_num_queries(212):
        client.get(PAGE, QUARTER)


def test_offices_that_publish_are_led_to_open_data(as_role):
    address = reverse("reporting:open_data")

    assert address in as_role(Role.DINAS).get(PAGE).content.decode()
    assert address not in as_role(Role.TKSK).get(PAGE).content.decode()


def test_the_largest_pages_stay_small(as_role, village):
    """A kecamatan of eighty villages: StrictClient refuses pages over 50 KB."""
    Region.objects.bulk_create(
        Region(code=f"53.01.05.3{n:03}", name=f"Desa Panjang Nomor {n}", level="village", parent=village.parent)
        for n in range(80)
    )
    lively_unit(village)
    client = as_role(Role.TKSK)

    for part in client.get(PAGE, QUARTER).context["parts"]:
        assert client.get(PAGE, QUARTER | {"bagian": part}).status_code == 200
