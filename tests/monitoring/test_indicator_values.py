"""Each indicator against data counted by hand, added up, and set beside the apps' own figures."""

from datetime import date
from decimal import Decimal

import pytest

from cases.figures import case_figures
from core.periods import Period
from families.figures import family_figures, family_flows
from finance.figures.ledger import ledger_figures
from institutions.enums import UnitState
from institutions.figures import activity_figures, unit_figures
from monitoring.figures.indicators import INDICATORS, by_code, indicator_values
from programmes.figures.groups import group_figures
from referrals.figures import referral_figures
from regions.enums import zone_name
from tests.factories.families import FamilyFactory, make_status
from tests.factories.institutions import MeetingFactory
from tests.factories.regions import make_village
from tests.factories.targets import AFTER, AUGUST, LONG_AGO, QUARTER, bare_unit, lively_unit

pytestmark = pytest.mark.django_db
REGENCY, DISTRICT = "53.01", "53.01.05"
BY_HAND = {
    "officers": 200 / 3, "decree": 100, "active_members": 200 / 3, "meetings": 2, "meeting_months": 100 / 3,
    "activities": 50, "activities_held": 3, "reach": 25,
    "institutions": 1, "referrals": 4, "referrals_answered": 50, "money": 2_000_000,
    "services": 4, "integrated": 25, "psks": 75, "cases": 2,
    "basic_needs": 2, "social_function": 2, "self_reliance": 2,
    "new_problems": 2, "solved": 100 / 3, "graduated": 1, "open_families": 2, "open_share": 50,
    "income_percent": 50, "income_change": 500_000, "savings": 60_000, "business_times": 13,
    "cadres": 1, "attendance": 200 / 3, "suggestions": 1, "going_on": 50, "participants": 3,
}  # fmt: skip


@pytest.fixture
def busy(village):
    return lively_unit(village)


def values(codes, code, period=QUARTER):
    counted = indicator_values(codes, [period])
    return {each.code: counted.value(each, code, period) for each in INDICATORS}


def test_every_indicator_is_counted_by_hand():
    assert set(BY_HAND) == {each.code for each in INDICATORS}


def test_the_values_of_an_fcu(busy, village):
    found = values((village.pk,), village.pk)
    assert {code: float(value) for code, value in found.items()} == pytest.approx(BY_HAND)


def test_regions_add_up_what_was_counted_and_never_means(busy, village):
    bare_unit(make_village("53.01.05.2010"))
    counted = indicator_values((REGENCY,), [QUARTER])
    for code in ("", "53", REGENCY, DISTRICT):
        assert counted.value(by_code("officers"), code, QUARTER) == Decimal(200) / 6
        assert counted.value(by_code("meetings"), code, QUARTER) == 2
        assert counted.an_fcu(by_code("meetings"), code, QUARTER) == 1
        assert counted.value(by_code("decree"), code, QUARTER) == 50
        assert counted.value(by_code("basic_needs"), code, QUARTER) == 2
    assert counted.units(DISTRICT, QUARTER) == ["53.01.05.2010", village.pk]


def test_what_is_not_known_is_no_nought(village):
    bare_unit(village)
    found = values((village.pk,), village.pk)
    nought = {code for code, value in found.items() if value == 0}
    assert nought == {
        "officers", "decree", "meetings", "meeting_months", "activities_held", "reach", "institutions", "referrals",
        "services", "cases", "new_problems",
    }  # fmt: skip
    assert {value for code, value in found.items() if code not in nought} == {None}


def test_without_an_fcu_nothing_is_known(village):
    assert set(values((village.pk,), village.pk).values()) == {None}


def test_an_fcu_that_was_founded_later_has_no_values_before(village):
    unit = bare_unit(village)
    unit.founded_on = AFTER
    unit.save()
    assert values((village.pk,), village.pk)["meetings"] is None


@pytest.mark.parametrize("villages", [1, 3])
def test_a_statement_a_period_however_many_fcus(django_assert_num_queries, villages):
    for number in range(villages):
        lively_unit(make_village(f"53.01.05.20{number + 10}"))
    with django_assert_num_queries(1):
        counted = indicator_values((REGENCY,), [QUARTER])
    assert counted.value(by_code("services"), REGENCY, QUARTER) == 4 * villages
    quarters = [QUARTER, QUARTER.previous(), QUARTER.previous().previous()]
    with django_assert_num_queries(3):
        indicator_values((REGENCY,), quarters)


def test_the_villages_add_up_to_the_figures_of_each_app(busy, other_village):
    lively_unit(other_village)
    lively_unit(make_village("53.01.05.2010"))
    family = make_status(FamilyFactory(village=other_village), "plasma", on=LONG_AGO)
    family.problems.create(category_id="PPKS-24", recorded_on=QUARTER.first_day, recorded_by=family.recorded_by)
    for codes in (("",), (REGENCY,)):
        ours = indicator_values(codes, [QUARTER]).counts("", QUARTER)
        assert _of_the_apps(codes) == {key: ours[key] for key in _of_the_apps(codes)}


def _of_the_apps(codes):
    units, kinds = unit_figures(codes, QUARTER), activity_figures(codes, QUARTER).values()
    cases, flows = case_figures(codes, QUARTER), family_flows(codes, QUARTER)
    groups, ledger = group_figures(codes, QUARTER), ledger_figures(codes, QUARTER)
    problems = family_figures(codes, QUARTER).problems
    return {
        "officers": sum(units.officers.values()), "members": sum(units.members.values()),
        "active": sum(units.active_members.values()), "decrees": units.with_decree,
        "meetings": sum(units.meetings.values()), "held": sum(kind.done for kind in kinds),
        "planned": sum(kind.planned for kind in kinds), "on_agenda": sum(kind.on_agenda for kind in kinds),
        "people": sum(kind.men + kind.women + kind.children for kind in kinds),
        "referrals": referral_figures(codes, QUARTER, zone_name("53")).made,
        "received": ledger.receipts, **{f"received_{flow.source}": flow.receipts for flow in ledger.by_source},
        "services": cases.services, "integrated": cases.integrated_services, "cases": cases.opened,
        "families": sum(flows["stock"].values()), "graduated": flows["graduated"],
        "new_problems": sum(line["new"] for line in problems), "solved": sum(line["solved"] for line in problems),
        "attended": groups.attendances, "attendable": groups.attendances_possible,
        "suggestions": groups.suggestions, "businesses": groups.businesses_known,
        "going_on": groups.businesses_going_on, "participants": sum(groups.members.values()),
        "income_families": groups.income.families, "income_before": groups.income.before,
        "income_change": groups.income.change,
    }  # fmt: skip


def test_an_fcu_that_works_no_more_has_no_values(village):
    unit = bare_unit(village)
    unit.state, unit.inactive_reason = UnitState.INACTIVE, "Pengurus pindah"
    unit.save()
    counted = indicator_values((village.pk,), [QUARTER])
    assert counted.units("", QUARTER) == []
    assert counted.value(by_code("officers"), village.pk, QUARTER) is None


def test_only_who_was_plasma_graduates(village):
    bare_unit(village)
    make_status(FamilyFactory(village=village), "pioneer", on=AUGUST)
    assert values((village.pk,), village.pk)["graduated"] == 0


def test_a_quarter_has_its_first_and_its_last_day(village):
    unit = bare_unit(village)
    for day in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1)):
        MeetingFactory(care_unit=unit, held_on=day)
    quarters = [QUARTER.previous(), QUARTER, QUARTER.next()]
    counted = indicator_values((village.pk,), quarters)
    assert [counted.value(by_code("meetings"), village.pk, quarter) for quarter in quarters] == [1, 2, 1]


def test_months_to_come_are_not_missed(village):
    bare_unit(village)
    to_come = Period("T", 2099, 1)
    assert indicator_values((village.pk,), [to_come]).value(by_code("meeting_months"), village.pk, to_come) is None


def test_three_fcus_make_a_median_and_two_do_not(village):
    villages = [village, make_village("53.01.05.2010"), make_village("53.01.05.2012")]
    for number, place in enumerate(villages[:2]):
        MeetingFactory.create_batch(number + 1, care_unit=bare_unit(place), held_on=QUARTER.first_day)
    meetings = by_code("meetings")
    assert indicator_values((REGENCY,), [QUARTER]).spread(meetings, DISTRICT, QUARTER) is None
    MeetingFactory.create_batch(9, care_unit=bare_unit(villages[2]), held_on=QUARTER.first_day)
    spread = indicator_values((REGENCY,), [QUARTER]).spread(meetings, DISTRICT, QUARTER)
    assert (spread.median, spread.lowest, spread.highest, spread.units) == (2, 1, 9, 3)


def test_one_indicator_counts_only_what_it_needs(busy, village):
    counted = indicator_values((village.pk,), [QUARTER], [by_code("cases")])
    assert set(counted.counts(village.pk, QUARTER)) == {"units", "decrees", "cases", "posts", "months"}
