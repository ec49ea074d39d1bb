import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cases.models import CaseConference, PlanAction
from cases.services import record_conference
from core.exceptions import DomainError
from tests.factories.cases import CaseConferenceFactory
from tests.factories.families import ConsentFactory
from tests.factories.institutions import InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic(village):
    return InstitutionFactory(region=village)


def meeting(clinic, **changes):
    given = {"held_on": timezone.localdate(), "place": "Balai desa", "people": "Maria Lopo", "minutes": "Disepakati."}
    return given | {"institutions": [clinic]} | changes


def test_what_is_agreed_stands_in_the_plan(case, secretary, agreed, clinic):
    action = {"what": "Periksa mata", "doer": "institution", "institution": clinic, "due_on": timezone.localdate()}
    conference = record_conference(case, actor=secretary.user, agreed=[action], **meeting(clinic))
    assert (conference.consent, list(conference.actions.all())) == (agreed, list(case.actions.all()))


def test_the_consent_of_the_one_member_concerned_will_do(case, secretary, clinic):
    case.members.set([case.family.members.first()])
    ConsentFactory(family=case.family, member=case.family.members.first())
    assert record_conference(case, actor=secretary.user, **meeting(clinic)).consent.member


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"days": 1}, "belum tiba"), ({"days": -4000}, "sebelum kasus dibuka"), ({"institutions": []}, "satu lembaga")],
)
def test_an_impossible_conference_is_refused(case, secretary, agreed, clinic, changes, words):
    changes = dict(changes)
    day = timezone.localdate() + timedelta(days=changes.pop("days", 0))
    with pytest.raises(DomainError, match=words):
        record_conference(case, actor=secretary.user, **meeting(clinic, held_on=day, **changes))
    assert not CaseConference.objects.exists()


def test_without_consent_nothing_is_told(case, secretary, clinic):
    with pytest.raises(DomainError, match="Kesediaan"):
        record_conference(case, actor=secretary.user, **meeting(clinic))
    assert "belum menyetujui" in secretary.get(reverse("cases:add_conference", args=[case.pk])).content.decode()


def posted(clinic, **changes):
    today = f"{timezone.localdate():%d-%m-%Y}"
    form = {"form_token": uuid.uuid4(), "held_on": today, "place": "Balai desa", "institutions": [clinic.pk]}
    form |= {"people": "Maria Lopo, Puskesmas", "minutes": "Disepakati."}
    form |= {"tindakan-TOTAL_FORMS": 3, "tindakan-INITIAL_FORMS": 0}
    form |= {"tindakan-0-what": "Periksa mata", "tindakan-0-doer": "institution"}
    return form | {"tindakan-0-institution": clinic.pk, "tindakan-0-due_on": today} | changes


def test_a_conference_is_recorded_once_in_one_form(case, secretary, agreed, clinic):
    url, form = reverse("cases:add_conference", args=[case.pk]), posted(clinic)
    first, second = (secretary.post(url, form) for _ in range(2))
    assert first.url == second.url == CaseConference.objects.get().get_absolute_url()
    assert PlanAction.objects.get().institution == clinic
    page = secretary.get(first.url).content.decode()
    assert "Maria Lopo, Puskesmas" in page
    assert "Periksa mata" in page


def test_a_wrong_line_keeps_the_whole_form(case, secretary, agreed, clinic):
    page = secretary.post(
        reverse("cases:add_conference", args=[case.pk]), posted(clinic, **{"tindakan-0-institution": ""})
    )
    assert page.status_code == 422
    assert "Pilih lembaganya." in page.content.decode()
    assert not CaseConference.objects.exists()


def test_who_reaches_a_conference(case, as_role, other_village):
    page = CaseConferenceFactory(case=case).get_absolute_url()
    adding = reverse("cases:add_conference", args=[case.pk])
    assert as_role(Role.COORDINATOR).get(page).status_code == 200
    assert [as_role(Role.TKSK).get(url).status_code for url in (page, adding)] == [200, 403]
    assert [as_role(Role.SECRETARY, other_village).get(url).status_code for url in (page, adding)] == [404, 404]
    assert as_role(Role.SECRETARY).get(reverse("cases:conference", args=[case.pk, 10**9])).status_code == 404
    assert as_role(Role.SECRETARY).post(page).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_takes_few_queries(rows, case, secretary, village, django_assert_max_num_queries):
    InstitutionFactory.create_batch(rows, region=village)
    with django_assert_max_num_queries(12):
        assert secretary.get(reverse("cases:add_conference", args=[case.pk])).status_code == 200
