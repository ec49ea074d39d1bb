from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from families.enums import CloseReason, ConsentPurpose, FamilyStatus, ProblemState, Rate, Relation, Sex
from families.figures import family_figures
from families.services import close_family, set_problem_state, set_status
from tests.factories.accounts import make_user
from tests.factories.families import (
    ConsentFactory,
    FamilyFactory,
    FamilyMemberFactory,
    ProblemFactory,
    category,
    make_assessment,
    make_status,
)

QUARTER = Period.parse("2026-T2")
BEFORE, INSIDE, AFTER = date(2026, 2, 3), date(2026, 5, 6), date(2026, 8, 9)


def _family(village, since=BEFORE, status=FamilyStatus.REGISTERED, **fields):
    family = FamilyFactory(village=village, members=fields.pop("members", 1), **fields)
    ConsentFactory(family=family, purpose=ConsentPurpose.PIONEER)
    return make_status(family, status, on=since)


def _figures(village):
    return family_figures((village.code,), QUARTER)


def test_families_are_counted_by_their_status_on_the_last_day(village):
    coordinator = make_user(Role.COORDINATOR, village)
    _family(village)
    grown = _family(village, status=FamilyStatus.PLASMA)
    set_status(grown, FamilyStatus.PIONEER, on=INSIDE, note="Rapat", actor=coordinator)
    later = _family(village, status=FamilyStatus.PLASMA)
    set_status(later, FamilyStatus.PIONEER, on=AFTER, note="Rapat", actor=coordinator)
    figures = _figures(village)
    assert figures.stock == {"registered": 1, "plasma": 1, "pioneer": 1}
    assert (figures.graduated, figures.became_plasma) == (1, 0)


def test_a_status_that_changes_on_the_last_day_counts_as_the_new_one(village):
    family = _family(village, status=FamilyStatus.PLASMA)
    set_status(
        family, FamilyStatus.PIONEER, on=QUARTER.last_day, note="Rapat", actor=make_user(Role.COORDINATOR, village)
    )
    assert _figures(village).stock == {"registered": 0, "plasma": 0, "pioneer": 1}


@pytest.mark.parametrize(
    ("since", "new", "stock"),
    [
        (QUARTER.first_day - timedelta(days=1), 0, 1),
        (QUARTER.first_day, 1, 1),
        (QUARTER.last_day, 1, 1),
        (QUARTER.last_day + timedelta(days=1), 0, 0),
    ],
)
def test_the_period_begins_and_ends_with_its_days(village, since, new, stock):
    _family(village, since=since)
    figures = _figures(village)
    assert (figures.new, sum(figures.stock.values())) == (new, stock)


def test_a_closed_file_leaves_the_stock_and_is_counted_by_its_reason(village):
    actor = make_user(Role.SECRETARY, village)
    close_family(_family(village, members=3), CloseReason.MOVED, on=INSIDE, actor=actor)
    close_family(_family(village), CloseReason.DECEASED, on=AFTER, actor=actor)
    figures = _figures(village)
    assert sum(figures.stock.values()) == 1
    assert figures.closed == {"moved": 1, "deceased": 0, "merged": 0, "mistake": 0}
    assert sum(sum(groups.values()) for groups in figures.members.values()) == 1


def test_members_are_counted_by_sex_and_age_on_the_last_day(village):
    family = _family(village)
    born = [date(2021, 7, 1), date(2021, 6, 30), date(2008, 7, 1), date(2008, 6, 30), date(1966, 6, 30), AFTER]
    for day in born:
        FamilyMemberFactory(family=family, relation=Relation.RELATIVE, sex=Sex.FEMALE, birth_date=day)
    members = _figures(village).members
    assert members["P"] == {"0-4": 1, "5-17": 2, "18-59": 1, "60+": 1}
    assert members["L"]["18-59"] == 1


def test_problems_are_counted_by_category_and_course(village):
    family, actor = _family(village), make_user(Role.SECRETARY, village)
    poor, old = category("PPKS-24"), category("PPKS-08")
    ProblemFactory(family=family, category=poor, recorded_on=BEFORE, since=BEFORE)
    fresh = ProblemFactory(family=family, category=old, recorded_on=INSIDE, since=BEFORE)
    set_problem_state(fresh, ProblemState.HANDLED, on=INSIDE, actor=actor)
    set_problem_state(fresh, ProblemState.SOLVED, on=INSIDE, actor=actor)
    ProblemFactory(family=family, category=old, recorded_on=AFTER, since=AFTER)
    rows = {row.pop("code"): row for row in _figures(village).problems}
    assert rows["PPKS-24"] == {"name": poor.name, "before": 1, "new": 0, "handled": 0, "solved": 0, "open": 1}
    assert rows["PPKS-08"] == {"name": old.name, "before": 0, "new": 1, "handled": 1, "solved": 1, "open": 0}


def test_ratings_are_the_means_of_the_periods_assessments(village):
    family = _family(village)
    make_assessment(family, value=Rate.NOT_YET, on=BEFORE)
    make_assessment(family, value=Rate.FAIR, on=INSIDE, planning=Rate.GOOD)
    make_assessment(family, value=None, on=INSIDE, planning=Rate.FAIR)
    figures = _figures(village)
    assert (figures.assessments, figures.families_assessed) == (2, 1)
    assert figures.ratings["planning"] == {"families": 1, "value": 2.5}
    assert figures.ratings["marriage"] == {"families": 1, "value": 2.0}


def test_figures_cover_the_subtree_and_nothing_else(village, other_village):
    _family(village)
    _family(other_village)
    assert sum(family_figures(("53.01",), QUARTER).stock.values()) == 1
    assert sum(family_figures(("",), QUARTER).stock.values()) == 2
    assert sum(family_figures((), QUARTER).stock.values()) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_statements_does_not_grow(village, count, django_assert_num_queries):
    for _ in range(count):
        make_assessment(_family(village, members=2), on=INSIDE)
    with django_assert_num_queries(6):
        _figures(village)


def test_today_is_inside_the_running_quarter(village):
    _family(village, since=timezone.localdate())
    assert family_figures((village.code,), Period.quarter_of(timezone.localdate())).new == 1
