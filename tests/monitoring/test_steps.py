"""The two life cycles of monitoring: who may take which step, what each asks for, that every state has a way on."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.capabilities import GRANTS
from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period
from documents.models import Document
from monitoring.enums import FindingState, VisitState
from monitoring.figures.visits import visit_figures
from monitoring.models import Finding, SupervisionVisit
from monitoring.services.findings import advance_finding
from monitoring.services.visits import reopen_visit, send_visit
from monitoring.workflow import FINDING_STEPS, VISIT_STEPS
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.monitoring import FindingFactory, PlannedSupervisionFactory, VisitFactory, answer_all

pytestmark = pytest.mark.django_db
NOTE = "Sudah dibicarakan."


def take(finding, name, actor, note=NOTE, **given):
    return advance_finding(Finding.objects.get(pk=finding.pk), name, note=note, actor=actor, **given)


@pytest.fixture
def visit(village):
    return VisitFactory(sent=True, care_unit=CareUnitFactory(village=village))


@pytest.mark.parametrize("name", FINDING_STEPS)
def test_each_step_of_a_finding_is_taken_by_its_roles_only(visit, village, other_village, name):
    step, roles = FINDING_STEPS[name], {role: make_user(role, village) for role in Role}
    source = sorted(step.sources)[0]
    for role, user in roles.items():
        finding = FindingFactory(visit=visit, state=source)
        if step.capability in GRANTS[role]:
            assert take(finding, name, user).to_state == step.target
        else:
            with pytest.raises(PermissionDenied):
                take(finding, name, user)
    with pytest.raises(PermissionDenied):
        take(FindingFactory(visit=visit, state=source), name, make_user(Role.TKSK, other_village))


@pytest.mark.parametrize("name", FINDING_STEPS)
def test_no_step_begins_in_another_state_or_without_its_note(visit, village, name):
    step = FINDING_STEPS[name]
    actor = make_user(next(role for role in (Role.TKSK, Role.SECRETARY) if step.capability in GRANTS[role]), village)
    for state in set(FindingState) - step.sources:
        with pytest.raises(StaleState):
            take(FindingFactory(visit=visit, state=state), name, actor)
    if step.note_required:
        with pytest.raises(DomainError, match="Isi"):
            take(FindingFactory(visit=visit, state=sorted(step.sources)[0]), name, actor, note=" ")
    with pytest.raises(StaleState):
        take(FindingFactory(visit=visit, state=sorted(step.sources)[0]), name, actor, seen=7)


def test_every_state_of_a_finding_leads_on():
    for steps, states in ((FINDING_STEPS, FindingState), (VISIT_STEPS, VisitState)):
        assert {state for step in steps.values() for state in step.sources} == set(states)
        assert {step.target for step in steps.values()} == set(states)


def test_the_other_side_of_a_finding_is_told(visit, village):
    secretary, tksk = make_user(Role.SECRETARY, village), visit.recorded_by
    finding = FindingFactory(visit=visit)
    take(finding, "answer", secretary)
    assert list(Notice.objects.values_list("user", flat=True)) == [tksk.pk]
    Notice.objects.all().delete()
    take(finding, "again", tksk)
    assert secretary.pk in Notice.objects.values_list("user", flat=True)


@pytest.mark.parametrize("role", Role)
def test_only_who_made_the_visit_sends_and_reopens_it(village, role):
    visit = answer_all(VisitFactory(care_unit=CareUnitFactory(village=village)))
    with pytest.raises(PermissionDenied):
        send_visit(visit, actor=make_user(role, village))
    send_visit(visit, actor=visit.recorded_by)
    with pytest.raises(PermissionDenied):
        reopen_visit(visit, note=NOTE, actor=make_user(role, village))


def test_a_visit_is_sent_once_and_its_report_keeps_its_number(visit, village):
    draft = answer_all(VisitFactory(care_unit=visit.care_unit, recorded_by=visit.recorded_by, kind="evaluation"))
    send_visit(draft, actor=draft.recorded_by)
    with pytest.raises(StaleState):
        send_visit(draft, actor=draft.recorded_by)
    with pytest.raises(DomainError, match="Isi"):
        reopen_visit(draft, note="", actor=draft.recorded_by)
    reopen_visit(draft, note=NOTE, actor=draft.recorded_by)
    SupervisionVisit.objects.filter(pk=draft.pk).update(summary="Diperbaiki.")
    send_visit(draft, actor=draft.recorded_by)
    papers = Document.objects.filter(subject_id=draft.pk).order_by("revision")
    assert [paper.revision for paper in papers] == [1, 2]
    assert len({paper.number for paper in papers}) == 1


def test_figures_count_visits_plans_and_findings(village, other_village, django_assert_num_queries):
    unit = CareUnitFactory(village=village)
    visit = answer_all(VisitFactory(sent=True, care_unit=unit), score=4)
    VisitFactory(care_unit=unit, recorded_by=visit.recorded_by, kind="evaluation")
    VisitFactory(sent=True, care_unit=CareUnitFactory(village=other_village))
    FindingFactory(visit=visit), FindingFactory(visit=visit, state=FindingState.DONE)
    planned = PlannedSupervisionFactory(care_unit=unit, due_on=visit.visited_on)
    planned.visit = visit
    planned.save()
    with django_assert_num_queries(6):
        found = visit_figures(["53.01"], Period.of("Y", visit.visited_on))
    assert found.visits == {"monitoring": 1}
    assert (found.units, found.units_visited) == (1, 1)
    assert set(found.means.values()) == {4}
    assert (found.planned, found.made, found.overdue) == (1, 1, 0)
    assert (found.found, found.open, found.done, found.late) == (2, 1, 1, 0)
