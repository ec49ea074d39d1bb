"""A recap is the sum of what it took, figure by figure; quarters sum to semesters and years."""

from copy import deepcopy

import pytest

from core.periods import Period
from reporting.figures import region_figures, sum_periods, sum_regions
from reporting.figures.rules import RULES, Rule
from reporting.models import Report
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report
from tests.factories.targets import lively_unit

pytestmark = pytest.mark.django_db

ZONE = "Asia/Makassar"
NOW = Period.parse("2026-T3")
# Counted by village they differ from the kecamatan's own count: a move inside it is none for the kecamatan, and the
# income of a family stands where it lives on the last day.
NOT_BY_VILLAGE = {("families", "transferred_in"), ("families", "transferred_out")}
# Distinct people, families and FCUs, counted once a quarter; visits that were late at the end of the first quarter are
# late or missed in the second.
ONCE_A_QUARTER = {
    ("families", "families_assessed"), ("cases", "people_served"), ("cases", "families_served"),
    ("referrals", "families_helped"), ("mentoring", "families_visited"), ("mentoring", "missed"),
    ("mentoring", "late"), ("monitoring", "units_visited"), ("families", "ratings", "families"),
}  # fmt: skip


def leaves(value, path=()):
    """Every number of a snapshot by its place; rows by their code."""
    if isinstance(value, list):
        value = {row["code"]: row for row in value}
    if isinstance(value, dict):
        return {place: n for name, each in value.items() for place, n in leaves(each, (*path, str(name))).items()}
    return {} if isinstance(value, str) else {path: value}


def known(value):
    """Nothing counted and not named is the same."""
    return {place: n for place, n in leaves(value).items() if n}


def differing(one, other, but):
    one, other = known(one), known(other)
    return {
        place: (one.get(place), other.get(place))
        for place in one.keys() | other.keys()
        if one.get(place) != other.get(place) and not {place[:2], (*place[:2], place[-1])} & but
    }


def test_villages_add_up_to_what_is_counted_together():
    villages = make_village(), make_village("53.01.05.2007")
    for village in villages:
        lively_unit(village)
    each = [region_figures((village.pk,), NOW, ZONE) for village in villages]

    together = region_figures(tuple(village.pk for village in villages), NOW, ZONE)

    assert differing(sum_regions(each), together, NOT_BY_VILLAGE) == {}
    assert len(known(together)) > 80


def test_quarters_add_up_to_the_year():
    village = make_village()
    lively_unit(village)
    year = Period.parse("2026")
    quarters = [region_figures((village.pk,), quarter, ZONE) for quarter in year.quarters()]

    at_once = region_figures((village.pk,), year, ZONE)

    assert differing(sum_periods(quarters), at_once, ONCE_A_QUARTER) == {}


def test_every_figure_has_a_rule():
    village = make_village()
    lively_unit(village)
    figures = region_figures((village.pk,), NOW, ZONE)
    assert figures.keys() == RULES.keys()
    for section, rules in RULES.items():
        if isinstance(rules, dict):
            assert figures[section].keys() == rules.keys()
    with pytest.raises(KeyError):
        sum_regions([figures | {"cases": figures["cases"] | {"new": 1}}])


def test_one_snapshot_is_its_own_sum_and_the_order_of_regions_is_nothing():
    village, other = make_village(), make_village("53.01.05.2007")
    lively_unit(village)
    one, two = (region_figures((each.pk,), NOW, ZONE) for each in (village, other))
    assert known(sum_regions([one])) == known(one) == known(sum_periods([one]))
    assert known(sum_regions([one, two])) == known(sum_regions([two, one]))
    assert sum_regions([sum_regions([one, two]), one]) == sum_regions([one, sum_regions([two, one])])


def test_what_one_part_did_not_count_is_unknown_in_the_sum():
    village = make_village()
    lively_unit(village)
    figures = region_figures((village.pk,), NOW, ZONE)
    older = deepcopy(figures)
    del older["mentoring"], older["families"]["births"]
    for spread in (older["cases"]["days_to_service"], older["referrals"]["decision_days"]):
        spread.pop("days")
        spread["count"] = 1
    total = sum_regions([older, figures])
    assert total["mentoring"]["visits"] is None
    assert total["families"]["births"] is None
    assert total["cases"]["days_to_service"]["median"] is None
    assert total["families"]["new"] == 2 * figures["families"]["new"]
    assert sum_periods([older, figures])["mentoring"]["pairs_at_end"] == figures["mentoring"]["pairs_at_end"]


def test_a_median_of_several_is_that_of_all_their_days():
    one, two = ({"cases": {"days_to_service": spread}} for spread in (_spread({"1": 3}), _spread({"2": 1, "9": 5})))
    assert sum_regions([one, two])["cases"]["days_to_service"] == {
        "median": 9, "p90": 9, "count": 9, "days": {"1": 3, "2": 1, "9": 5},
    }  # fmt: skip


def _spread(days):
    return {"median": 0, "p90": 0, "count": sum(days.values()), "days": days}


def test_a_problem_that_is_gone_at_the_end_stands_open_no_more():
    row = {"code": "A", "name": "A", "before": 0, "new": 2, "handled": 0, "solved": 0, "open": 2}
    first, second = ({"families": {"problems": rows}} for rows in ([row], []))
    [total] = sum_periods([first, second])["families"]["problems"]
    assert (total["before"], total["new"], total["open"]) == (0, 2, 0)


def test_a_recap_sums_exactly_the_frozen_reports_below_it(village):
    other = make_village("53.01.05.2007")
    lively_unit(village)
    lower = [make_report(each, period="2026-T3", state="received") for each in (village, other)]

    recap = make_report(make_region("53.01.05"), kind="district_quarter", period="2026-T3", state="checked")

    assert set(recap.takes.all()) == set(lower)
    frozen = [Report.objects.get(pk=part.pk).figures for part in lower]
    assert {name: recap.figures[name] for name in RULES} == sum_regions(frozen)
    for section, rules in RULES.items():
        for name in rules if isinstance(rules, dict) else ():
            if rules[name] is Rule.FLOW:
                by_hand = [sum(known(each[section][name]).values()) for each in frozen]
                assert sum(known(recap.figures[section][name]).values()) == sum(by_hand)
    assert recap.figures["coverage"] == {"units": {"2026-T3": {"expected": 2, "reported": 2}}}


def test_two_quarters_of_the_office_are_its_semester(village):
    lively_unit(village)
    for period in ("2026-T3", "2026-T4"):
        make_report(village, period=period, state="received")
        make_report(make_region("53.01.05"), kind="district_quarter", period=period, state="received")
        make_report(make_region("53.01"), kind="regency_quarter", period=period, state="sent")

    semester = make_report(make_region("53.01"), kind="regency_semester", period="2026-S2", state="checked")

    quarters = Report.objects.filter(kind="regency_quarter").order_by("period")
    assert set(semester.takes.all()) == set(quarters)
    assert {name: semester.figures[name] for name in RULES} == sum_periods([each.figures for each in quarters])
    assert semester.figures["coverage"]["units"] == {
        period: {"expected": 1, "reported": 1} for period in ("2026-T3", "2026-T4")
    }
    assert {quarter.state for quarter in quarters} == {"taken"}
