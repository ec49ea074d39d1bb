"""What was planned beside what was done: on the agenda's page, its paper, and for a region and a quarter."""

from datetime import date, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from documents.enums import DocumentKind
from documents.models import Document
from documents.services.rendering import pdf_of
from institutions.enums import ActivityKind, FundSource, Post, UnitState
from institutions.figures import activity_figures, agenda_overview
from institutions.figures.activities import times_within
from institutions.models import AgendaItem
from institutions.services import agree_agenda, issue_agenda
from tests.factories.institutions import (
    ActivityFactory,
    AgendaItemFactory,
    AnnualAgendaFactory,
    CareUnitFactory,
    MeetingFactory,
    OfficerFactory,
)
from tests.factories.regions import make_village
from tests.institutions.planning import YEAR, address


@pytest.fixture
def item(unit):
    return AgendaItemFactory(agenda__care_unit=unit)


def test_planned_beside_done(unit):
    agenda, today = AnnualAgendaFactory(care_unit=unit, year=2026), date(2026, 6, 15)
    item = AgendaItemFactory(agenda=agenda, first_month=2, last_month=4, times=3, budget=900_000, source="csr")
    other = AgendaItemFactory(agenda=agenda, first_month=7, last_month=8, budget=100_000, source="village")
    held = {"care_unit": unit, "agenda_item": item}
    ActivityFactory(**held, held_on=date(2026, 2, 3), men=1, women=2, children=3, cost=200_000)
    ActivityFactory(**held, held_on=date(2026, 5, 3), men=10, cost=None)
    ActivityFactory(**held, held_on=date(2026, 6, 20), is_planned=True)
    ActivityFactory(care_unit=unit, held_on=date(2026, 3, 1), cost=50_000)
    ActivityFactory(care_unit=unit, held_on=date(2025, 3, 1), cost=70_000)
    overview = agenda_overview(unit, 2026, today)
    first, second = overview.rows
    assert (first.done, first.reached, first.spent, first.is_late) == (2, 16, 200_000, True)
    assert first.months == ["", "done", "planned", "planned", "done", *[""] * 7]
    assert (second.item, second.done, second.is_late, second.badge[2]) == (other, 0, False, "Belum mulai")
    assert (overview.unplanned.done, overview.unplanned.spent) == (1, 50_000)
    assert overview.by_source == [("CSR dunia usaha", 900_000, 200_000), ("APBDes", 100_000, 0)]
    assert overview.by_kind == [(ActivityKind.GUIDANCE, 4, 2)]
    assert (overview.late, overview.done) == (1, 0)


@pytest.mark.parametrize(
    ("today", "done", "badge"),
    [
        (date(2026, 1, 31), 0, "Belum mulai"),
        (date(2026, 2, 1), 0, "Berjalan"),
        (date(2026, 4, 30), 1, "Berjalan"),
        (date(2026, 5, 1), 1, "Terlambat"),
        (date(2026, 5, 1), 2, "Selesai"),
    ],
)
def test_late_is_what_is_not_done_after_its_last_month(unit, today, done, badge):
    item = AgendaItemFactory(agenda__care_unit=unit, agenda__year=2026, first_month=2, last_month=4, times=2)
    ActivityFactory.create_batch(done, care_unit=unit, agenda_item=item, held_on=date(2026, 2, 2))
    assert agenda_overview(unit, 2026, today).rows[0].badge[2] == badge


def test_the_page_says_it_in_figures_and_words(as_role, item):
    AgendaItem.objects.update(budget=1_000_000, source=FundSource.CSR, times=2)
    ActivityFactory(care_unit=item.agenda.care_unit, agenda_item=item, cost=400_000, men=7)
    page = as_role(Role.TKSK).get(item.agenda.get_absolute_url()).content.decode()
    for words in ("1 dari 2", "7 orang", "Rp400.000", "dari Rp1.000.000", "CSR dunia usaha"):
        assert words in page
    assert "Bimbingan dan konsultasi: 2 kali direncanakan, 1 dilaksanakan" in page


def test_the_page_takes_the_same_queries_for_one_and_three_items(as_role, unit, django_assert_max_num_queries):
    agenda, counts = AnnualAgendaFactory(care_unit=unit, agreed_in=MeetingFactory(care_unit=unit)), []
    for _ in range(3):
        item = AgendaItemFactory(agenda=agenda)
        ActivityFactory(care_unit=unit, agenda_item=item)
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(12) as captured:
            client.get(agenda.get_absolute_url())
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_the_paper_freezes_the_agenda_and_a_change_makes_a_revision(item, secretary):
    unit = item.agenda.care_unit
    OfficerFactory(membership__care_unit=unit, membership__name="Selfina Lakapu", post=Post.COORDINATOR)
    AgendaItem.objects.update(first_month=2, last_month=3, budget=1_500_000, source="village", target_number=40)
    first = issue_agenda(item.agenda, actor=secretary)
    again = issue_agenda(item.agenda, actor=secretary)
    row = first.content["rows"][0]
    assert again == first
    assert (first.kind, first.number) == (DocumentKind.ANNUAL_AGENDA, f"AKT/2011/{YEAR}")
    assert [n for n, mark in enumerate(row["months"], 1) if mark] == [2, 3]
    assert (row["budget"], first.content["total"]) == ("Rp1.500.000", "Rp1.500.000")
    assert "belum disepakati" in first.content["agreed"]
    assert first.content["letter"]["signs"][1]["name"] == "Selfina Lakapu"
    meeting = MeetingFactory(care_unit=unit)
    agree_agenda(item.agenda, meeting=meeting, actor=secretary)
    second = issue_agenda(item.agenda, actor=secretary)
    assert second.revision == 2
    assert "Disepakati dalam rapat rutin" in second.content["agreed"]


def test_the_paper_lies_on_a4(item, secretary, tmp_path):
    file = tmp_path / "agenda.pdf"
    file.write_bytes(pdf_of(issue_agenda(item.agenda, actor=secretary)))
    with pikepdf.open(file) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
    assert (round(right - left), round(top - bottom)) == (842, 595)


def test_an_empty_agenda_has_no_paper(as_role, unit):
    AnnualAgendaFactory(care_unit=unit)
    client = as_role(Role.SECRETARY)
    response = client.post(reverse("units:issue_agenda", args=[unit.pk, YEAR]), follow=True)
    assert "masih kosong" in response.content.decode()
    assert client.get(reverse("units:agenda_paper", args=[unit.pk, YEAR])).status_code == 404
    assert not Document.objects.exists()


def test_a_paper_that_is_being_made_sends_back_to_the_agenda(as_role, item):
    client = as_role(Role.SECRETARY)
    client.post(address("units:issue_agenda", item))
    response = client.get(address("units:agenda_paper", item), follow=True)
    assert "PDF sedang dibuat" in response.content.decode()


@pytest.mark.parametrize(
    ("first", "last", "times", "quarters"),
    [
        (1, 12, 12, [3, 3, 3, 3]),
        (1, 12, 4, [1, 1, 1, 1]),
        (3, 4, 1, [0, 1, 0, 0]),
        (2, 2, 1, [1, 0, 0, 0]),
        (1, 12, 1, [0, 0, 0, 1]),
        (6, 8, 7, [0, 2, 5, 0]),
    ],
)
def test_times_are_spread_over_the_months_and_none_is_lost(first, last, times, quarters):
    spread = [times_within(first, last, times, Period("T", 2026, part)) for part in (1, 2, 3, 4)]
    assert sum(spread) == times
    assert spread == quarters


def test_figures_of_a_region_and_a_quarter(village, other_village):
    quarter, near = Period.parse("2026-T3"), make_village("53.01.05.2010")
    for place in (village, near, other_village):
        unit = CareUnitFactory(village=place)
        item = AgendaItemFactory(agenda__care_unit=unit, agenda__year=2026, kind="values", times=12)
        ActivityFactory(
            care_unit=unit, agenda_item=item, kind="values", held_on=date(2026, 7, 1), men=1, women=2, children=3,
            pioneer_families=4, plasma_families=5, cost=6,
        )  # fmt: skip
        ActivityFactory(care_unit=unit, kind="economy", held_on=date(2026, 9, 30))
        ActivityFactory(care_unit=unit, kind="values", held_on=date(2026, 9, 30), is_planned=True)
        ActivityFactory(care_unit=unit, kind="values", held_on=date(2026, 10, 1))
    figures = activity_figures(("53.01.05",), quarter)
    values = figures[ActivityKind.VALUES]
    assert set(figures) == set(ActivityKind.values)
    assert (values.planned, values.done, values.on_agenda) == (6, 2, 2)
    assert (values.men, values.women, values.children) == (2, 4, 6)
    assert (values.pioneer_families, values.plasma_families, values.cost) == (8, 10, 12)
    assert (figures[ActivityKind.ECONOMY].done, figures[ActivityKind.ECONOMY].on_agenda) == (2, 0)
    assert activity_figures((), quarter)[ActivityKind.VALUES].done == 0


@pytest.mark.parametrize("codes", [("53.01.05.2011",), ("53.01.05", "73"), ("",)])
def test_two_statements_for_any_number_of_villages(village, other_village, django_assert_num_queries, codes):
    for place in (village, other_village):
        unit = CareUnitFactory(village=place)
        ActivityFactory(care_unit=unit, agenda_item=AgendaItemFactory(agenda__care_unit=unit))
    with django_assert_num_queries(2):
        activity_figures(codes, Period.quarter_of(timezone.localdate()))


def test_a_closed_unit_plans_nothing_any_more(village):
    unit = CareUnitFactory(village=village, state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    AgendaItemFactory(agenda__care_unit=unit, times=12)
    ActivityFactory(care_unit=unit, held_on=timezone.localdate() - timedelta(days=1))
    figures = activity_figures((village.pk,), Period("Y", YEAR))[ActivityKind.GUIDANCE]
    assert figures.planned == 0
