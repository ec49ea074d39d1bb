"""Every step × every state × every role: who may is what the table says, and a refusal changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.capabilities import GRANTS
from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from programmes.enums import AfterEnd, ProgrammeState
from programmes.models import Programme
from programmes.services.programme_steps import advance_programme
from programmes.workflow import PROGRAMME_STEPS
from tests.factories.accounts import make_user
from tests.factories.programmes import ActivityOfProgrammeFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
TOLD = {"note": "Alasan", "after_end": AfterEnd.INDEPENDENT, "early_reason": "Dana habis"}


@pytest.fixture
def programme(village):
    programme = ProgrammeFactory(villages=[village])
    ActivityOfProgrammeFactory(programme=programme)
    return programme


@pytest.mark.parametrize("name", PROGRAMME_STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_belongs_to_its_capability(programme, village, name, role):
    step, actor = PROGRAMME_STEPS[name], make_user(role, village)
    for state in ProgrammeState:
        Programme.objects.filter(pk=programme.pk).update(state=state, after_end="")
        before = Programme.objects.get(pk=programme.pk)
        expected = _expected(step, state, role)
        if expected:
            with pytest.raises(expected):
                advance_programme(before, name, actor=actor, **TOLD)
            assert Programme.objects.get(pk=programme.pk).version == before.version
        else:
            assert advance_programme(before, name, actor=actor, **TOLD).to_state == step.target


def _expected(step, state, role):
    if step.capability not in GRANTS[role]:
        return PermissionDenied
    return None if state in step.sources else StaleState


@pytest.mark.parametrize("name", [name for name, step in PROGRAMME_STEPS.items() if step.note_required])
def test_a_note_is_asked_where_the_table_says_so(programme, village, name):
    step = PROGRAMME_STEPS[name]
    Programme.objects.filter(pk=programme.pk).update(state=min(step.sources))
    with pytest.raises(DomainError, match=f"Isi {step.note_label.lower()}"):
        advance_programme(
            Programme.objects.get(pk=programme.pk), name, actor=make_user(Role.DINAS, village), **TOLD | {"note": " "}
        )


def test_every_state_has_a_way_out():
    assert set(ProgrammeState) == {source for step in PROGRAMME_STEPS.values() for source in step.sources}


def test_the_dinas_of_another_regency_may_nothing(programme, other_village):
    actor = make_user(Role.DINAS, other_village)
    for name in PROGRAMME_STEPS:
        with pytest.raises(PermissionDenied):
            advance_programme(programme, name, actor=actor, **TOLD)
