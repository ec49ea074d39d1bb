import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cases.enums import ActionState
from cases.models import Goal, PlanAction
from cases.services import advance_action, advance_case, change_action, change_goal, plan_action, set_goal
from cases.workflow import ACTION_STEPS
from core.exceptions import DomainError, StaleState
from tests.factories.accounts import make_user
from tests.factories.cases import CaseConferenceFactory, CaseFactory, GoalFactory, PlanActionFactory
from tests.factories.families import FamilyFactory
from tests.factories.institutions import InstitutionFactory

pytestmark = pytest.mark.django_db


def days(n):
    return timezone.localdate() + timedelta(days=n)


@pytest.fixture
def action(case):
    return PlanActionFactory(case=case)


def words_of(action, **changes):
    names = ("what", "doer", "institution", "who", "due_on", "goal")
    return {name: getattr(action, name) for name in names} | changes


def test_an_action_comes_back_until_it_is_done_or_cancelled(action, secretary):
    with pytest.raises(DomainError, match="alasan"):
        advance_action(action, "cancel", actor=secretary.user)
    advance_action(action, "finish", actor=secretary.user, note="Akta terbit")
    assert (action.state, action.done_on) == (ActionState.DONE, days(0))
    advance_action(action, "resume", actor=secretary.user, note="Aktanya salah nama")
    advance_action(action, "cancel", actor=secretary.user, note="Diurus desa")

    assert (action.state, action.done_on) == (ActionState.CANCELLED, None)
    assert [event.step for event in action.events.order_by("number")] == ["finish", "resume", "cancel"]


def test_every_state_of_an_action_has_a_way_out():
    assert all(any(state in step.sources for step in ACTION_STEPS.values()) for state in ActionState)


@pytest.mark.parametrize(("day", "words"), [(1, "belum tiba"), (-4000, "tidak bisa sebelum")])
def test_an_action_is_done_on_a_day_in_reach(action, secretary, day, words):
    with pytest.raises(DomainError, match=words):
        advance_action(action, "finish", actor=secretary.user, done_on=days(day))
    action.refresh_from_db()
    assert action.is_open


def test_a_step_from_a_wrong_state_is_refused(action, secretary):
    advance_action(action, "finish", actor=secretary.user)
    with pytest.raises(StaleState, match="tidak bisa lagi"):
        advance_action(action, "cancel", actor=secretary.user, note="x")


def test_the_second_who_changes_an_action_is_told(action, secretary):
    change_action(action, actor=secretary.user, seen=1, **words_of(action, what="Mengurus KK"))
    with pytest.raises(StaleState):
        change_action(action, actor=secretary.user, seen=1, **words_of(action, what="Lain"))
    action.refresh_from_db()
    assert (action.what, action.version) == ("Mengurus KK", 2)


def test_a_new_day_lets_it_be_told_again(action, secretary):
    PlanAction.objects.filter(pk=action.pk).update(told_on=days(0), due_on=days(-2))
    action.refresh_from_db()
    change_action(action, actor=secretary.user, seen=1, **words_of(action, who="Yuliana"))
    assert action.told_on
    change_action(action, actor=secretary.user, seen=2, **words_of(action, due_on=days(3)))
    assert action.told_on is None


@pytest.mark.parametrize("changes", [{"doer": "institution"}, {"institution": True}, {"goal": True}, {"due_on": -1}])
def test_an_action_that_does_not_fit_is_refused(case, secretary, changes):
    made = {"institution": InstitutionFactory, "goal": GoalFactory}
    given = {name: made[name]() if name in made else value for name, value in changes.items()}
    given["due_on"] = days(changes.get("due_on", 5))
    with pytest.raises(DomainError):
        plan_action(case, actor=secretary.user, **{"what": "x", "doer": "family"} | given)
    assert not PlanAction.objects.exists()


@pytest.mark.parametrize("role", [Role.TKSK, Role.MENTOR, Role.DINAS])
def test_others_plan_nothing(case, village, role):
    actor = make_user(role, village)
    with pytest.raises(PermissionDenied):
        set_goal(case, words="x", actor=actor)
    with pytest.raises(PermissionDenied):
        plan_action(case, what="x", doer="family", due_on=days(5), actor=actor)


def test_a_mentor_in_hand_says_that_it_is_done_and_nothing_else(village):
    mentor = make_user(Role.MENTOR, village)
    action = PlanActionFactory(case=CaseFactory(family=FamilyFactory(village=village), handler=mentor))
    with pytest.raises(PermissionDenied):
        advance_action(action, "cancel", actor=mentor, note="x")
    advance_action(action, "finish", actor=mentor)
    assert not action.is_open


def test_a_goal_is_reached_and_the_second_is_told(case, secretary):
    goal = set_goal(case, words=" Yanto sekolah lagi ", actor=secretary.user)
    change_goal(goal, words=goal.words, reached=True, actor=secretary.user, seen=1)
    assert (goal.words, goal.reached_on) == ("Yanto sekolah lagi", days(0))
    with pytest.raises(StaleState):
        change_goal(goal, words="x", reached=False, actor=secretary.user, seen=1)


def test_an_open_plan_holds_the_case_open(case, action, secretary):
    with pytest.raises(DomainError, match="1 tindakan"):
        advance_case(case, "close", actor=secretary.user, note="Selesai", result="solved")
    case.refresh_from_db()
    assert case.is_open

    advance_case(case, "close", actor=secretary.user, note="Pindah ke Soe", result="moved")
    action.refresh_from_db()
    assert (action.state, case.check_on) == (ActionState.CANCELLED, None)
    with pytest.raises(DomainError, match="sudah ditutup"):
        advance_action(action, "resume", actor=secretary.user, note="x")


def test_the_pages_of_a_plan(case, secretary, village):
    clinic = InstitutionFactory(region=village)
    goal = {"form_token": uuid.uuid4(), "words": "Yanto sekolah lagi"}
    act = {"form_token": uuid.uuid4(), "what": "Periksa mata", "doer": "institution", "institution": clinic.pk}
    act |= {"who": "Maria", "due_on": f"{days(9):%d-%m-%Y}"}
    for _ in range(2):
        secretary.post(reverse("cases:add_goal", args=[case.pk]), goal)
        act["goal"] = Goal.objects.get().pk
        assert secretary.post(reverse("cases:add_action", args=[case.pk]), act).status_code == 302

    page = secretary.get(reverse("cases:plan", args=[case.pk])).content.decode()
    assert "“Yanto sekolah lagi”" in page
    assert f"{clinic} (Maria)" in page
    assert "Periksa mata" in secretary.get(case.get_absolute_url()).content.decode()


def test_an_action_without_its_institution_is_said_at_the_field(case, secretary):
    form = {"form_token": uuid.uuid4(), "what": "x", "doer": "institution", "due_on": f"{days(9):%d-%m-%Y}"}
    page = secretary.post(reverse("cases:add_action", args=[case.pk]), form)
    assert page.status_code == 422
    assert "Pilih lembaga yang akan mengerjakannya." in page.content.decode()


def test_a_step_on_the_page(case, action, secretary):
    url = reverse("cases:action_step", args=[case.pk, action.pk, "finish"])
    future = secretary.post(url, {"version": 1, "done_on": f"{days(1):%d-%m-%Y}"}, follow=True)
    assert "belum tiba" in future.content.decode()
    done = secretary.post(url, {"version": 1, "done_on": f"{days(0):%d-%m-%Y}"}, follow=True)
    assert "Tindakan sekarang: selesai." in done.content.decode()
    stale = secretary.post(url, {"version": 1, "done_on": f"{days(0):%d-%m-%Y}"}, follow=True)
    assert "tidak bisa lagi" in stale.content.decode()
    cancel = reverse("cases:action_step", args=[case.pk, action.pk, "resume"])
    assert secretary.post(cancel, {"version": 2}).status_code == 422


def test_the_second_sees_what_is_stored_and_keeps_what_was_typed(case, action, secretary):
    url = reverse("cases:action", args=[case.pk, action.pk])
    form = {"version": 1, "what": "Mengurus KK", "doer": "family", "due_on": f"{action.due_on:%d-%m-%Y}"}
    assert secretary.post(url, form).status_code == 302
    page = secretary.post(url, form | {"what": "Mengurus KTP"})
    assert page.status_code == 422
    assert "Mengurus KK" in page.content.decode()
    assert "Mengurus KTP" in page.content.decode()
    assert 'name="version" value="2"' in page.content.decode()


@pytest.mark.parametrize("name", ["plan", "add_goal", "goal", "add_action", "action", "action_step"])
def test_who_reaches_the_plan(name, case, action, as_role, other_village):
    key = {"goal": GoalFactory(case=case).pk, "action": action.pk, "action_step": action.pk}.get(name)
    rest = [*([key] if key else []), *(["finish"] if name == "action_step" else [])]
    url = reverse(f"cases:{name}", args=[case.pk, *rest])
    reads = name == "plan"
    ask = "post" if name == "action_step" else "get"

    assert getattr(as_role(Role.COORDINATOR), ask)(url).status_code in {200, 422}
    assert getattr(as_role(Role.SECRETARY, other_village), ask)(url).status_code == 404
    assert getattr(as_role(Role.TKSK), ask)(url).status_code == (200 if reads else 403)
    bad = reverse(f"cases:{name}", args=[10**9, *rest])
    assert getattr(as_role(Role.SECRETARY), ask)(bad).status_code == 404
    assert as_role(Role.SECRETARY).put(url).status_code == 405


def test_an_action_of_another_case_is_not_found(case, secretary):
    foreign = PlanActionFactory()
    assert secretary.get(reverse("cases:action", args=[case.pk, foreign.pk])).status_code == 404
    fly = reverse("cases:action_step", args=[case.pk, PlanActionFactory(case=case).pk, "fly"])
    assert secretary.post(fly).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_takes_few_queries(rows, case, secretary, django_assert_max_num_queries):
    for _ in range(rows):
        PlanActionFactory(case=case, goal=GoalFactory(case=case))
        PlanActionFactory(case=case, doer="institution", institution=InstitutionFactory())
        CaseConferenceFactory(case=case).institutions.add(InstitutionFactory())
    with django_assert_max_num_queries(12):
        assert secretary.get(reverse("cases:plan", args=[case.pk])).status_code == 200
