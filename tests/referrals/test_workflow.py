"""The table of steps itself, and what the clock may."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.capabilities import Capability
from referrals.enums import ENDED_STATES, ReferralState
from referrals.services import advance_referral
from referrals.workflow import STEPS, TIME_LIMITS

pytestmark = pytest.mark.django_db
S = ReferralState


@pytest.mark.parametrize("state", S)
def test_every_state_but_the_ended_ones_has_a_way_out(state):
    ways = [step for step in STEPS.values() if state in step.sources]

    assert bool(ways) == (state not in ENDED_STATES)


def test_every_state_that_waits_for_somebody_has_a_limit():
    assert set(TIME_LIMITS) == set(S) - ENDED_STATES - {S.DRAFT}


def test_the_table_gives_each_step_to_a_role_that_exists():
    used = {step.capability for step in STEPS.values()}

    assert used <= {*Capability, None}


def test_what_the_clock_does_nobody_may_and_the_clock_does_nothing_else(chain, file_in):
    file = file_in(S.SUBMITTED)
    for person in (chain.secretary, chain.coordinator, chain.tksk, chain.lk3, chain.provider):
        with pytest.raises(PermissionDenied):
            advance_referral(file, "rise", actor=person)
    with pytest.raises(PermissionDenied):
        advance_referral(file, "reject", actor=None, note="Lama", reason="served")

    event = advance_referral(file, "rise", actor=None)

    assert (file.state, file.reached_regency, event.who) == (S.ESCALATED, True, "Sistem")
    assert type(chain.family).objects.visible_to(chain.lk3).get() == chain.family
