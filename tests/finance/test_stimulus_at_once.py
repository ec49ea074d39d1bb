"""Two people press at the same moment: real threads, real transactions."""

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from core.exceptions import DomainError
from families.models import Family
from finance.enums import StimulusState
from finance.models import StimulusProposal
from finance.services.stimulus import advance_stimulus, propose
from finance.services.stimulus_receipts import add_receipt
from tests.factories.accounts import make_user
from tests.factories.documents import make_photo
from tests.factories.families import FamilyFactory
from tests.factories.stimulus import SUM, facts, fresh, make_proposal
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
S = StimulusState
CROWD = 4


def again(user):
    """As each request does it: with a row of its own."""
    return User.objects.get(pk=user.pk)


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_two_receipts_at_once_never_pass_the_payout(village):
    people = {}
    proposal = make_proposal(S.PAID, village=village, people=people)
    secretary = people[Role.SECRETARY]

    def add():
        return add_receipt(
            StimulusProposal.objects.get(pk=proposal.pk), dated_on=timezone.localdate(), description="Toko Maju",
            amount=SUM * 3 // 4, upload=make_photo(), actor=again(secretary),
        )  # fmt: skip

    results = at_once([add] * CROWD)

    assert outcomes(results) == ["DomainError"] * (CROWD - 1) + ["StimulusReceipt"]
    assert fresh(proposal).accounted == SUM * 3 // 4


def test_of_two_deciders_one_wins(village):
    deciders = [make_user(Role.DINAS, village) for _ in range(2)]
    proposal = make_proposal(S.CONFIRMED, village=village)

    def decide(number, step, **extra):
        return lambda: advance_stimulus(
            StimulusProposal.objects.get(pk=proposal.pk), step, actor=again(deciders[number]), note="Sudah dibahas.",
            seen=proposal.version, **extra,
        )  # fmt: skip

    results = at_once([decide(0, "approve", approved=SUM), decide(1, "reject_dinas")] * 2)

    assert outcomes(results) == ["StaleState"] * 3 + ["StimulusEvent"]
    assert fresh(proposal).version == proposal.version + 1


def test_two_first_proposals_of_a_family_at_once_do_not_pass_each_other(village):
    family, secretary = FamilyFactory(village=village), make_user(Role.SECRETARY, village)

    def write():
        return propose(Family.objects.get(pk=family.pk), actor=again(secretary), **facts())

    results = at_once([write] * CROWD)

    assert outcomes(results) == ["OthersRun"] * (CROWD - 1) + ["StimulusProposal"]
    assert StimulusProposal.objects.count() == 1


def test_two_letters_at_once_have_two_numbers(village):
    head = make_user(Role.VILLAGE_HEAD, village)
    proposals = [make_proposal(S.SUBMITTED, village=village) for _ in range(2)]

    def vouch(proposal):
        return lambda: advance_stimulus(StimulusProposal.objects.get(pk=proposal.pk), "vouch", actor=again(head))

    results = at_once([vouch(proposal) for proposal in proposals])

    assert not [result for result in results if isinstance(result, DomainError)]
    assert len(set(StimulusProposal.objects.values_list("number", flat=True))) == 2
