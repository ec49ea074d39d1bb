from datetime import date

import pytest

from cases.figures import by_handler, by_place, by_problem, by_village_and_handler, case_figures, spread
from core.periods import Period
from tests.factories.cases import CaseFactory, IntakeFactory, ServiceGivenFactory
from tests.factories.families import FamilyFactory, ProblemFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.regions import make_village

pytestmark = pytest.mark.django_db

QUARTER = Period.parse("2026-T3")
TABLOLONG, NEIGHBOUR = "53.01.05.2011", "53.01.05.2010"


def closed(on, result="solved", **fields):
    return CaseFactory(state="closed", closed_on=on, result=result, **fields)


def test_a_quarter_counted_by_hand():
    family = FamilyFactory()
    intake = IntakeFactory(received_on=date(2026, 7, 1), urgency=3, family=family, state="case")
    IntakeFactory(received_on=date(2026, 9, 30), source="phone", state="informed")
    IntakeFactory(received_on=date(2026, 10, 1))
    case = CaseFactory(family=family, intake=intake, opened_on=date(2026, 7, 3))
    joint = ServiceGivenFactory(case=case, given_on=date(2026, 7, 11), kind="advocacy", people=3)
    joint.institutions.set([InstitutionFactory(), InstitutionFactory()])
    ServiceGivenFactory(case=case, given_on=date(2026, 8, 1), people=2).institutions.add(InstitutionFactory())
    closed(date(2026, 8, 24), opened_on=date(2026, 6, 4), family=family)
    closed(date(2026, 9, 30), opened_on=date(2026, 9, 1), result="partly")
    CaseFactory(state="dropped", opened_on=date(2026, 9, 2), closed_on=date(2026, 9, 3))
    closed(date(2026, 10, 2), opened_on=date(2026, 9, 2))

    figures = case_figures((TABLOLONG,), QUARTER)

    assert (figures.intakes, figures.informed) == (2, 1)
    assert figures.intakes_by_source == {"post": 1, "phone": 1}
    assert figures.intakes_by_urgency == {3: 1, 1: 1}
    assert (figures.opened, figures.open_at_end) == (4, 2)
    assert (figures.closed, figures.closed_by_result, figures.dropped) == (2, {"solved": 1, "partly": 1}, 1)
    assert (figures.services, figures.services_by_kind) == (2, {"advocacy": 1, "guidance": 1})
    assert (figures.integrated_services, figures.people_served, figures.families_served) == (1, 5, 1)
    assert (figures.days_to_service.median, figures.days_to_service.p90) == (10, 10)
    assert (figures.days_to_closing.median, figures.days_to_closing.p90, figures.days_to_closing.count) == (55, 81, 2)
    assert figures.success == 6


def test_only_the_villages_asked_for_are_counted():
    for code in (TABLOLONG, NEIGHBOUR, "73.09.13.2001"):
        CaseFactory(family=FamilyFactory(village=make_village(code)), opened_on=date(2026, 8, 1))

    counted = [case_figures(codes, QUARTER).opened for codes in ((TABLOLONG,), ("53.01.05",), ("",), ())]

    assert counted == [1, 2, 3, 0]


def test_nothing_is_said_as_nothing():
    figures = case_figures((TABLOLONG,), QUARTER)

    assert figures.days_to_service == spread([])
    assert (figures.people_served, figures.services_by_kind, figures.success) == (0, {}, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_statements_is_fixed(rows, django_assert_num_queries):
    for _ in range(rows):
        ServiceGivenFactory(case=CaseFactory(intake=IntakeFactory()))

    with django_assert_num_queries(6):
        case_figures((TABLOLONG,), QUARTER)


def reopened(case, on):
    actor = case.handler
    case.events.create(number=3, step="reopen", from_state="closed", to_state="in_handling", actor=actor, on=on)
    type(case).objects.filter(pk=case.pk).update(state="in_handling", result="", closed_on=None)


def test_what_is_opened_again_stays_counted_where_it_was_closed():
    again = closed(date(2026, 6, 20), opened_on=date(2026, 5, 1), result="partly")
    again.problems.add(ProblemFactory(family=again.family))
    reopened(again, date(2026, 9, 30))
    later = closed(date(2026, 9, 1), opened_on=date(2026, 8, 1))
    reopened(later, date(2026, 10, 1))
    before, figures, after = (case_figures((TABLOLONG,), Period.parse(f"2026-T{n}")) for n in (2, 3, 4))

    assert (before.opened, before.closed, before.reopened, before.open_at_end) == (1, 1, 0, 0)
    assert before.closed_by_result == {"partly": 1}
    assert (figures.opened, figures.closed, figures.reopened, figures.open_at_end) == (1, 1, 1, 1)
    assert (after.closed, after.reopened, after.open_at_end) == (0, 1, 2)
    tables = [by_problem(("53",), Period.parse(f"2026-T{n}"))[0] for n in (2, 3)]
    assert [(line.opened, line.open, line.closed) for line in tables] == [(1, 0, 1), (0, 1, 0)]


def test_what_was_written_down_by_mistake_is_not_counted():
    IntakeFactory(received_on=date(2026, 8, 3), state="cancelled", cancel_reason="Tercatat dua kali")
    case = CaseFactory(opened_on=date(2026, 8, 1))
    wrong = ServiceGivenFactory(case=case, cancelled_on=date(2026, 8, 11), cancel_reason="Salah keluarga", people=9)
    wrong.institutions.set([InstitutionFactory(), InstitutionFactory()])
    ServiceGivenFactory(case=case, given_on=date(2026, 8, 21), people=2)

    figures = case_figures((TABLOLONG,), QUARTER)

    assert (figures.intakes, figures.services, figures.people_served, figures.integrated_services) == (0, 1, 2, 0)
    assert figures.days_to_service.median == 20


def lines_of(lines):
    return [(line.label, line.opened, line.open, line.closed) for line in lines]


def test_the_tables_by_problem_place_and_handler():
    here, there = (FamilyFactory(village=make_village(code)) for code in (TABLOLONG, NEIGHBOUR))
    for family in (here, there):
        case = CaseFactory(family=family, opened_on=date(2026, 8, 1))
        case.problems.add(ProblemFactory(family=family))
    ended = closed(date(2026, 9, 1), family=here, opened_on=date(2026, 6, 1), handler=case.handler)
    ended.problems.add(*here.problems.all())
    CaseFactory(family=here, opened_on=date(2026, 10, 2))
    district = ("53.01.05",)

    assert [line[1:] for line in lines_of(by_problem(district, QUARTER))] == [(2, 2, 1)]
    places = lines_of(by_place(district, QUARTER))
    assert sorted(line[1:] for line in places) == [(1, 1, 0), (1, 1, 1)]
    assert [line[1:] for line in lines_of(by_place(("53",), QUARTER))] == [(2, 2, 1)]
    assert lines_of(by_place((), QUARTER)) == []
    handlers = lines_of(by_handler(district, QUARTER))
    assert (str(case.handler), 1, 1, 1) in handlers
    assert [lines_of(table) for table in by_village_and_handler(district, QUARTER)] == [places, handlers]


@pytest.mark.parametrize(
    ("days", "median", "p90"),
    [([5], 5, 5), ([1, 2], 1.5, 2), ([3, 1, 2], 2, 3), (range(1, 11), 5.5, 9), (range(101), 50, 90)],
)
def test_median_and_the_slowest_tenth(days, median, p90):
    assert (spread(days).median, spread(days).p90) == (median, p90)
