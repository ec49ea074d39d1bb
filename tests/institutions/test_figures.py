from datetime import date

import pytest

from core.periods import Period
from institutions.enums import InstitutionKind, MeetingKind, MemberKind, Post, Sector, UnitState
from institutions.figures import unit_figures
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    DecreeFactory,
    GuestFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    ServiceOfferFactory,
)
from tests.factories.regions import make_village

QUARTER = Period.parse("2026-T3")


@pytest.fixture
def units(village, other_village):
    """Two villages of one kecamatan; what lies in the third must not be counted."""
    near = CareUnitFactory(village=make_village("53.01.05.2010"), state=UnitState.FORMING)
    return CareUnitFactory(village=village), near, CareUnitFactory(village=other_village)


def test_units_and_decrees(units):
    DecreeFactory(care_unit=units[0], decided_on=date(2026, 9, 30))
    DecreeFactory(care_unit=units[2], decided_on=date(2026, 1, 1))
    figures = unit_figures(("53.01.05",), QUARTER)
    assert figures.units == {UnitState.CONFIRMED: 1, UnitState.FORMING: 1}
    assert figures.with_decree == 1
    assert unit_figures(("53.01.05",), QUARTER.previous()).with_decree == 0


def test_officers_in_term_on_the_last_day(units):
    for unit in units:
        member = MembershipFactory(care_unit=unit)
        OfficerFactory(membership=member, starts_on=date(2026, 9, 30), ends_on=date(2028, 1, 1))
        OfficerFactory(membership=member, post=Post.TREASURER, starts_on=date(2025, 1, 1), ends_on=date(2026, 9, 29))
    assert unit_figures(("53.01.05",), QUARTER).officers == {Post.COORDINATOR: 2}


def test_members_by_kind_and_who_is_active(units):
    joined = {"joined_on": date(2025, 1, 1)}
    for unit in units:
        meetings = [MeetingFactory(care_unit=unit, held_on=date(2026, month, 1)) for month in (4, 5, 6, 7, 12)]
        eager, early, late = (MembershipFactory(care_unit=unit, **joined) for _ in range(3))
        MembershipFactory(care_unit=unit, joined_on=date(2026, 10, 1))
        MembershipFactory(care_unit=unit, **joined, left_on=date(2026, 9, 30), left_reason="Pindah")
        for member, meeting in ((eager, meetings[1]), (eager, meetings[2]), (early, meetings[0]), (late, meetings[4])):
            AttendanceFactory(meeting=meeting, membership=member)
    figures = unit_figures(("53.01.05",), QUARTER)
    assert figures.members == {MemberKind.INDIVIDUAL: 6}
    assert figures.active_members == {MemberKind.INDIVIDUAL: 2}


def test_meetings_and_attendance_within_the_period(units):
    for unit in units:
        routine = MeetingFactory(care_unit=unit, held_on=date(2026, 7, 1))
        MeetingFactory(care_unit=unit, held_on=date(2026, 9, 30), kind=MeetingKind.DECISION)
        AttendanceFactory.create_batch(3, meeting=routine)
        GuestFactory.create_batch(2, meeting=routine)
        GuestFactory(meeting=MeetingFactory(care_unit=unit, held_on=date(2026, 10, 1)))
    figures = unit_figures(("53.01.05",), QUARTER)
    assert figures.meetings == {MeetingKind.ROUTINE: 2, MeetingKind.DECISION: 2}
    assert (figures.members_present, figures.guests_present) == (6, 4)


def test_institutions_and_their_services(village, other_village):
    bank = InstitutionFactory(region=village, kind=InstitutionKind.BANK)
    InstitutionFactory(region=village, kind=InstitutionKind.BANK, active=False)
    InstitutionFactory(region=other_village)
    ServiceOfferFactory.create_batch(2, institution=bank, sector=Sector.ECONOMY)
    ServiceOfferFactory(institution=bank, sector=Sector.HEALTH, active=False)
    figures = unit_figures((village.pk,), QUARTER)
    assert figures.institutions == {InstitutionKind.BANK: 1}
    assert figures.offers == {Sector.ECONOMY: 2}


def test_inactive_units_and_no_regions_count_nothing(village):
    closed = CareUnitFactory(village=village, state=UnitState.INACTIVE, inactive_reason="Desa digabung")
    OfficerFactory(membership__care_unit=closed)
    figures = unit_figures((village.pk,), QUARTER)
    assert (figures.units, figures.officers, figures.members) == ({UnitState.INACTIVE: 1}, {}, {})
    assert unit_figures((), QUARTER).units == {}


@pytest.mark.parametrize("codes", [("53.01.05.2011",), ("53.01.05", "73"), ("",)])
def test_four_statements_for_any_number_of_villages(units, django_assert_num_queries, codes):
    with django_assert_num_queries(4):
        unit_figures(codes, QUARTER)
