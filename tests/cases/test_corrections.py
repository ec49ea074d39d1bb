"""What was written wrongly is mended or cancelled, and stays readable; what was not finished holds a case open."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cases.enums import CaseState, IntakeState, Urgency
from cases.models import Case, ServiceGiven
from cases.services import (
    advance_case,
    assign_handler,
    cancel_intake,
    cancel_service,
    change_case,
    give_information,
    open_case,
)
from core.exceptions import DomainError, StaleState
from families.enums import ProblemState
from families.models import Problem, ProblemCategory
from notices.models import Notice
from referrals.enums import ReferralState
from referrals.services import advance_referral
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, IntakeFactory, ServiceGivenFactory
from tests.factories.families import FamilyFactory
from tests.factories.referrals import make_referral

pytestmark = pytest.mark.django_db


def problem(family, *, sensitive=False):
    category = ProblemCategory.objects.filter(sensitive=sensitive).first()
    return Problem.objects.create(family=family, category=category, recorded_by=family.recorded_by)


def changed(case, actor, **changes):
    given = {"summary": case.summary, "urgency": case.urgency, "problems": [], "members": [], "seen": case.version}
    change_case(case, actor=actor, **given | changes)
    return case


def test_another_urgency_moves_the_day_and_the_history_says_what_changed(case, secretary):
    members = list(case.family.members.all()[:1])
    Case.objects.filter(pk=case.pk).update(due_on=case.opened_on + timedelta(days=90))
    changed(case, secretary.user, summary="Yanto putus sekolah", urgency=Urgency.EMERGENCY, members=members)

    assert (case.summary, case.urgency, case.version) == ("Yanto putus sekolah", Urgency.EMERGENCY, 2)
    assert (case.due_on, list(case.members.all())) == (case.opened_on + timedelta(days=14), members)
    event = case.events.first()
    assert (event.step, event.note) == ("change", "Diubah: ringkasan, kegentingan, anggota")
    assert event.from_state == event.to_state == case.state


def test_saving_without_a_change_leaves_no_trace(case, secretary):
    changed(case, secretary.user)

    assert (case.version, case.events.count()) == (1, 1)


def test_a_problem_of_a_sensitive_kind_hides_the_case_and_taking_it_away_does_not_show_it(case, secretary):
    trouble = problem(case.family, sensitive=True)
    changed(case, secretary.user, problems=[trouble])
    trouble.refresh_from_db()

    assert (case.sensitive, trouble.state) == (True, ProblemState.HANDLED)
    assert changed(case, secretary.user).sensitive


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.DROPPED])
def test_a_closed_case_is_not_mended(secretary, village, state):
    result = "solved" if state == CaseState.CLOSED else ""
    case = CaseFactory(
        family=FamilyFactory(village=village), handler=secretary.user, state=state, result=result,
        closed_on=date(2026, 9, 1),
    )  # fmt: skip

    with pytest.raises(DomainError, match="sudah ditutup"):
        changed(case, secretary.user, summary="Lain")
    assert Case.objects.get(pk=case.pk).summary == case.summary


def test_who_mends_an_older_page_or_with_parts_of_another_family_is_refused(case, secretary, village):
    stranger = FamilyFactory(village=village)
    with pytest.raises(StaleState):
        changed(case, secretary.user, summary="Lain", seen=0)
    with pytest.raises(DomainError, match="milik keluarga ini"):
        changed(case, secretary.user, members=list(stranger.members.all()))
    for role in (Role.MENTOR, Role.VILLAGE_HEAD, Role.TKSK):
        with pytest.raises(PermissionDenied):
            changed(case, make_user(role, village), summary="Lain")
    assert Case.objects.get(pk=case.pk).version == 1


def test_the_page_keeps_what_was_typed_beside_what_somebody_saved_first(case, secretary):
    url = reverse("cases:change", args=[case.pk])
    assert case.summary in secretary.get(url).content.decode()
    typed = {"version": 1, "summary": "Ditulis kedua", "urgency": 1}
    changed(case, secretary.user, summary="Disimpan pertama")

    page = secretary.post(url, typed)
    html = page.content.decode()
    assert page.status_code == 422
    assert "Ditulis kedua" in html
    assert "Disimpan pertama" in html
    assert secretary.post(url, typed | {"version": 2}).status_code == 302
    case.refresh_from_db()
    assert case.summary == "Ditulis kedua"
    assert "Isi kasus diubah" in secretary.get(case.get_absolute_url()).content.decode()


def test_who_made_a_case_sensitive_and_may_not_open_it_is_led_to_the_list(village, secretary):
    mentor = make_user(Role.MENTOR, village)
    case = CaseFactory(family=FamilyFactory(village=village), handler=mentor)
    trouble = problem(case.family, sensitive=True)

    given = {"version": 1, "summary": case.summary, "urgency": 1, "problems": [trouble.pk]}
    answer = secretary.post(reverse("cases:change", args=[case.pk]), given)

    assert answer.headers["Location"] == reverse("cases:list")


def test_a_cancelled_service_stays_readable_and_is_counted_no_more(case, secretary):
    service = ServiceGivenFactory(case=case, description="Sembako")
    url = reverse("cases:cancel_service", args=[case.pk, service.pk])
    assert "Sembako" in secretary.get(url).content.decode()
    assert secretary.post(url, {"reason": ""}).status_code == 422

    secretary.post(url, {"reason": "Salah keluarga"})

    assert not ServiceGiven.objects.counted().exists()
    plan = secretary.get(reverse("cases:plan", args=[case.pk])).content.decode()
    assert "tidak dihitung: Salah keluarga" in plan
    assert secretary.post(url, {"reason": "Lagi"}).status_code == 404
    service.refresh_from_db()
    with pytest.raises(StaleState):
        cancel_service(service, reason="Lagi", actor=secretary.user)


@pytest.mark.parametrize("role", [Role.MENTOR, Role.TKSK, Role.VILLAGE_HEAD, Role.DINAS])
def test_only_who_writes_cases_cancels_a_service_or_an_intake(case, village, role):
    service, intake, stranger = (
        ServiceGivenFactory(case=case),
        IntakeFactory(village=village),
        make_user(role, village),
    )
    with pytest.raises(PermissionDenied):
        cancel_service(service, reason="Salah", actor=stranger)
    with pytest.raises(PermissionDenied):
        cancel_intake(intake, reason="Salah", actor=stranger)
    assert (ServiceGiven.objects.counted().count(), intake.state) == (1, IntakeState.OPEN)


def test_an_intake_is_cancelled_with_a_reason_while_nothing_came_of_it(village, secretary):
    intake = IntakeFactory(village=village)
    url = reverse("cases:cancel_intake", args=[intake.pk])
    assert secretary.post(url, {"reason": " "}).status_code == 422

    secretary.post(url, {"reason": "Tercatat dua kali"})

    intake.refresh_from_db()
    assert (intake.state, intake.cancel_reason) == (IntakeState.CANCELLED, "Tercatat dua kali")
    page = secretary.get(intake.get_absolute_url()).content.decode()
    assert "Tercatat dua kali" in page
    assert url not in page
    with pytest.raises(StaleState):
        give_information(intake, information="Urus di Disdukcapil", actor=secretary.user)
    informed = IntakeFactory(village=village, state=IntakeState.INFORMED)
    with pytest.raises(StaleState):
        cancel_intake(informed, reason="Salah", actor=secretary.user)


def test_a_case_opened_again_has_its_time_anew(village, secretary):
    case = CaseFactory(
        family=FamilyFactory(village=village), handler=secretary.user, state=CaseState.CLOSED, result="solved",
        closed_on=date(2026, 9, 1), due_on=date(2026, 9, 3), urgency=Urgency.SOON,
    )  # fmt: skip
    advance_case(case, "reopen", actor=secretary.user, note="Masalahnya muncul lagi.")

    assert case.due_on == timezone.localdate() + timedelta(days=30)
    assert case.late == ""


def test_the_closing_keeps_its_day_and_result_in_the_history(case, secretary):
    advance_case(case, "close", actor=secretary.user, note="Sekolah lagi.", result="partly")
    advance_case(case, "reopen", actor=secretary.user, note="Berhenti lagi.")

    closing = case.events.get(step="close")
    assert (closing.on, closing.result, case.result) == (timezone.localdate(), "partly", "")


def test_an_open_referral_holds_a_case_open_unless_the_family_left(case, secretary):
    file = make_referral(ReferralState.SUBMITTED, case=case, author=secretary.user)

    with pytest.raises(DomainError, match=f"{file} masih berjalan"):
        advance_case(case, "close", actor=secretary.user, note="Selesai.", result="solved")
    case.refresh_from_db()
    assert case.state == CaseState.IN_HANDLING
    advance_case(case, "close", actor=secretary.user, note="Pindah ke kota.", result="moved")
    assert case.state == CaseState.CLOSED


def test_a_draft_of_a_closed_case_is_not_sent(case, secretary, agreed):
    draft = make_referral(ReferralState.DRAFT, case=case, author=secretary.user)
    advance_case(case, "close", actor=secretary.user, note="Pindah.", result="moved")
    draft.refresh_from_db()

    with pytest.raises(DomainError, match="sudah ditutup"):
        advance_referral(draft, "submit", actor=secretary.user)


def test_who_becomes_answerable_for_a_case_is_told_without_the_name_of_a_hidden_family(village, secretary):
    mentor, family = make_user(Role.MENTOR, village), FamilyFactory(village=village)
    given = {"family": family, "summary": "x", "urgency": 1, "problems": [], "members": [], "actor": secretary.user}
    open_case(handler=secretary.user, **given)
    assert not Notice.objects.exists()
    open_case(handler=mentor, **given)
    hidden = open_case(handler=secretary.user, sensitive=True, **given)
    assign_handler(hidden, mentor, actor=secretary.user)

    texts = [notice.text for notice in Notice.objects.filter(user=mentor).order_by("pk")]
    assert [family.head_name in text for text in texts] == [True, False]
    assert not Notice.objects.exclude(user=mentor).exists()
