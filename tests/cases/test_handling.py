from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from cases.enums import ENDED_STATES, CaseState, IntakeState
from cases.models import Case, Intake
from cases.services import (
    add_note,
    advance_case,
    assign_handler,
    give_information,
    link_family,
    open_case,
    record_intake,
    record_service,
    set_sensitive,
)
from cases.workflow import STEPS
from core.exceptions import DomainError, StaleState
from families.models import Family, Problem, ProblemCategory
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, IntakeFactory
from tests.factories.families import FamilyFactory
from tests.factories.institutions import InstitutionFactory

pytestmark = pytest.mark.django_db

INTAKE = {"received_on": date(2026, 11, 2), "source": "post", "reporter": "Yuliana Boimau", "need": "Akta lahir anak"}


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


@pytest.fixture
def family(village):
    return FamilyFactory(village=village)


def problem(family, *, sensitive=False):
    category = ProblemCategory.objects.filter(sensitive=sensitive).first()
    return Problem.objects.create(family=family, category=category, recorded_by=family.recorded_by)


def opened(family, actor, **changes):
    given = {"summary": "Putus sekolah", "urgency": 1, "problems": [], "members": [], "handler": actor} | changes
    return open_case(family=family, actor=actor, **given)


def test_an_intake_becomes_a_case_once(village, family, secretary):
    intake = record_intake(village=village, data=INTAKE, actor=secretary)
    trouble = problem(family)
    case = opened(family, secretary, intake=intake, problems=[trouble], members=[family.members.first()])

    assert (intake.state, intake.family) == (IntakeState.CASE, family)
    assert case.number == f"K-{timezone.localdate().year}-001"
    assert (case.state, case.sensitive) == (CaseState.RECORDED, False)
    assert list(case.problems.all()) == [trouble]
    with pytest.raises(StaleState):
        opened(family, secretary, intake=Intake.objects.get(pk=intake.pk))
    assert Case.objects.count() == 1


def test_an_intake_may_end_with_information(village, secretary):
    intake = record_intake(village=village, data=INTAKE, actor=secretary)

    give_information(intake, information="Urus di Disdukcapil, bawa KK.", actor=secretary)

    assert intake.state == IntakeState.INFORMED
    with pytest.raises(StaleState):
        give_information(intake, information="Lagi", actor=secretary)


def test_a_family_of_another_village_is_refused(village, other_village, secretary):
    stranger = FamilyFactory(village=other_village)
    with pytest.raises(DomainError, match="desa lain"):
        record_intake(village=village, data=INTAKE, actor=secretary, family=stranger)
    with pytest.raises(DomainError, match="desa lain"):
        link_family(IntakeFactory(village=village), stranger, actor=secretary)


def test_the_way_from_recorded_to_closed_moves_the_problems(family, secretary):
    first, second = problem(family), problem(family)
    case = opened(family, secretary, problems=[first, second])
    advance_case(case, "verify", actor=secretary)
    advance_case(case, "handle", actor=secretary)
    assert {p.state for p in family.problems.all()} == {"handled"}

    advance_case(case, "close", actor=secretary, note="Anak sekolah lagi.", result="solved", solved=[first])

    today = timezone.localdate()
    assert (case.state, case.result, case.closed_on) == (CaseState.CLOSED, "solved", today)
    assert case.check_on == today + timedelta(days=30)
    assert [p.state for p in (Problem.objects.get(pk=first.pk), Problem.objects.get(pk=second.pk))] == [
        "solved",
        "handled",
    ]
    assert [event.step for event in case.events.order_by("number")] == ["open", "verify", "handle", "close"]


def test_closing_asks_for_the_result(family, secretary):
    case = CaseFactory(family=family, handler=secretary)

    with pytest.raises(DomainError, match="hasil kasus"):
        advance_case(case, "close", actor=secretary, note="Selesai")


def test_a_closed_case_opens_again_with_a_reason(family, secretary):
    case = CaseFactory(family=family, handler=secretary)
    advance_case(case, "close", actor=secretary, note="Selesai", result="partly")
    with pytest.raises(DomainError):
        advance_case(case, "reopen", actor=secretary)

    advance_case(case, "reopen", actor=secretary, note="Putus sekolah lagi.")

    assert (case.state, case.result, case.closed_on, case.check_on) == (CaseState.IN_HANDLING, "", None, None)


def test_every_state_has_a_way_out():
    for state in CaseState:
        assert any(state in step.sources for step in STEPS.values()), state
    assert all(STEPS["reopen"].sources >= {state} for state in ENDED_STATES)


def test_a_sensitive_problem_makes_the_case_sensitive(family, secretary):
    assert opened(family, secretary, problems=[problem(family, sensitive=True)]).sensitive


def test_only_who_may_see_sensitive_cases_sets_the_mark(village, family, secretary):
    case = CaseFactory(family=family, handler=secretary)
    with pytest.raises(PermissionDenied):
        set_sensitive(case, True, actor=secretary)

    set_sensitive(case, True, actor=make_user(Role.COORDINATOR, village))

    assert case.sensitive


def test_a_mentor_as_handler_gets_the_familys_file_until_the_case_ends(village, family, secretary):
    mentor = make_user(Role.MENTOR, village)
    assert not Family.objects.visible_to(mentor).exists()
    case = opened(family, secretary, handler=mentor)
    assert Family.objects.visible_to(mentor).get() == family
    assert Case.objects.visible_to(mentor).get() == case

    advance_case(case, "drop", actor=secretary, note="Salah orang")

    assert not Family.objects.visible_to(mentor).exists()


def test_the_next_handler_gets_the_file_and_the_old_one_loses_it(village, family, secretary):
    first, second = make_user(Role.MENTOR, village), make_user(Role.MENTOR, village)
    case = opened(family, secretary, handler=first)

    assign_handler(case, second, actor=secretary)

    assert not Family.objects.visible_to(first).exists()
    assert Family.objects.visible_to(second).exists()


@pytest.mark.parametrize("role", [Role.TKSK, Role.TREASURER, Role.DINAS, Role.PROVIDER])
def test_a_handler_must_serve_in_the_village(village, family, secretary, role):
    with pytest.raises(DomainError, match="tidak bertugas"):
        opened(family, secretary, handler=make_user(role, village))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARY, Role.COORDINATOR}))
def test_other_roles_open_no_case(village, family, secretary, role):
    with pytest.raises(PermissionDenied):
        opened(family, make_user(role, village), handler=secretary)


def test_services_count_institutions_and_need_a_day_in_reach(family, secretary):
    case = CaseFactory(family=family, handler=secretary, opened_on=date(2026, 11, 2))
    given = {"kind": "advocacy", "description": "Urus akta", "people": 2, "actor": secretary}
    partners = [InstitutionFactory(), InstitutionFactory()]
    service = record_service(case, given_on=date(2026, 11, 3), institutions=partners, **given)

    assert service.institutions.count() == 2
    for day in (date(2026, 11, 1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(DomainError):
            record_service(case, given_on=day, **given)


def test_a_mentor_notes_in_own_cases_only(village, family, secretary):
    mentor = make_user(Role.MENTOR, village)
    own, other = CaseFactory(family=family, handler=mentor), CaseFactory(handler=secretary)

    assert add_note(own, text=" Sudah dikunjungi. ", actor=mentor).text == "Sudah dikunjungi."
    with pytest.raises(PermissionDenied):
        add_note(other, text="Lihat", actor=mentor)
