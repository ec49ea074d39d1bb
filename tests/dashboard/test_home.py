"""Each role's home: what waits, what may be done, the figures of its region."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import FamilyStatus
from referrals.enums import ReferralState
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.referrals import make_referral
from tests.factories.reporting import make_report

pytestmark = pytest.mark.django_db
URL = "/"


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_home(as_role, role):
    response = as_role(role).get(URL)

    assert response.status_code == 200
    assert "Menunggu Anda" in response.content.decode()


def test_the_tksk_is_told_what_to_decide(as_role, village):
    referral = make_referral(ReferralState.SUBMITTED, village=village)

    html = as_role(Role.TKSK).get(URL).content.decode()

    assert referral.get_absolute_url() in html
    assert "Putuskan" in html


def test_what_is_late_is_said_in_days_and_stands_on_top(as_role, village):
    make_report(village, due_on=date(2026, 1, 1))
    referral = make_referral(ReferralState.COMPLETED, village=village)
    type(referral).objects.filter(pk=referral.pk).update(due_on=timezone.localdate())

    html = as_role(Role.SECRETARY).get(URL).content.decode()

    assert html.index("terlambat") < html.index("Rujukan balik sudah datang")


def test_the_sensitive_family_is_not_named(as_role, village):
    referral = make_referral(ReferralState.SUBMITTED, village=village)
    type(referral.case).objects.filter(pk=referral.case_id).update(sensitive=True)

    html = as_role(Role.TKSK).get(URL).content.decode()

    assert referral.family.head_name not in html
    assert "Nama disamarkan" in html


def test_figures_are_of_the_own_region(as_role, village, other_village):
    FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    FamilyFactory.create_batch(2, village=other_village, status=FamilyStatus.PIONEER)

    response = as_role(Role.DINAS).get(URL)

    assert [tile["value"] for tile in response.context["tiles"]] == ["0", "1", "1"]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PROVIDER, Role.MENTOR])
def test_who_may_see_no_figures_gets_none(as_role, role):
    assert as_role(role).get(URL).context["tiles"] == []


def test_another_village_does_not_wait_here(as_role, village, other_village):
    make_report(other_village)
    make_referral(ReferralState.SUBMITTED, village=other_village)

    for role in (Role.SECRETARY, Role.TKSK):
        assert as_role(role).get(URL).context["tasks"] == []


def test_a_received_report_waits_for_nobody(as_role, village):
    make_report(village, state="received")

    for role in (Role.SECRETARY, Role.COORDINATOR, Role.TKSK):
        assert as_role(role).get(URL).context["tasks"] == []


def test_a_case_past_its_time_waits(as_role, village):
    case = CaseFactory(village=village, due_on=date(2026, 1, 1))

    html = as_role(Role.COORDINATOR).get(URL).content.decode()

    assert case.number in html


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("role", Role)
def test_query_count(as_role, village, django_assert_max_num_queries, role, rows):
    for n in range(rows):
        make_report(village, period=f"2026-T{n + 1}", state="sent")
        make_referral(ReferralState.SUBMITTED, village=village)
        make_referral(ReferralState.COMPLETED, village=village)
        CaseFactory(village=village, due_on=date(2026, 1, 1))
    client = as_role(role)

    with django_assert_max_num_queries(23):
        client.get(URL)


def test_only_looked_at(as_role):
    assert as_role(Role.SECRETARY).post(reverse("dashboard:home")).status_code == 405
