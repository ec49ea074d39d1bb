"""Every step × every state × everybody: who may is what the table and the desks say, and a refusal changes nothing.

What is expected is worked out here from the table's words alone, without asking Referral.allows.
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability as C
from accounts.enums import Role
from accounts.models import Assignment
from core.exceptions import StaleState
from families.services import share_family
from referrals.enums import Desk, ReferralState, Tier
from referrals.models import Referral
from referrals.services import advance_referral
from referrals.services.moving import share_reason
from referrals.workflow import DESKS, STEPS
from tests.factories.accounts import assign, make_user
from tests.factories.institutions import InstitutionFactory, InstitutionStaffFactory
from tests.factories.regions import make_village

pytestmark = pytest.mark.django_db
S = ReferralState
TIER_MATTERS = (S.PLACED, S.DECLINED, S.COMPLETED)

HOLDERS = {
    Desk.UNIT: {"coordinator", "secretary", "writing_deputy"},
    Desk.DISTRICT: {"tksk", "deputy", "writing_deputy"},
    Desk.REGENCY: {"lk3"},
    Desk.PROVIDER: {"provider"},
}
DESK_OF = {C.WRITE_REFERRALS: Desk.UNIT, C.DECIDE_REFERRALS: Desk.DISTRICT, C.PLACE_REFERRALS: Desk.REGENCY}
TIER_DESKS = {Tier.DISTRICT: Desk.DISTRICT, Tier.REGENCY: Desk.REGENCY}


@pytest.fixture
def everybody(chain):
    """The chain, deputies, and those who hold the same elsewhere. ``writing_deputy`` wrote the file."""
    people = {name: getattr(chain, name) for name in ("secretary", "coordinator", "mentor", "tksk", "lk3", "provider")}
    people["deputy"] = _acting(make_user(Role.TKSK, make_village("53.01.06.2001")), chain.village)
    people["writing_deputy"] = _acting(make_user(Role.SECRETARY, chain.village), chain.village)
    for name, role, code in [
        ("neighbour", Role.TKSK, "53.01.07.2001"),
        ("neighbour_fcu", Role.COORDINATOR, "53.01.05.2010"),
        ("other_lk3", Role.LK3, "73.09.13.2001"),
        ("dinas", Role.DINAS, "53.01.05.2011"),
        ("camat", Role.DISTRICT_HEAD, "53.01.05.2011"),
        ("other_provider", Role.PROVIDER, "53.01.05.2011"),
    ]:
        people[name] = make_user(role, make_village(code))
    InstitutionStaffFactory(user=people["other_provider"], institution=InstitutionFactory(region=chain.village))
    return people | {"clock": None}


def _acting(user, village):
    assignment = assign(user, Role.TKSK, village)
    Assignment.objects.filter(pk=assignment.pk).update(acting=True)
    user.__dict__.pop("current_assignments", None)
    return user


def who_may(step, state, tier):
    """Names of those who may take ``step`` on a file in ``state`` that ``tier`` placed."""
    if state not in step.sources:
        return set()
    if step.capability is None:
        return {"clock"} if DESKS[state] != Desk.PLACER or tier == Tier.DISTRICT else set()
    if step.capability == C.ANSWER_REFERRALS:
        return HOLDERS[Desk.PROVIDER] | HOLDERS[TIER_DESKS[tier]]
    desk = DESK_OF[step.capability]
    if DESKS[state] == Desk.PLACER and step.capability != C.WRITE_REFERRALS and desk != TIER_DESKS[tier]:
        return set()
    return HOLDERS[desk] - ({"writing_deputy"} if step.four_eyes else set())


def given(name, chain):
    """All that the form of the step would give, so that only the right to take it is in question."""
    reason = {"reason": {"reject": "served", "decline": "full"}[name]} if STEPS[name].reasons else {}
    answers = {"appointment_on": timezone.localdate(), "outcome": "full"}
    closing = {"visited_on": timezone.localdate(), "need_met": "yes"}
    return {"note": "Catatan.", "institution": chain.clinic, **answers, **closing, **reason}


class Undo(Exception):
    """Takes back what an allowed step did, for the next to find the file as it was."""


def attempt(file, name, actor, chain):
    """ "done", or the kind of refusal."""
    try:
        with transaction.atomic():
            advance_referral(file, name, actor=actor, **given(name, chain))
            raise Undo
    except Undo:
        return "done"
    except (PermissionDenied, StaleState) as error:
        return type(error).__name__


@pytest.mark.parametrize(
    ("state", "tier"),
    [(state, Tier.DISTRICT) for state in S] + [(state, Tier.REGENCY) for state in TIER_MATTERS],
)
def test_each_step_is_for_whom_the_table_says(chain, everybody, file_in, state, tier):
    file = file_in(state, tier=tier, author=everybody["writing_deputy"])
    share_family(
        chain.family, role=Role.LK3, region=chain.village.parent.parent, reason=share_reason(file), actor=None
    )
    before = Referral.objects.filter(pk=file.pk).values().get()
    wrong = {}
    for name, step in STEPS.items():
        allowed = who_may(step, state, tier)
        for who, actor in everybody.items():
            outcome = attempt(Referral.objects.get(pk=file.pk), name, actor, chain)
            if (outcome == "done") != (who in allowed):
                wrong[name, who] = outcome

    assert wrong == {}
    assert Referral.objects.filter(pk=file.pk).values().get() == before
    assert not file.events.exists()


def test_the_table_names_a_desk_for_each_state_in_which_somebody_acts():
    ended = {S.REJECTED, S.CLOSED, S.WITHDRAWN}
    assert set(DESKS) == set(S) - ended == {state for step in STEPS.values() for state in step.sources}
