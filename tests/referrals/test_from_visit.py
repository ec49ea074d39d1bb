"""The page of a mentoring visit leads to a referral."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cases.models import Case
from families.models import Family, FamilyShare
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.guiding import VisitFactory

pytestmark = pytest.mark.django_db
LABEL = "Tulis rujukan"


@pytest.fixture
def visit(chain):
    return VisitFactory(mentorship=MentorshipFactory(village=chain.village, plasma=chain.family, mentor=chain.mentor))


def page_of(visit, client):
    return client.get(visit.get_absolute_url()).content.decode()


def for_family(visit):
    return reverse("referrals:for_family", args=[visit.mentorship.plasma_id])


def share_with(mentor, family):
    FamilyShare.objects.create(family=family, user=mentor, reason="Pembinaan")


def test_the_fcu_begins_a_referral_from_a_visit(chain, visit, as_user):
    page = page_of(visit, as_user(chain.secretary))

    assert LABEL in page
    assert for_family(visit) in page
    assert as_user(chain.secretary).get(for_family(visit)).status_code == 302


def test_a_visit_for_a_case_leads_to_the_form_of_that_case(chain, visit, as_user):
    visit.case = CaseFactory(family=chain.family)
    visit.save()

    assert reverse("referrals:write", args=[visit.case_id]) in page_of(visit, as_user(chain.secretary))


def test_a_sensitive_case_is_not_betrayed(chain, visit, as_user):
    visit.case = CaseFactory(family=chain.family, sensitive=True)
    visit.save()
    page = page_of(visit, as_user(chain.secretary))

    assert reverse("referrals:write", args=[visit.case_id]) not in page
    assert visit.case.number not in page
    assert for_family(visit) in page


def test_a_mentor_proposes_for_a_case_in_hand_alone(chain, visit, as_user):
    share_with(chain.mentor, chain.family)
    client = as_user(chain.mentor)
    assert LABEL not in page_of(visit, client)

    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)

    assert for_family(visit) in page_of(visit, client)
    assert client.get(for_family(visit)).status_code == 302


def test_a_file_that_is_no_longer_shared_leads_nowhere(chain, visit, as_user):
    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)

    assert LABEL not in page_of(visit, as_user(chain.mentor))


@pytest.mark.parametrize("role", [Role.TKSK, Role.VILLAGE_HEAD])
def test_who_only_reads_has_no_such_link(visit, village, as_user, role):
    assert LABEL not in page_of(visit, as_user(make_user(role, village)))


def test_a_closed_file_takes_no_referral(chain, visit, as_user):
    Family.objects.filter(pk=chain.family.pk).update(closed_on=timezone.localdate(), closed_reason="moved")

    assert LABEL not in page_of(visit, as_user(chain.secretary))


def test_the_page_of_a_visit_takes_few_queries(chain, visit, as_user, django_assert_max_num_queries):
    visit.case = chain.case
    visit.save()
    for _ in range(3):
        CaseFactory(family=chain.family, handler=chain.mentor)
        CaseFactory(family=FamilyFactory(village=chain.village), handler=chain.mentor)
    share_with(chain.mentor, chain.family)

    for who in (chain.secretary, chain.mentor):
        client = as_user(who)
        with django_assert_max_num_queries(12):
            assert client.get(visit.get_absolute_url()).status_code == 200
