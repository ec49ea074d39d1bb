"""Every village with its FCU for TKSK and Dinas; and the terms that wait on the home of those who keep an FCU."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from core.periods import Period
from institutions.enums import Post, UnitState
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    DecreeFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    years_ago,
)
from tests.factories.regions import make_village

TODAY = timezone.localdate
GRID, EXPORT = "units:grid", "units:grid_export"


def last_quarter():
    return Period.quarter_of(TODAY()).previous()


@pytest.fixture
def full(village):
    """An FCU with all that a row counts: a decree, three officers, four members of whom one is active."""
    unit = DecreeFactory(care_unit__village=village, number="12/SK/2024").care_unit
    officers = [OfficerFactory(membership__care_unit=unit, post=post) for post in Post]
    MembershipFactory(care_unit=unit)
    MembershipFactory(care_unit=unit, left_on=years_ago(1))
    for day in (last_quarter().first_day, last_quarter().last_day):
        meeting = MeetingFactory(care_unit=unit, held_on=day)
        AttendanceFactory(meeting=meeting, membership=officers[0].membership)
    MeetingFactory(care_unit=unit, held_on=last_quarter().first_day, is_planned=True)
    MeetingFactory(care_unit=unit, held_on=last_quarter().first_day - timedelta(days=1))
    MeetingFactory(care_unit=unit, held_on=last_quarter().last_day + timedelta(days=1))
    return unit


def rows_of(response):
    return [row for _, _, _, rows in response.context["districts"] for row in rows]


def names(response):
    return [row.village.name for row in rows_of(response)]


def test_a_row_counts_what_the_unit_has(as_role, full):
    row = rows_of(as_role(Role.TKSK).get(reverse(GRID)))[0]
    assert (row.unit, row.decree.number, row.is_without) == (full, "12/SK/2024", False)
    assert (row.officers, row.members, row.active_members, row.meetings) == (3, 4, 1, 2)


def test_a_village_without_stands_out(as_role, full):
    make_village("53.01.05.2010")
    CareUnitFactory(village=make_village("53.01.05.2012", "Oematnunu"), state=UnitState.INACTIVE, inactive_reason="x")
    response = as_role(Role.TKSK).get(reverse(GRID))
    assert response.content.decode().count("Belum punya FCU</span>") == 1
    assert [(row.village.name, row.is_without) for row in rows_of(response)] == [
        ("Lifuleo", True),
        ("Oematnunu", True),
        ("Tablolong", False),
    ]
    [(district, villages, with_unit, _)] = response.context["districts"]
    assert (district.name, villages, with_unit) == ("Kupang Barat", 3, 1)
    assert [tile["value"] for tile in response.context["tiles"]] == ["1", "2", "0"]


def test_the_unit_that_works_counts_and_not_the_one_before(as_role, full):
    CareUnitFactory(village=full.village, state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    assert rows_of(as_role(Role.DINAS).get(reverse(GRID)))[0].unit == full


def test_the_dinas_sees_its_kecamatan_apart_and_no_other_regency(as_role, full, other_village):
    make_village("53.01.06.2001", "Baun")
    CareUnitFactory(village=other_village)
    response = as_role(Role.DINAS).get(reverse(GRID))
    assert [(district.pk, villages) for district, villages, *_ in response.context["districts"]] == [
        ("53.01.05", 1),
        ("53.01.06", 1),
    ]
    assert names(response) == ["Tablolong", "Baun"]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"keadaan": "none"}, ["Lifuleo"]),
        ({"keadaan": "some"}, ["Oematnunu", "Tablolong"]),
        ({"keadaan": "forming"}, ["Oematnunu"]),
        ({"tanpa": "decree"}, ["Oematnunu"]),
        ({"tanpa": "officers"}, ["Oematnunu"]),
        ({"tanpa": "meetings"}, ["Oematnunu"]),
        ({"q": "tablo"}, ["Tablolong"]),
        ({"q": "kupang barat", "keadaan": "confirmed"}, ["Tablolong"]),
        ({"wilayah": "53.01.05.2010"}, ["Lifuleo"]),
        ({"keadaan": "nonsense"}, ["Lifuleo", "Oematnunu", "Tablolong"]),
        ({"q": "tidak ada"}, []),
    ],
)
def test_it_narrows(as_role, full, asked, wanted):
    make_village("53.01.05.2010")
    forming = CareUnitFactory(village=make_village("53.01.05.2012", "Oematnunu"), state=UnitState.FORMING)
    OfficerFactory(membership__care_unit=forming)
    client = as_role(Role.TKSK)
    assert names(client.get(reverse(GRID), asked)) == wanted
    sheet = load_workbook(BytesIO(b"".join(client.get(reverse(EXPORT), asked).streaming_content))).active
    assert sheet.max_row == len(wanted) + 1


def test_the_file_has_the_same_numbers(as_role, full):
    make_village("53.01.05.2010")
    answer = as_role(Role.TKSK).get(reverse(EXPORT))
    head, without, row = load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True)
    assert head[:5] == ("Kecamatan", "Desa", "Kode desa", "FCU", "Keadaan")
    assert row[1:] == (
        "Desa Tablolong", "53.01.05.2011", full.name, "Dikukuhkan", "12/SK/2024", 3, 4, 1, 2,
    )  # fmt: skip
    assert without[4] == "Belum punya FCU"


def test_the_same_statements_for_one_village_and_for_three(as_role, full, django_assert_max_num_queries):
    client, counts = as_role(Role.TKSK), []
    for code in ("53.01.05.2012", "53.01.05.2013", "53.01.05.2014"):
        unit = DecreeFactory(care_unit__village=make_village(code)).care_unit
        OfficerFactory(membership__care_unit=unit)
        with django_assert_max_num_queries(14) as captured:
            client.get(reverse(GRID))
        counts.append(len(captured))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("name", [GRID, EXPORT])
def test_the_doors(as_role, client, village, name):
    for role in (Role.TKSK, Role.LK3, Role.DINAS, Role.SECRETARY):
        assert as_role(role).get(reverse(name)).status_code == 200
    for role in (Role.TREASURER, Role.PROVIDER, Role.MINISTRY):
        assert as_role(role).get(reverse(name)).status_code == 403
    assert as_role(Role.TKSK).post(reverse(name)).status_code == 405
    assert client.get(reverse(name)).status_code == 302


def test_the_list_leads_wider_roles_to_the_grid(as_role, full):
    assert reverse(GRID) in as_role(Role.TKSK).get(reverse("units:list")).content.decode()
    assert reverse(GRID) not in as_role(Role.SECRETARY).get(reverse("units:list") + "?urut=desa").content.decode()


def tasks(client):
    return [task.title for task in client.get("/").context["tasks"]]


def test_a_term_that_ends_soon_waits_at_home(as_role, village):
    unit = CareUnitFactory(village=village)
    soon = OfficerFactory(membership__care_unit=unit, ends_on=TODAY() + timedelta(days=60))
    OfficerFactory(membership__care_unit=unit, post=Post.SECRETARY, ends_on=TODAY() + timedelta(days=61))
    for role in (Role.COORDINATOR, Role.SECRETARY):
        client = as_role(role)
        assert tasks(client) == ["Koordinator FCU segera berakhir masanya"]
        page = client.get("/").content.decode()
        assert reverse("units:elect", args=[unit.pk]) in page
        assert soon.membership.name in page
    assert tasks(as_role(Role.TKSK)) == []


def test_a_post_that_nobody_holds_is_late(as_role, village):
    unit = CareUnitFactory(village=village)
    OfficerFactory(membership__care_unit=unit, starts_on=years_ago(2), ends_on=TODAY() - timedelta(days=3))
    [task] = as_role(Role.SECRETARY).get("/").context["tasks"]
    assert (task.title, task.late) == ("Koordinator FCU kosong", "terlambat 3 hari")


def test_a_successor_or_an_inactive_unit_ends_the_task(as_role, village, other_village):
    unit = CareUnitFactory(village=village)
    OfficerFactory(membership__care_unit=unit, ends_on=TODAY() + timedelta(days=3))
    OfficerFactory(membership__care_unit=unit, starts_on=TODAY() + timedelta(days=4))
    closed = CareUnitFactory(village=village, state=UnitState.INACTIVE, inactive_reason="Digabung")
    OfficerFactory(membership__care_unit=closed, ends_on=TODAY())
    OfficerFactory(membership__care_unit__village=other_village, ends_on=TODAY())
    assert tasks(as_role(Role.SECRETARY)) == []
