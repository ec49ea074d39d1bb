from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import ConsentPurpose, FamilyStatus, Rate
from families.services import record_consent, withdraw_consent
from institutions.enums import MeetingKind
from mentoring.enums import ENDED_CANDIDATES, CandidateState
from mentoring.models import Selection
from mentoring.queries.ranking import ranked
from mentoring.services.selecting import (
    advance_candidate,
    change_selection,
    close_selection,
    list_candidate,
    open_selection,
)
from mentoring.workflow import STEPS
from tests.factories.accounts import make_user
from tests.factories.becoming import SelectionFactory, ready_family, unit_meeting
from tests.factories.families import FamilyFactory, ProblemFactory, make_assessment
from tests.factories.institutions import CareUnitFactory, MeetingFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db
S = CandidateState


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def coordinator(village):
    return make_user(Role.COORDINATOR, village)


@pytest.fixture
def round_(village, secretary):
    """An open round whose focus group was held."""
    selection = open_selection(village, actor=secretary)
    meeting = unit_meeting(village, MeetingKind.FOCUS_GROUP)
    return change_selection(selection, actor=secretary, focus_group=meeting)


def listed(selection, secretary, **fields):
    return list_candidate(
        selection, ready_family(selection.village, **fields), reasons=["rata-rata 3,0"], actor=secretary
    )


def test_the_five_steps_make_a_pioneer_family(village, round_, secretary, coordinator):
    candidate = listed(round_, secretary)
    advance_candidate(candidate, "propose", actor=secretary)
    advance_candidate(candidate, "consent", actor=secretary)
    decision = unit_meeting(village)

    advance_candidate(candidate, "establish", actor=coordinator, decided_in=decision)

    candidate.family.refresh_from_db()
    assert (candidate.state, candidate.family.status) == (S.ESTABLISHED, FamilyStatus.PIONEER)
    assert (candidate.decided_in, candidate.established_on) == (decision, timezone.localdate())
    assert candidate.consent.purpose == "pioneer"
    assert [event.step for event in candidate.events.order_by("number")] == ["list", "propose", "consent", "establish"]


def test_the_round_counts_as_it_is_now(village, secretary):
    selection = open_selection(village, actor=secretary)
    candidate = listed(selection, secretary)  # holds the round as it was before its focus group
    meeting = unit_meeting(village, MeetingKind.FOCUS_GROUP)
    change_selection(Selection.objects.get(), actor=secretary, focus_group=meeting)

    advance_candidate(candidate, "propose", actor=secretary)

    assert candidate.state == S.PROPOSED


def test_one_round_at_a_time_in_a_village(village, secretary):
    open_selection(village, actor=secretary)

    with pytest.raises(DomainError, match="belum ditutup"):
        open_selection(village, actor=secretary)

    assert Selection.objects.count() == 1


def test_without_the_focus_group_nobody_is_proposed(village, secretary):
    candidate = listed(open_selection(village, actor=secretary), secretary)

    with pytest.raises(DomainError, match="diskusi kelompok"):
        advance_candidate(candidate, "propose", actor=secretary)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": MeetingKind.ROUTINE}, "bukan diskusi kelompok"),
        ({"minutes": ""}, "notulen"),
        ({"is_planned": True}, "baru direncanakan"),
    ],
)
def test_the_focus_group_must_have_been_held_with_minutes(village, secretary, fields, words):
    selection = open_selection(village, actor=secretary)
    given = {"kind": MeetingKind.FOCUS_GROUP, "minutes": "Ada", "care_unit": CareUnitFactory(village=village)} | fields

    with pytest.raises(DomainError, match=words):
        change_selection(selection, actor=secretary, focus_group=MeetingFactory(**given))


def test_the_group_and_the_meeting_are_of_this_village(village, other_village, secretary):
    selection = open_selection(village, actor=secretary)
    elsewhere = CareUnitFactory(village=other_village)

    with pytest.raises(DomainError, match="FCU lain"):
        change_selection(selection, actor=secretary, working_group=WorkingGroupFactory(care_unit=elsewhere))
    with pytest.raises(DomainError, match="FCU lain"):
        change_selection(selection, actor=secretary, focus_group=unit_meeting(other_village, MeetingKind.FOCUS_GROUP))


def test_a_withdrawn_consent_stops_the_establishing(village, round_, secretary, coordinator):
    candidate = listed(round_, secretary)
    advance_candidate(candidate, "propose", actor=secretary)
    advance_candidate(candidate, "consent", actor=secretary)
    withdraw_consent(candidate.consent, on=timezone.localdate(), actor=secretary)

    with pytest.raises(DomainError, match="belum ada atau sudah ditarik"):
        advance_candidate(candidate, "establish", actor=coordinator, decided_in=unit_meeting(village))

    candidate.refresh_from_db()
    assert candidate.state == S.CONSENTED


def test_a_consent_given_anew_is_the_one_that_counts(village, round_, secretary, coordinator):
    candidate = listed(round_, secretary)
    advance_candidate(candidate, "propose", actor=secretary)
    advance_candidate(candidate, "consent", actor=secretary)
    anew = record_consent(
        candidate.family, purpose=ConsentPurpose.PIONEER, method="signed", given_by="Istri", actor=secretary
    )

    advance_candidate(candidate, "establish", actor=coordinator, decided_in=unit_meeting(village))

    assert candidate.consent == anew


@pytest.mark.parametrize("decided_in", [None, "planned", "elsewhere", "later"])
def test_establishing_needs_a_meeting_that_was_held(
    village, other_village, round_, secretary, coordinator, decided_in
):
    candidate = listed(round_, secretary)
    advance_candidate(candidate, "propose", actor=secretary)
    advance_candidate(candidate, "consent", actor=secretary)
    meetings = {
        None: lambda: None,
        "planned": lambda: unit_meeting(village, is_planned=True),
        "elsewhere": lambda: unit_meeting(other_village),
        "later": lambda: unit_meeting(village, held_on=timezone.localdate() + timedelta(days=2)),
    }

    with pytest.raises(DomainError):
        advance_candidate(candidate, "establish", actor=coordinator, decided_in=meetings[decided_in]())

    candidate.family.refresh_from_db()
    assert candidate.family.status == FamilyStatus.PLASMA


def test_the_secretary_establishes_nobody_and_outsiders_list_nobody(village, round_, secretary):
    candidate = listed(round_, secretary)
    advance_candidate(candidate, "propose", actor=secretary)
    advance_candidate(candidate, "consent", actor=secretary)

    with pytest.raises(PermissionDenied):
        advance_candidate(candidate, "establish", actor=secretary, decided_in=unit_meeting(village))
    for role in (Role.TKSK, Role.MENTOR, Role.DINAS, Role.VILLAGE_HEAD):
        with pytest.raises(PermissionDenied):
            list_candidate(round_, FamilyFactory(village=village), actor=make_user(role, village))


def test_a_pioneer_or_a_strangers_family_is_no_candidate(village, other_village, round_, secretary):
    with pytest.raises(DomainError, match="desa lain"):
        list_candidate(round_, FamilyFactory(village=other_village), actor=secretary)
    with pytest.raises(DomainError, match="sudah keluarga pionir"):
        list_candidate(round_, FamilyFactory(village=village, status=FamilyStatus.PIONEER), actor=secretary)


def test_who_declines_is_kept_and_may_be_listed_again(round_, secretary):
    candidate = listed(round_, secretary)
    advance_candidate(candidate, "propose", actor=secretary)
    advance_candidate(candidate, "decline", actor=secretary, note="Bekerja di luar pulau.")
    assert close_selection(round_, actor=secretary).ended_on == timezone.localdate()

    with pytest.raises(DomainError, match="sudah ditutup"):
        advance_candidate(candidate, "list_again", actor=secretary, note="Sudah pulang.")


def test_a_round_with_open_candidates_is_not_closed(round_, secretary):
    listed(round_, secretary)

    with pytest.raises(DomainError, match="Masih ada 1 calon"):
        close_selection(round_, actor=secretary)


def test_a_stale_page_changes_nothing(round_, secretary):
    candidate = listed(round_, secretary)
    advance_candidate(candidate, "propose", actor=secretary)

    with pytest.raises(StaleState):
        advance_candidate(candidate, "drop", actor=secretary, note="Salah", seen=1)
    with pytest.raises(StaleState):
        change_selection(round_, actor=secretary, seen=1)


def test_every_state_has_a_way_out_unless_it_is_the_end():
    for state in S:
        ways = [step for step in STEPS.values() if state in step.sources]
        assert ways or state == S.ESTABLISHED
    assert S.ESTABLISHED in ENDED_CANDIDATES


def test_families_are_ranked_by_their_latest_assessment_with_reasons(village, django_assert_num_queries):
    best, weak = FamilyFactory(village=village), FamilyFactory(village=village)
    make_assessment(best, value=Rate.NOT_YET, on=date(2025, 1, 1))
    make_assessment(best, value=Rate.GOOD)
    make_assessment(weak, value=Rate.LITTLE, planning=Rate.NOT_YET)
    ProblemFactory(family=weak)
    FamilyFactory(village=village)  # never assessed
    pioneer = FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    make_assessment(pioneer, value=Rate.GOOD)

    with django_assert_num_queries(3):
        rows = ranked(type(best).objects.filter(village=village))

    assert [row.family for row in rows] == [best, weak]
    assert rows[0].reasons[:2] == ("rata-rata 3,0, ambang 2,4", "tidak ada indikator “belum”")
    assert rows[0].doubts == ()
    assert "1 masalah terbuka" in rows[1].doubts
    assert "4 indikator “belum”" in rows[1].doubts


def test_the_list_is_for_who_sees_families(village, as_role):
    SelectionFactory(village=village)
    seen = {role: Selection.objects.visible_to(make_user(role, village)).count() for role in Role}

    assert {role for role, count in seen.items() if count} == {
        Role.SECRETARY, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS,
    }  # fmt: skip
