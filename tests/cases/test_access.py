from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import AccessLog
from cases.models import Case
from cases.services import end_access, name_person
from core.exceptions import DomainError
from tests.factories.accounts import make_user
from tests.factories.cases import CaseAccessFactory, CaseFactory
from tests.factories.families import FamilyFactory

pytestmark = pytest.mark.django_db
NAMING_QUERIES = 8


@pytest.fixture
def coordinator(as_role):
    return as_role(Role.COORDINATOR)


@pytest.fixture
def case(village, coordinator):
    return CaseFactory(family=FamilyFactory(village=village), handler=coordinator.user, sensitive=True)


def in_days(n):
    return timezone.localdate() + timedelta(days=n)


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def named(case, user, actor, **changes):
    return name_person(case, user=user, actor=actor, **{"reason": "Surat-surat", "until": in_days(30)} | changes)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TKSK, Role.LK3, Role.MENTOR])
def test_a_named_person_sees_the_case_until_it_is_taken_back(case, coordinator, village, role):
    person = make_user(role, village)
    assert not sees(person, case)
    access = named(case, person, coordinator.user)
    assert sees(person, case)
    assert not sees(make_user(role, village), case)
    end_access(access, actor=coordinator.user)
    assert not sees(person, case)
    assert access.revoked_by == coordinator.user


def test_a_name_ends_with_its_day_and_with_the_post(case, coordinator, village):
    person = make_user(Role.SECRETARY, village)
    access = named(case, person, coordinator.user, until=in_days(0))
    assert sees(person, case)
    type(access).objects.filter(pk=access.pk).update(granted_on=in_days(-3), until=in_days(-1))
    assert not sees(person, case)
    again = named(case, person, coordinator.user)
    assert case.accesses.filter(revoked_on=None).get() == again
    person.assignments.update(starts_on=in_days(-9), ends_on=in_days(-1))
    assert not sees(type(person).objects.get(pk=person.pk), case)


@pytest.mark.parametrize("changes", [{"reason": " "}, {"until": -1}, {"until": 400}])
def test_a_name_needs_a_reason_and_a_day_in_reach(case, coordinator, village, changes):
    given = {name: in_days(value) if name == "until" else value for name, value in changes.items()}
    with pytest.raises(DomainError):
        named(case, make_user(Role.SECRETARY, village), coordinator.user, **given)


def test_only_who_works_for_the_village_is_named(case, coordinator, village, other_village):
    for person in (make_user(Role.TKSK, other_village), make_user(Role.PROVIDER, village)):
        with pytest.raises(DomainError, match="tidak bertugas"):
            named(case, person, coordinator.user)


def test_an_ordinary_case_names_nobody_and_a_secretary_never(case, coordinator, village):
    person = make_user(Role.SECRETARY, village)
    with pytest.raises(PermissionDenied):
        named(case, person, person)
    Case.objects.filter(pk=case.pk).update(sensitive=False)
    with pytest.raises(DomainError, match="tidak peka"):
        named(case, person, coordinator.user)


def test_naming_on_the_page_and_every_look_is_kept(case, coordinator, village):
    person = make_user(Role.SECRETARY, village)
    form = {"user": person.pk, "reason": "Surat-surat", "until": f"{in_days(9):%d-%m-%Y}"}
    page = coordinator.post(reverse("cases:name_person", args=[case.pk]), form, follow=True).content.decode()
    assert "Surat-surat" in page
    before = AccessLog.objects.about(case).count()
    for url in (
        case.get_absolute_url(),
        reverse("cases:plan", args=[case.pk]),
        reverse("cases:notes", args=[case.pk]),
    ):
        coordinator.get(url)
    assert AccessLog.objects.about(case).count() == before + 3
    ending = reverse("cases:end_access", args=[case.pk, case.accesses.get().pk])
    assert coordinator.get(ending).status_code == 405
    assert "dicabut" in coordinator.post(ending, follow=True).content.decode()


def test_who_reaches_the_naming(case, as_role, other_village, village):
    url = reverse("cases:name_person", args=[case.pk])
    handler = as_role(Role.SECRETARY)
    assert handler.get(url).status_code == 404
    Case.objects.filter(pk=case.pk).update(handler=handler.user)
    assert handler.get(url).status_code == 403
    assert as_role(Role.COORDINATOR, other_village).get(url).status_code == 404
    assert as_role(Role.COORDINATOR).get(reverse("cases:name_person", args=[10**9])).status_code == 404


def test_the_file_of_a_sensitive_case_is_not_linked_to_whom_it_is_shut(case, as_user, village):
    lk3 = make_user(Role.LK3, village)
    CaseAccessFactory(case=case, user=lk3)
    page = as_user(lk3).get(case.get_absolute_url())
    assert page.status_code == 200
    assert case.family.get_absolute_url() not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["detail", "plan", "files"])
def test_pages_of_a_sensitive_case_take_few_queries(name, rows, case, coordinator, django_assert_max_num_queries):
    CaseAccessFactory.create_batch(rows, case=case)
    with django_assert_max_num_queries(13):
        assert coordinator.get(reverse(f"cases:{name}", args=[case.pk])).status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_whom_one_can_name_takes_few_queries(people, case, coordinator, village, django_assert_num_queries):
    named_before = make_user(Role.TKSK, village, name="Ferdi Sabuin")
    for _ in range(people - 1):
        make_user(Role.LK3, village)
    url = reverse("cases:name_person", args=[case.pk])
    with django_assert_num_queries(NAMING_QUERIES):
        page = coordinator.get(url).content.decode()
    assert f"{named_before} (TKSK)" in page
