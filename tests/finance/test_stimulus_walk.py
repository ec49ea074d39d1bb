"""Random walks over the table of steps: whatever people press, nothing breaks a constraint and no money appears."""

from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from finance.enums import ACCOUNTED_STATES, APPROVED_STATES, PAID_STATES, StimulusState
from finance.models import StimulusProposal
from finance.services.stimulus import advance_stimulus, change_proposal
from finance.services.stimulus_receipts import remove_receipt
from finance.workflow import STIMULUS_STEPS
from tests.factories.accounts import make_user
from tests.factories.stimulus import SUM, facts, fresh, make_proposal, spend

pytestmark = pytest.mark.django_db
S = StimulusState
STEPS_OF_A_WALK = 60
ROLES = (Role.SECRETARY, Role.VILLAGE_HEAD, Role.TKSK, Role.DISTRICT_HEAD, Role.DINAS, Role.DINAS_PROVINCE)
AMOUNTS = (0, 1, SUM // 2, SUM - 1, SUM, SUM + 1)


@pytest.mark.parametrize("seed", range(6))
def test_a_random_walk_keeps_the_books_right(village, seed):
    rng, people = Random(seed), {role: make_user(role, village) for role in ROLES}
    proposal, events = make_proposal(village=village, people=people), 0
    for _ in range(STEPS_OF_A_WALK):
        before = fresh(proposal)
        try:
            events += _press(rng, before, people)
        except (PermissionDenied, DomainError):
            assert fresh(proposal).version == before.version, "what was refused left a trace"
        _check(fresh(proposal), events)
    assert events > 2


def _press(rng, proposal, people):
    """One more event, or none."""
    secretary = people[Role.SECRETARY]
    what = rng.random()
    if what < 0.25:
        spend(proposal, rng.choice(AMOUNTS), secretary)
        return 0
    if what < 0.3 and proposal.receipts.exists():
        remove_receipt(rng.choice(list(proposal.receipts.all())), actor=secretary)
        return 0
    if what < 0.35:
        change_proposal(proposal, actor=secretary, **facts())
        return 0
    name = _likely(rng, proposal)
    actor = people[rng.choice(ROLES)]
    if rng.random() < 0.8:
        actor = next(each for each in people.values() if proposal.allows(each, STIMULUS_STEPS[name]))
    advance_stimulus(
        proposal, name, actor=actor, note=rng.choice(("", "Sudah dibahas.", "Sudah dibahas.")),
        seen=proposal.version - (rng.random() < 0.1), approved=rng.choice(AMOUNTS), paid=rng.choice(AMOUNTS),
        paid_on=timezone.localdate(), payment_reference=rng.choice(("", "TRF-1", "TRF-1")),
    )  # fmt: skip
    return 1


def _likely(rng, proposal):
    """Mostly a step that is possible, and seldom one that ends it."""
    possible = [name for name, step in STIMULUS_STEPS.items() if proposal.state in step.sources]
    going_on = [name for name in possible if STIMULUS_STEPS[name].target not in {S.REJECTED, S.WITHDRAWN}]
    return rng.choice(list(STIMULUS_STEPS) if rng.random() < 0.2 or not going_on else going_on)


def _check(proposal, events):
    kept = sum(receipt.amount for receipt in proposal.receipts.kept())
    assert proposal.events.count() == events
    assert proposal.requested == sum(item.amount for item in proposal.items.all())
    assert proposal.accounted == kept <= (proposal.paid or 0)
    assert (proposal.approved is not None) == (proposal.state in APPROVED_STATES)
    assert (proposal.paid is not None) == (proposal.state in PAID_STATES)
    assert (proposal.paid or 0) <= (proposal.approved or 0) <= proposal.requested
    if proposal.state in ACCOUNTED_STATES:
        assert proposal.left == 0
    assert StimulusProposal.objects.filter(pk=proposal.pk, number="").exists() or proposal.submitted_on
