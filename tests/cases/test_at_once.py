"""Two people press at the same moment: real threads, real transactions."""

import pytest

from accounts.enums import Role
from accounts.models import User
from cases.models import Case
from cases.services import assign_handler
from families.models import FamilyShare
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
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
