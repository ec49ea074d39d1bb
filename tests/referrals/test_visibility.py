"""Who sees which referral: the rules of ReferralQuerySet, one by one."""

import pytest

from accounts.enums import Role
from cases.models import Case
from referrals.enums import ReferralState
from referrals.models import Referral
from referrals.services import advance_referral
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory, InstitutionStaffFactory
from tests.factories.regions import make_village

pytestmark = pytest.mark.django_db
S = ReferralState

NEIGHBOUR = "53.01.05.2010"
OTHER_DISTRICT = "53.01.06.2001"
OTHER_REGENCY = "73.09.13.2001"


def sees(user, referral):
    return Referral.objects.visible_to(user).filter(pk=referral.pk).exists()


def people(chain):
    return {name for name, user in vars(chain).items() if hasattr(user, "current_assignments")}


def who_sees(chain, referral):
    return {name for name in people(chain) if sees(getattr(chain, name), referral)}


FCU = {"secretary", "coordinator"}


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        (S.DRAFT, FCU),
        (S.SUBMITTED, FCU | {"tksk"}),
        (S.REJECTED, FCU | {"tksk"}),
        (S.ESCALATED, FCU | {"tksk", "lk3"}),
        (S.PLACED, FCU | {"tksk", "provider"}),
        (S.ACCEPTED, FCU | {"tksk", "provider"}),
        (S.COMPLETED, FCU | {"tksk", "provider"}),
        (S.DECLINED, FCU | {"tksk"}),
    ],
)
def test_each_state_has_its_readers(chain, file_in, state, seen_by):
    assert who_sees(chain, file_in(state)) == seen_by


def test_a_draft_sent_back_stays_readable_for_the_tksk(chain, file_in):
    file = file_in(S.SUBMITTED)
    advance_referral(file, "return", actor=chain.tksk, note="Lengkapi.")

    assert sees(chain.tksk, file)


def test_a_sensitive_case_is_closed_to_the_secretary_who_did_not_write_it(chain, file_in):
    Case.objects.filter(pk=chain.case.pk).update(sensitive=True)
    written, other = file_in(S.SUBMITTED), file_in(S.SUBMITTED, author=chain.coordinator)

    assert who_sees(chain, written) == {"secretary", "coordinator", "tksk"}
    assert who_sees(chain, other) == {"coordinator", "tksk"}


def test_a_mentor_sees_own_proposals_and_those_of_cases_in_hand(chain, file_in):
    proposed, other = file_in(S.DRAFT, author=chain.mentor), file_in(S.DRAFT)
    assert sees(chain.mentor, proposed)
    assert not sees(chain.mentor, other)

    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)

    assert sees(chain.mentor, other)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ESCALATED, S.PLACED])
@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.SECRETARY, NEIGHBOUR),
        (Role.COORDINATOR, NEIGHBOUR),
        (Role.TKSK, OTHER_DISTRICT),
        (Role.LK3, OTHER_REGENCY),
        (Role.PROVIDER, NEIGHBOUR),
    ],
)
def test_neighbours_see_nothing(file_in, state, role, code):
    assert not sees(make_user(role, make_village(code)), file_in(state))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARY, Role.COORDINATOR, Role.TKSK, Role.LK3}))
def test_all_other_roles_of_the_same_place_see_nothing(chain, file_in, role):
    for state in (S.SUBMITTED, S.ESCALATED, S.PLACED, S.CLOSED):
        assert not sees(make_user(role, chain.village), file_in(state))


def test_another_provider_sees_nothing_and_one_that_declined_no_more(chain, file_in):
    other = make_user(Role.PROVIDER, chain.village)
    InstitutionStaffFactory(institution=InstitutionFactory(region=chain.village), user=other)
    file = file_in(S.PLACED)
    assert not sees(other, file)

    advance_referral(file, "decline", actor=chain.provider, reason="full")

    assert not sees(chain.provider, file)


def test_an_account_without_an_assignment_sees_nothing(chain, file_in):
    file = file_in(S.PLACED)
    for name in people(chain):
        user = getattr(chain, name)
        user.assignments.all().delete()
        user.__dict__.pop("current_assignments", None)

        assert not sees(user, file)


def test_who_was_moved_to_another_village_leaves_files_and_cases_behind(chain, file_in):
    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)
    file = file_in(S.DRAFT, author=chain.mentor)
    assert sees(chain.mentor, file)
    assert Case.objects.visible_to(chain.mentor).exists()

    chain.mentor.assignments.update(region=make_village(NEIGHBOUR))
    chain.mentor.__dict__.pop("current_assignments")

    assert not sees(chain.mentor, file)
    assert not Case.objects.visible_to(chain.mentor).exists()
