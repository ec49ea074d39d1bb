"""Where activities are told of: their list, Excel, the unit, home, the quarter's report."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import Role
from institutions.enums import UnitState
from institutions.services import add_activity_photo
from reporting.documents.tables import figure_tables
from tests.factories.institutions import ActivityFactory, AgendaItemFactory, CareUnitFactory
from tests.factories.reporting import make_report
from tests.institutions.doing import READS, TODAY, address, photo


@pytest.fixture
def activity(unit):
    return ActivityFactory(care_unit=unit)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Nanti", "Gizi", "Usaha"]),
        ({"jenis": "economy"}, ["Usaha"]),
        ({"keadaan": "rencana"}, ["Nanti"]),
        ({"keadaan": "terlaksana"}, ["Gizi", "Usaha"]),
        ({"masa": str(TODAY().year - 1)}, ["Usaha"]),
        ({"masa": f"{TODAY().year - 1}-T2"}, ["Usaha"]),
        ({"masa": f"{TODAY().year - 1}-T3"}, []),
        ({"q": "gizi"}, ["Gizi"]),
        ({"urut": "nama"}, ["Gizi", "Nanti", "Usaha"]),
    ],
)
def test_the_list_is_searched_narrowed_and_sorted(as_role, unit, other_village, asked, names):
    ActivityFactory(care_unit=unit, name="Gizi")
    ActivityFactory(care_unit=unit, name="Usaha", kind="economy", held_on=date(TODAY().year - 1, 5, 1))
    ActivityFactory(care_unit=unit, name="Nanti", is_planned=True, held_on=TODAY() + timedelta(days=3))
    ActivityFactory(care_unit=CareUnitFactory(village=other_village), name="Gizi di desa lain")
    response = as_role(Role.TKSK).get(reverse("units:activities", args=[unit.pk]), asked)
    assert [activity.name for activity in response.context["page"]] == names


@pytest.mark.parametrize("asked", [{"masa": "abad"}, {"jenis": "pesta"}, {"keadaan": "x" * 5000}, {"q": "😀" * 50}])
def test_nonsense_in_the_filters_breaks_nothing(as_role, activity, asked):
    assert as_role(Role.SECRETARY).get(address("units:activities", activity), asked).status_code == 200


def test_the_spreadsheet_holds_the_narrowed_list(as_role, unit):
    item = AgendaItemFactory(agenda__care_unit=unit, name="Mata ekonomi")
    ActivityFactory(care_unit=unit, name="=1+1", kind="economy", agenda_item=item, women=4, cost=5000, source="csr")
    ActivityFactory(care_unit=unit)
    response = as_role(Role.TKSK).get(reverse("units:export_activities", args=[unit.pk]), {"jenis": "economy"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    heads, *rows = sheet.iter_rows(values_only=True)
    row = dict(zip(heads, rows[0], strict=True))
    assert len(rows) == 1
    assert (row["Mata agenda"], row["Perempuan"], row["Biaya"], row["Sumber dana"]) == (
        "Mata ekonomi",
        4,
        5000,
        "CSR dunia usaha",
    )
    assert row["Keadaan"] == "Dilaksanakan"
    assert sheet["D2"].data_type == "s"


@pytest.mark.parametrize("name", [*READS, "units:change_activity"])
def test_pages_take_the_same_queries_for_one_and_three_rows(
    as_role, unit, secretary, django_assert_max_num_queries, name
):
    first, counts = None, []
    for _ in range(3):
        made = ActivityFactory(care_unit=unit, agenda_item=AgendaItemFactory(agenda__care_unit=unit))
        first = first or made
        add_activity_photo(first, photo(), actor=secretary)
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(12) as captured:
            client.get(address(name, first))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_the_page_of_the_unit_shows_agenda_and_activities(as_role, activity):
    AgendaItemFactory(agenda__care_unit=activity.care_unit)
    page = as_role(Role.TKSK).get(activity.care_unit.get_absolute_url()).content.decode()
    assert "1 mata agenda tahun ini: 0 selesai" in page
    assert activity.get_absolute_url() in page
    assert reverse("units:agenda", args=[activity.care_unit_id]) in page


def test_the_home_reminds_of_a_plan_without_result(as_role, unit, other_village):
    yesterday = TODAY() - timedelta(days=1)
    ActivityFactory(care_unit=unit, name="Kelas gizi", is_planned=True, held_on=yesterday)
    ActivityFactory(care_unit=unit, name="Hari ini", is_planned=True)
    ActivityFactory(care_unit=unit, name="Sudah", held_on=yesterday)
    ActivityFactory(care_unit=CareUnitFactory(village=other_village), name="Lain", is_planned=True, held_on=yesterday)
    page = as_role(Role.SECRETARY).get("/").content.decode()
    assert page.count("Direncanakan pada") == 1
    assert "Hasil kegiatan belum dicatat: Kelas gizi" in page
    assert "Hasil kegiatan belum dicatat" not in as_role(Role.TKSK).get("/").content.decode()


def test_the_home_stays_silent_about_a_closed_unit(as_role, unit):
    ActivityFactory(care_unit=unit, is_planned=True, held_on=TODAY() - timedelta(days=1))
    type(unit).objects.filter(pk=unit.pk).update(state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    assert "Hasil kegiatan belum dicatat" not in as_role(Role.SECRETARY).get("/").content.decode()


def test_the_report_counts_the_activities_of_its_quarter(village, unit):
    item = AgendaItemFactory(agenda__care_unit=unit, agenda__year=2026, kind="economy", times=4)
    ActivityFactory(
        care_unit=unit, agenda_item=item, kind="economy", held_on=date(2026, 8, 1), men=2, women=5, plasma_families=3,
        cost=250_000,
    )  # fmt: skip
    report = make_report(village, state="sent")
    by_kind, compared = [table for table in figure_tables(report.figures, None, None) if table.part == "A6"]
    rows = {row.label: row.values for row in by_kind.rows}
    assert rows["Penguatan ekonomi keluarga"] == [1, 1, 7, 3, 250_000]
    assert rows["Jumlah"] == [1, 1, 7, 3, 250_000]
    assert "1 dari 1 kegiatan mewujudkan agenda" in by_kind.note
    assert [row.values[0] for row in compared.rows] == [1, 2, 5, 0, 0, 3, 250_000]
    titles = [part["title"] for part in report.document.content["groups"][0]["parts"]]
    assert "Kegiatan" in titles


def test_figures_frozen_before_activities_were_counted_still_show(as_role, village, unit):
    report = make_report(village, state="sent")
    older = {key: value for key, value in report.figures.items() if key != "activities"}
    assert [table for table in figure_tables(older, None, None) if table.part == "A6"] == []
    _, compared = [table for table in figure_tables(report.figures, older, older) if table.part == "A6"]
    assert [row.cells[1:] for row in compared.rows] == [["…", "…", "…"]] * 7
    type(report).objects.filter(pk=report.pk).update(figures=older)
    assert as_role(Role.TKSK).get(report.get_absolute_url()).status_code == 200


def test_the_narrative_has_its_material(as_role, village, unit):
    ActivityFactory(care_unit=unit, held_on=date(2026, 8, 1), result="Ibu tahu menu", obstacle="Hujan deras")
    ActivityFactory(care_unit=unit, held_on=date(2026, 10, 1), result="Triwulan lain")
    ActivityFactory(care_unit=unit, held_on=date(2026, 8, 2), name="Belum jadi", is_planned=True)
    report = make_report(village)
    page = as_role(Role.SECRETARY).get(reverse("reporting:narrative", args=[report.pk])).content.decode()
    assert "Bahan: 2 catatan" in page
    assert "Ibu tahu menu" in page
    assert "Hujan deras" in page
    assert "Triwulan lain" not in page
    assert "Belum jadi" not in page
