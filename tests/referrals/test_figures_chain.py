"""The figures of the chain, of quarters that are counted by hand."""

import pytest

from cases.figures import Spread
from core.periods import Period
from referrals.figures import chain_figures
from referrals.models import Referral
from tests.factories.families import ProblemFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.regions import make_village
from tests.referrals.past import at, closed, happened, placed, travelled

pytestmark = pytest.mark.django_db

QUARTER, ZONE, VILLAGE = Period.parse("2026-T3"), "Asia/Makassar", "53.01.05.2011"


def counted(codes=(VILLAGE,), period=QUARTER, length=13):
    return chain_figures(codes, period, ZONE, length)


@pytest.fixture
def clinic(village):
    return InstitutionFactory(name="Puskesmas Batakte", region=village.parent)


@pytest.fixture
def served(village, clinic):
    """Sent and placed in July, declined, placed again in August, served and closed in September."""
    file = travelled(
        village,
        ("submit", "submitted", at(7, 1)),
        ("approve", "placed", at(7, 3)),
        ("decline", "declined", at(7, 8), "full"),
        ("place_again", "placed", at(8, 3)),
        ("accept", "accepted", at(8, 10)),
        ("start", "in_service", at(8, 12)),
        ("complete", "completed", at(9, 1)),
        ("close", "closed", at(9, 29)),
        sector="health",
    )
    placed(file, clinic, at(7, 3), declined_reason="Penuh")
    school = InstitutionFactory(name="PKBM Melati", region=village.parent)
    placed(file, school, at(8, 3), outcome="full", value=500_000, completed_on=at(9, 1).date())
    closed(file, "yes", (9, 29))
    return file


def test_a_file_that_went_all_the_way(served, clinic):
    figures = counted()

    assert figures.total == {"made": 1, "approved": 2, "declined": 1, "completed": 1}
    assert figures.by_month == {0: {"made": 1, "approved": 1, "declined": 1}, 1: {"approved": 1}, 2: {"completed": 1}}
    assert figures.by_sector == {"health": figures.total}
    assert figures.by_place == {VILLAGE: figures.total}
    assert figures.reasons == {"decline": {"full": 1}}
    assert figures.states == {"closed": 1}
    assert (figures.need_met, figures.outcomes) == ({"yes": 1}, {"full": 1, "partly": 0, "not": 0})
    assert (figures.families_helped, figures.value) == (1, 500_000)
    assert figures.lacks == {}
    by_provider = {name: +counts for (_, name), counts in figures.by_provider.items()}
    assert by_provider == {
        "Puskesmas Batakte": {"approved": 1, "declined": 1},
        "PKBM Melati": {"approved": 1, "completed": 1},
    }
    assert figures.by_tier == {"district": {"made": 1, "approved": 2, "declined": 1, "completed": 1}}


def test_working_days_in_each_state(served):
    pace = counted().pace

    # 17 and 25 August are off. Without a limit nothing is timed; a file that was only written has not lain anywhere.
    assert {state: each.days.median for state, each in pace.items()} == {
        "submitted": 2, "placed": 4, "declined": 18, "accepted": 2, "in_service": 12, "completed": 20,
    }  # fmt: skip
    assert {state: (each.within_limit, each.timed) for state, each in pace.items()} == {
        "submitted": (1, 1), "placed": (2, 2), "declined": (0, 1), "accepted": (1, 1), "in_service": (1, 1),
        "completed": (0, 1),
    }  # fmt: skip


def test_median_and_slowest_tenth_weigh_every_file(village):
    for day in (2, 2, 2, 6, 14):
        travelled(village, ("submit", "submitted", at(7, 1)), ("escalate", "escalated", at(7, day)))

    assert counted().pace["submitted"].days == Spread(median=1, p90=9, count=5)


def test_an_emergency_has_its_own_limit(village):
    for urgency in (1, 3):
        travelled(village, ("submit", "submitted", at(7, 1)), ("escalate", "escalated", at(7, 3)), urgency=urgency)

    assert (counted().pace["submitted"].timed, counted().pace["submitted"].within_limit) == (2, 1)


def test_only_what_happened_in_the_period_counts(served):
    before, after = (counted(period=Period.parse(code)) for code in ("2026-T2", "2026-T4"))

    assert (before.total, before.states, before.pace) == ({}, {}, {})
    assert (after.total, after.states, after.need_met) == ({}, {"closed": 1}, {})
    august = counted(period=Period.parse("2026-08"))
    assert (august.total, august.states) == ({"approved": 1}, {"in_service": 1})


def test_months_begin_where_the_village_is(village):
    travelled(village, ("submit", "submitted", at(7, 1)), ("reject", "rejected", at(7, 31, 17), "other"))

    assert counted().by_month == {0: {"made": 1}, 1: {"rejected": 1}}
    assert chain_figures((VILLAGE,), QUARTER, "Asia/Jakarta", 13).by_month[1] == {"rejected": 1}
    assert counted(period=Period.parse("2026-07")).total == {"made": 1}


def test_a_file_that_came_back_and_went_again_is_made_once(village):
    file = travelled(
        village,
        ("submit", "submitted", at(7, 1)),
        ("return", "draft", at(7, 2)),
        ("submit", "submitted", at(8, 3)),
    )
    file.problems.add(ProblemFactory(family=file.family, category_id="PPKS-24"))

    assert counted().total == {"made": 1}
    assert [dict(+counts) for counts in counted().by_problem.values()] == [{"made": 1}]


def test_a_file_stands_under_each_of_its_problems(village):
    file = travelled(village, ("submit", "submitted", at(7, 1)), ("reject", "rejected", at(7, 2), "served"))
    for code in ("PPKS-24", "PPKS-08"):
        file.problems.add(ProblemFactory(family=file.family, category_id=code))
    travelled(village, ("submit", "submitted", at(7, 1)))

    by_problem = {name: dict(+counts) for name, counts in counted().by_problem.items()}
    names = file.problems.values_list("category__name", flat=True)
    assert by_problem == {"": {"made": 1}} | dict.fromkeys(names, {"made": 1, "rejected": 1})


def test_what_lk3_did_counts_for_its_tier(village, clinic):
    file = travelled(
        village,
        ("submit", "submitted", at(7, 1)),
        ("rise", "escalated", at(7, 13)),
        ("place", "placed", at(7, 14)),
        ("decline", "declined", at(7, 15), "not_ours"),
        tier="regency",
    )
    placed(file, clinic, at(7, 14), "regency", declined_reason="Bukan layanan kami")

    assert counted().by_tier["regency"] == {"made": 1, "approved": 1, "declined": 1, "completed": 0}
    assert counted().by_tier["district"] == {"made": 1}


def test_two_declines_of_one_file_fall_into_their_own_months(village, clinic):
    file = travelled(
        village,
        ("submit", "submitted", at(7, 1)),
        ("approve", "placed", at(7, 2)),
        ("decline", "declined", at(7, 8), "full"),
        ("place_again", "placed", at(8, 3)),
        ("decline", "declined", at(8, 5), "full"),
    )
    for day in (at(7, 2), at(8, 3)):
        placed(file, clinic, day, declined_reason="Penuh")

    assert counted(period=Period.parse("2026-07")).by_provider[clinic.pk, clinic.name]["declined"] == 1
    assert counted(period=Period.parse("2026-08")).by_provider[clinic.pk, clinic.name]["declined"] == 1


@pytest.fixture
def unserved(village, clinic):
    """One of each lack, and beside each a file that is none."""
    sent = ("submit", "submitted", at(8, 3))
    for reason in ("no_service", "served"):
        travelled(village, sent, ("reject", "rejected", at(8, 4), reason), sector="legal")
    declined = travelled(
        village, sent, ("approve", "placed", at(8, 4)), ("decline", "declined", at(8, 6), "full"), sector="health"
    )
    again = travelled(village, sent, ("approve", "placed", at(8, 4)), sector="health")
    for file in (declined, again):
        placed(file, clinic, at(8, 4))
    travelled(village, sent, ("escalate", "escalated", at(8, 5)), sector="economy")
    tried = travelled(village, sent, ("escalate", "escalated", at(8, 5)), sector="economy")
    placed(tried, clinic, at(8, 4), declined_reason="Penuh")
    for answer in ("no", "partly"):
        file = travelled(village, sent, ("close", "closed", at(9, 8)), sector="education")
        closed(file, answer, (9, 8))
    travelled(village, sent, sector="social")
    return declined


def test_demand_that_nobody_met(unserved):
    assert counted().lacks == {
        (VILLAGE, "legal"): {"no_service": 1},
        (VILLAGE, "health"): {"declined": 1},
        (VILLAGE, "economy"): {"no_provider": 1},
        (VILLAGE, "education"): {"not_met": 1},
    }
    assert set(counted(("53.01",), length=8).lacks) == {
        ("53.01.05", sector) for sector in ("legal", "health", "economy", "education")
    }


def test_a_lack_that_found_supply_later_was_one_then(unserved, clinic):
    happened(unserved, 9, "place_again", "declined", "placed", at(10, 2))
    placed(unserved, clinic, at(10, 2))
    Referral.objects.filter(pk=unserved.pk).update(state="placed")

    assert (VILLAGE, "health") in counted().lacks
    assert counted(period=Period.parse("2026-T4")).lacks == {(VILLAGE, "economy"): {"no_provider": 1}}


def test_other_regions_are_not_counted(served):
    travelled(make_village("73.09.13.2001"), ("submit", "submitted", at(7, 1)))

    assert [counted(codes, length=2).total["made"] for codes in ((VILLAGE,), ("73",), ("",), ())] == [1, 1, 2, 0]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_statements_is_fixed(village, rows, django_assert_num_queries):
    for _ in range(rows):
        travelled(village, ("submit", "submitted", at(7, 1)), ("escalate", "escalated", at(7, 3)))

    with django_assert_num_queries(7):
        counted()
