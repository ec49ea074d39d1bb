from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cases.enums import CaseState
from cases.models import Case
from cases.services import record_check, tell_what_is_late
from core.exceptions import DomainError, StaleState
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, PlanActionFactory
from tests.factories.families import FamilyFactory

pytestmark = pytest.mark.django_db


def in_days(n):
    return timezone.localdate() + timedelta(days=n)


@pytest.fixture
def case(village, secretary):
    return CaseFactory(
        family=FamilyFactory(village=village), handler=secretary.user, state="closed", result="solved",
        closed_on=in_days(-31), check_on=in_days(-1),
    )  # fmt: skip


def waiting():
    return list(Case.objects.to_check(timezone.localdate()))


def test_a_family_that_is_well_ends_the_wait(case, secretary):
    assert waiting() == [case]
    record_check(case, result="well", note="Anak masuk sekolah tiap hari.", actor=secretary.user)
    assert waiting() == []
    with pytest.raises(StaleState, match="sudah dicatat"):
        record_check(case, result="well", note="x", actor=secretary.user)


def test_a_family_not_met_is_looked_after_in_a_week(case, secretary):
    record_check(case, result="not_met", note="Rumah kosong.", actor=secretary.user)
    case.refresh_from_db()
    assert (waiting(), case.check_on, case.state) == ([], in_days(7), CaseState.CLOSED)


def test_a_relapse_opens_the_case_again(case, secretary):
    record_check(case, result="relapsed", note="Berhenti sekolah lagi.", actor=secretary.user)
    case.refresh_from_db()
    assert (case.state, case.events.first().on, case.check_on) == (CaseState.IN_HANDLING, in_days(0), None)
    assert case.events.first().note == "Berhenti sekolah lagi."
    with pytest.raises(StaleState):
        record_check(case, result="well", note="x", actor=secretary.user)


@pytest.mark.parametrize(
    "changes", [{"result": "fine"}, {"note": " "}, {"checked_on": 1}, {"checked_on": -40}],
)  # fmt: skip
def test_a_check_that_cannot_be_is_refused(case, secretary, changes):
    given = {name: in_days(value) if name == "checked_on" else value for name, value in changes.items()}
    with pytest.raises(DomainError):
        record_check(case, actor=secretary.user, **{"result": "well", "note": "Baik"} | given)
    assert not case.checks.exists()


def test_only_the_fcu_checks(case, village):
    with pytest.raises(PermissionDenied):
        record_check(case, result="well", note="x", actor=make_user(Role.TKSK, village))


def test_a_family_that_left_is_not_waited_for(case, other_village):
    case.family.village = other_village
    case.family.save()
    assert waiting() == []


def test_the_check_is_done_from_the_case(case, secretary, as_role, other_village):
    url = reverse("cases:check", args=[case.pk])
    assert "Tengok keluarga lagi" in secretary.get(case.get_absolute_url()).content.decode()
    assert case.number in secretary.get(reverse("cases:list"), {"keadaan": "periksa"}).content.decode()
    assert as_role(Role.TKSK).get(url).status_code == 403
    assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404
    form = {"version": case.version, "result": "well", "note": "Baik", "checked_on": f"{in_days(0):%d-%m-%Y}"}
    assert secretary.post(url, form | {"note": ""}).status_code == 422
    assert secretary.post(url, form).url == case.get_absolute_url()
    assert "sudah dicatat" in secretary.post(url, form).content.decode()


def test_what_is_late_is_told_once_to_the_handler(case, secretary, village):
    running = CaseFactory(family=FamilyFactory(village=village), handler=secretary.user)
    PlanActionFactory.create_batch(2, case=running, due_on=in_days(-1))
    PlanActionFactory(case=running, due_on=in_days(0))
    for _ in range(2):
        tell_what_is_late()
    told = list(Notice.objects.filter(user=secretary.user).order_by("pk"))
    assert [notice.text.split()[0] for notice in told] == ["2", "Waktunya"]
    assert all(case.family.head_name not in notice.mail_text for notice in told)


def test_when_the_handler_has_left_the_coordinator_is_told(village):
    gone, coordinator = make_user(Role.MENTOR, village), make_user(Role.COORDINATOR, village)
    PlanActionFactory(case=CaseFactory(family=FamilyFactory(village=village), handler=gone), due_on=in_days(-1))
    gone.assignments.update(starts_on=in_days(-9), ends_on=in_days(-1))
    tell_what_is_late()
    assert [notice.user for notice in Notice.objects.all()] == [coordinator]
