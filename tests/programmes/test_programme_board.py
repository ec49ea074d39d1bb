"""The board and the figures: who reaches which village, and who is left out."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from documents.models import Document
from institutions.enums import Sector
from jobs.models import Job
from jobs.services import run_job
from programmes.enums import ProgrammeState
from programmes.figures.programmes import programme_figures
from programmes.models import Programme
from programmes.queries.board import matrix_of, on_board, places_of
from tests.factories.programmes import (
    ActivityOfProgrammeFactory,
    ProgrammeFactory,
    ProgressFactory,
    ReviewFactory,
    month_start,
)
from tests.factories.regions import make_region, make_village

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


def this_month(ago=0):
    return Period.of("M", month_start(ago))


def keys_on(code, month):
    return list(on_board(Programme.objects.all(), code, month).values_list("pk", flat=True))


@pytest.fixture
def board(village):
    """Two programmes of the kecamatan and one of the regency; Lifuleo is left out."""
    make_village("53.01.05.2010")
    second = make_village("53.01.05.2012", "Tesabela")
    runs = {"state": ProgrammeState.RUNNING}
    fish = ProgrammeFactory(agency_name="A Perikanan", villages=[village], **runs)
    ActivityOfProgrammeFactory(programme=fish, name="Pelatihan melaut")
    coop = ProgrammeFactory(agency_name="B Koperasi", villages=[village, second], **runs)
    child = ProgrammeFactory(
        agency_name="C Sosial", region=make_region("53.01"), sector=Sector.SOCIAL, villages=[second], **runs
    )
    return fish, coop, child


def test_villages_stand_against_fields_with_those_left_out(board, village):
    keys = keys_on("53.01.05", this_month())
    matrix = matrix_of("53.01.05", keys, this_month())
    assert keys == [each.pk for each in board]
    cells = {row.village.name: [[number for number, _ in numbers] for _, numbers in row.cells] for row in matrix.rows}
    assert cells == {"Lifuleo": [[], []], "Tablolong": [[], [1, 2]], "Tesabela": [[3], [2]]}
    assert [each.name for each in matrix.left_out] == ["Lifuleo"]


def test_of_a_regency_the_kecamatan_are_counted(board):
    make_village("53.01.06.2001")
    regency = make_region("53.01")
    rows = places_of(regency, keys_on("53.01", this_month()), this_month())
    assert [(row.place.pk, row.villages, row.reached, row.programmes) for row in rows] == [
        ("53.01.05", 3, 2, 3),
        ("53.01.06", 1, 0, 0),
    ]


def test_a_plan_is_on_the_board_and_reaches_nobody_yet(village):
    ProgrammeFactory(villages=[village], ends_on=month_start(0) + timedelta(days=27))
    keys = keys_on("53.01.05", this_month())
    assert len(keys) == 1
    assert matrix_of("53.01.05", keys, this_month()).left_out == [village]
    assert keys_on("53.01.05", this_month(-1)) == []


def test_what_ended_stays_on_the_board_of_its_months(village):
    ended = {"villages": [village], "ended_on": month_start(1)}
    ProgrammeFactory(state=ProgrammeState.ENDED, **ended)
    ProgrammeFactory(state=ProgrammeState.STOPPED, villages=[village])  # before it began
    assert len(keys_on("53.01.05", this_month(1))) == 1
    assert keys_on("53.01.05", this_month(0)) == []
    assert keys_on("53.01.05", this_month(4)) == []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_board_takes_few_statements(as_role, django_assert_max_num_queries, count, village):
    for number in range(count):
        place = make_village(f"53.01.05.{2011 + number}")
        programme = ProgrammeFactory(state=ProgrammeState.RUNNING, villages=[village, place])
        ActivityOfProgrammeFactory.create_batch(3, programme=programme)
    client = as_role(Role.TKSK)
    with django_assert_max_num_queries(12):
        page = client.get(url("board")).content.decode()
    assert "Pemberdayaan pesisir" in page


def test_the_board_of_a_large_regency_is_a_list_of_kecamatan(as_role, django_assert_max_num_queries, village):
    programme = ProgrammeFactory(state=ProgrammeState.RUNNING, region=make_region("53.01"))
    villages = [make_village(f"53.01.{kec:02}.{2001 + n}") for kec in range(10, 30) for n in range(10)]
    programme.villages.set(villages[1:])
    client = as_role(Role.DINAS)
    with django_assert_max_num_queries(12):
        page = client.get(url("board")).content.decode()
    assert "desa belum terjangkau" in page
    assert len(page) < 50_000


def test_the_month_and_the_region_are_chosen(board, as_role, other_village):
    client = as_role(Role.DINAS)
    page = client.get(url("board"), {"wilayah": "53.01.05", "masa": f"{month_start(1):%Y-%m}"}).content.decode()
    assert this_month(1).label in page
    assert "Belum terjangkau" in page
    assert "Lebih dari satu" in page
    assert client.get(url("board"), {"wilayah": other_village.pk}).status_code == 404
    assert client.get(url("board"), {"wilayah": "x" * 90, "masa": "2026-T3"}).status_code == 404


def test_progress_counts_up_to_the_month_of_the_board(board, as_role):
    activity = board[0].activities.get()
    ProgressFactory(activity=activity, month=month_start(1), done=20)
    ProgressFactory(activity=activity, month=month_start(0), done=7)
    client = as_role(Role.TKSK)
    assert "27 dari 60 orang" in client.get(url("board")).content.decode()
    before = client.get(url("board"), {"masa": f"{month_start(1):%Y-%m}"}).content.decode()
    assert "20 dari 60 orang" in before


def test_a_village_sees_its_own_board_only(board, as_role, village):
    client = as_role(Role.SECRETARY, village)
    page = client.get(url("board")).content.decode()
    assert "Desa Tablolong" in page
    assert "C Sosial" not in page
    assert client.get(url("board"), {"wilayah": "53.01.05"}).status_code == 404


def test_the_nation_chooses_first(as_role, village):
    client = as_role(Role.MINISTRY)
    assert "Pilih dahulu" in client.get(url("board")).content.decode()
    assert client.get(url("board"), {"wilayah": "53"}).status_code == 200
    assert client.get(url("export_board")).status_code == 404
    client.post(url("print_board", "53"))
    assert not Document.objects.exists()


def test_the_board_as_a_spreadsheet_has_its_villages(board, as_role):
    answer = as_role(Role.TKSK).get(url("export_board"))
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert [row[2].value for row in book["Papan"].iter_rows(min_row=2)] == [each.name for each in board]
    assert [row[1].value for row in book["Desa"].iter_rows(min_row=2) if row[-1].value == 0] == ["Desa Lifuleo"]


def test_the_board_is_printed_lying(board, as_role, other_village):
    client, paper = as_role(Role.DINAS), url("paper_of_board", "53.01.05")
    assert client.get(paper).status_code == 404
    assert client.post(url("print_board", "53.01.05")).status_code == 302
    assert client.get(paper).status_code == 302
    run_job(Job.objects.get().pk)
    answer = client.get(paper)
    book = pikepdf.open(BytesIO(b"".join(answer.streaming_content)))
    left, bottom, right, top = book.pages[0].mediabox
    assert right - left > top - bottom
    content = Document.objects.get().content
    assert content["left_out"] == ["Desa Lifuleo"]
    assert [row["agency"] for row in content["rows"]] == ["A Perikanan", "B Koperasi", "C Sosial"]
    stranger = as_role(Role.DINAS, other_village)
    assert stranger.get(paper).status_code == 404
    assert stranger.post(url("print_board", "53.01.05")).status_code == 404


def test_figures_of_a_region_and_a_period(board, village, other_village, django_assert_num_queries):
    fish, _, child = board
    activity = fish.activities.get()
    ProgressFactory(activity=activity, month=month_start(2), done=40, spent=2_000_000)
    ProgressFactory(activity=activity, month=month_start(0), done=30, spent=3_000_000)
    ActivityOfProgrammeFactory(programme=child, unit="kali", target=4)
    ReviewFactory(programme=fish, due_on=timezone.localdate() - timedelta(days=1))
    ReviewFactory(programme=child, due_on=month_start(3), done_on=timezone.localdate(), findings="Baik")
    ProgrammeFactory(region=other_village.parent, state=ProgrammeState.RUNNING, villages=[other_village])
    ProgrammeFactory(villages=[village])  # a plan
    with django_assert_num_queries(6):
        counted = programme_figures(("53.01.05",), this_month())
    assert (counted.running, counted.budget) == (3, 300_000_000)
    assert counted.by_sector == {Sector.ECONOMY: 2, Sector.SOCIAL: 1}
    assert counted.by_agency == {"A Perikanan": 1, "B Koperasi": 1, "C Sosial": 1}
    assert counted.by_source == {"regency": 3}
    assert (counted.spent, counted.spent_so_far) == (3_000_000, 5_000_000)
    assert (counted.activities, counted.activities_reached) == (2, 1)
    assert (counted.people_targeted, counted.people_reached) == (60, 60)
    assert (counted.villages, counted.villages_reached, counted.villages_left_out) == (3, 2, 1)
    assert (counted.reviews_done, counted.reviews_late) == (1, 1)
    assert programme_figures(("53.01.05.2010",), this_month()).running == 0


def test_the_page_of_figures_names_no_village(board, as_role):
    page = as_role(Role.DISTRICT_HEAD).get(url("figures"), {"masa": "2026"}).content.decode()
    assert "Menurut instansi" in page
    assert "Tablolong" not in page.partition("<main")[2]
    assert as_role(Role.MENTOR).get(url("figures")).status_code == 403
