from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from families.enums import CloseReason, ConsentPurpose, FamilyStatus, LeaveReason, ProblemState, Rate, Relation, Sex
from families.figures import family_figures
from families.models import AidReceived, Decile, Family, FileEvent, MoneyRecord, StatusPeriod, Transfer
from families.services import close_family, reopen_family, set_problem_state, set_status
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
    planning, marriage = figures.ratings["planning"], figures.ratings["marriage"]
    assert (planning["families"], planning["value"], planning["points"] / planning["ratings"]) == (1, 2.5, 2.5)
    assert (marriage["families"], marriage["value"]) == (1, 2.0)


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
    with django_assert_num_queries(13):
        _figures(village)


def _move(family, village, on):
    """As a finished transfer leaves it: the old period ends the day before, the same status goes on there."""
    old = family.village
    current = family.status_periods.get(ends_on=None)
    current.ends_on = on - timedelta(days=1)
    current.save()
    StatusPeriod.objects.create(
        family=family, village=village, status=current.status, starts_on=on, actor=family.recorded_by
    )
    Family.objects.filter(pk=family.pk).update(village=village)
    Transfer.objects.create(
        family=family, from_village=old, to_village=village, state="accepted", moved_on=on, accepted_on=on,
        reason="Pindah", asked_by=family.recorded_by,
    )  # fmt: skip


def test_a_family_counts_where_it_lived_also_when_an_old_quarter_is_counted_again(village, other_village):
    family = _family(village, status=FamilyStatus.PLASMA, members=2)
    ProblemFactory(family=family, recorded_on=BEFORE, since=BEFORE)
    make_assessment(family, on=BEFORE)
    _move(family, other_village, INSIDE)
    before, now = Period.parse("2026-T1"), QUARTER
    there, here = (family_figures((place.code,), before) for place in (village, other_village))
    assert (there.stock["plasma"], here.stock["plasma"]) == (1, 0)
    assert (there.assessments, here.assessments) == (1, 0)
    assert (there.problems[0]["open"], here.problems) == (1, [])
    there, here = (family_figures((place.code,), now) for place in (village, other_village))
    assert (there.stock["plasma"], here.stock["plasma"]) == (0, 1)
    assert (there.problems, here.problems[0]["open"]) == ([], 1)
    assert [sum(sum(groups.values()) for groups in each.members.values()) for each in (there, here)] == [0, 2]


def test_a_transfer_is_in_and_out_but_neither_new_nor_a_new_status(village, other_village):
    family = _family(village, status=FamilyStatus.PLASMA)
    _move(family, other_village, INSIDE)
    there, here = (family_figures((place.code,), QUARTER) for place in (village, other_village))
    assert [(each.transferred_in, each.transferred_out) for each in (there, here)] == [(0, 1), (1, 0)]
    both = family_figures((village.code, other_village.code), QUARTER)
    assert (both.transferred_in, both.transferred_out, sum(both.stock.values())) == (0, 0, 1)
    assert (here.new, here.became_plasma, here.graduated) == (0, 0, 0)


def test_a_transfer_on_its_way_does_not_count_yet(village, other_village):
    _move(_family(village), other_village, INSIDE)
    Transfer.objects.update(state="released", accepted_on=None)
    assert _figures(village).transferred_out == 0


def test_a_closed_family_keeps_counting_where_it_was_closed(village, other_village):
    family = _family(village)
    _move(family, other_village, BEFORE + timedelta(days=9))
    family.refresh_from_db()
    ProblemFactory(family=family, recorded_on=BEFORE, since=BEFORE)
    close_family(family, CloseReason.MOVED, on=INSIDE, actor=make_user(Role.SECRETARY, other_village))
    there, here = (family_figures((place.code,), QUARTER) for place in (village, other_village))
    assert (there.closed["moved"], here.closed["moved"]) == (0, 1)
    assert (len(there.problems), len(here.problems)) == (0, 1)


def test_files_reopened_and_split_are_counted_by_their_day(village):
    family = _family(village)
    for kind, day in (("reopened", INSIDE), ("split", INSIDE), ("split", BEFORE), ("split_from", INSIDE)):
        FileEvent.objects.create(family=family, kind=kind, village=village, happened_on=day, actor=family.recorded_by)
    figures = _figures(village)
    assert (figures.reopened, figures.split) == (1, 1)


def test_births_deaths_and_leavings(village):
    family = _family(village)
    born = FamilyMemberFactory(family=family, birth_date=INSIDE)
    FamilyMemberFactory(family=family, birth_date=INSIDE, left_on=INSIDE, left_reason=LeaveReason.MISTAKE)
    FamilyMemberFactory(family=_family(village), birth_date=INSIDE, earlier=born, national_id="")
    FamilyMemberFactory(family=family, left_on=INSIDE, left_reason=LeaveReason.DECEASED)
    FamilyMemberFactory(family=family, left_on=INSIDE, left_reason=LeaveReason.MARRIED)
    FamilyMemberFactory(family=family, left_on=BEFORE, left_reason=LeaveReason.MARRIED)
    figures = _figures(village)
    assert (figures.births, figures.deaths) == (1, 1)
    assert {reason: n for reason, n in figures.left.items() if n} == {"married": 1, "deceased": 1, "mistake": 1}


def test_deciles_are_those_stated_by_the_last_day(village):
    family = _family(village)
    _family(village)
    for value, day in ((2, BEFORE), (3, INSIDE), (9, AFTER)):
        Decile.objects.create(
            family=family, value=value, stated_on=day, source="DTSEN", recorded_by=family.recorded_by
        )
    assert {key: n for key, n in _figures(village).deciles.items() if n} == {"3": 1, "unknown": 1}


@pytest.mark.parametrize(("percent", "band"), [(49, "under50"), (50, "50-79"), (79, "50-79"), (80, "80+")])
def test_completeness_falls_into_three_bands(village, percent, band):
    Family.objects.filter(pk=_family(village).pk).update(completeness=percent)
    assert {key: n for key, n in _figures(village).completeness.items() if n} == {band: 1}


def test_consents_given_and_withdrawn_but_not_those_renewed(village):
    family = _family(village)
    family.consents.all().delete()
    ConsentFactory(family=family, purpose=ConsentPurpose.PHOTO, given_on=BEFORE, withdrawn_on=INSIDE)
    ConsentFactory(family=family, purpose=ConsentPurpose.PLASMA, given_on=BEFORE, withdrawn_on=INSIDE)
    ConsentFactory(family=family, purpose=ConsentPurpose.PLASMA, given_on=INSIDE)
    consents = _figures(village).consents
    assert consents["photo"] == {"given": 0, "withdrawn": 1}
    assert consents["plasma"] == {"given": 1, "withdrawn": 0}
    assert consents["pioneer"] == {"given": 0, "withdrawn": 0}


def _earns(family, income, on, business=""):
    MoneyRecord.objects.create(
        family=family, income=income, noted_on=on, business=business, recorded_by=family.recorded_by
    )


def test_money_compares_the_first_record_with_the_last_one_by_then(village):
    first, second, third = _family(village), _family(village), _family(village)
    _earns(first, 1_000_000, BEFORE), _earns(first, 1_300_000, INSIDE, "Kios"), _earns(first, 9_000_000, AFTER)
    _earns(second, 500_000, BEFORE), _earns(second, 500_000, INSIDE)
    _earns(third, 700_000, INSIDE)
    assert _figures(village).money == {
        "recorded": 3, "families": 2, "with_business": 1, "first": 750_000, "last": 900_000, "change": 150_000,
        "percent": 20.0, "first_sum": 1_500_000, "last_sum": 1_800_000,
    }  # fmt: skip


def test_money_without_a_second_record_has_no_change(village):
    _earns(_family(village), 700_000, INSIDE)
    money = _figures(village).money
    assert (money["recorded"], money["families"], money["percent"]) == (1, 0, None)


def test_aid_counts_families_that_receive_it_on_the_last_day(village):
    family = _family(village, members=2)
    days = (("PKH", BEFORE, None), ("PKH", BEFORE, AFTER), ("SEMBAKO", BEFORE, INSIDE), ("PIP", AFTER, None))
    for code, starts_on, ends_on in days:
        AidReceived.objects.create(
            family=family, programme_id=code, starts_on=starts_on, ends_on=ends_on, recorded_by=family.recorded_by
        )
    assert [(item["code"], item["families"]) for item in _figures(village).aid] == [("PKH", 1)]


def test_today_is_inside_the_running_quarter(village):
    _family(village, since=timezone.localdate())
    assert family_figures((village.code,), Period.quarter_of(timezone.localdate())).new == 1


def test_who_was_away_on_the_day_counts_neither_as_family_nor_as_people(village):
    """Closed before the period's end and opened again after it."""
    secretary, family = make_user(Role.SECRETARY, village), _family(village, members=3)
    close_family(family, CloseReason.MOVED, on=INSIDE, actor=secretary)
    reopen_family(family, on=AFTER, reason_text="Kembali", actor=secretary)
    figures = _figures(village)
    people = sum(sum(ages.values()) for ages in figures.members.values())
    assert (sum(figures.stock.values()), people) == (0, 0)
