"""Two people press at the same moment: real threads, real transactions."""

import pytest

from accounts.enums import Role
from accounts.models import User
from cases.models import Case, PlanAction
from cases.services import advance_action, assign_handler
from core.exceptions import StaleState
from families.models import FamilyShare
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, PlanActionFactory
from tests.factories.families import FamilyFactory
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("round_number", range(3))
def test_a_case_handed_over_to_several_at_once_is_open_to_one(village, round_number):
    secretary = make_user(Role.SECRETARY, village)
    case = CaseFactory(family=FamilyFactory(village=village), handler=secretary)
    mentors = [make_user(Role.MENTOR, village) for _ in range(6)]

    def hand_over(pk):
        return assign_handler(
            Case.objects.get(pk=case.pk), User.objects.get(pk=pk), actor=User.objects.get(pk=secretary.pk)
        )

    at_once([lambda pk=mentor.pk: hand_over(pk) for mentor in mentors])

    case.refresh_from_db()
    assert [share.user for share in FamilyShare.objects.filter(ends_on=None)] == [case.handler]


def test_of_those_who_finish_one_action_at_once_the_others_are_told(village):
    secretary = make_user(Role.SECRETARY, village)
    action = PlanActionFactory(case=CaseFactory(family=FamilyFactory(village=village), handler=secretary))

    def finish():
        own = PlanAction.objects.select_related("case__family").get(pk=action.pk)
        return advance_action(own, "finish", actor=User.objects.get(pk=secretary.pk), seen=1)

    answers = at_once([finish] * 4)

    assert sorted(isinstance(answer, StaleState) for answer in answers) == [False, True, True, True]
    assert action.events.filter(step="finish").count() == 1
