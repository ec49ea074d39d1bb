"""Votes of the residents: counted where a meeting was held, never more than those who came could give."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from institutions.models import Meeting
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.workplans import NeedFactory, WorkPlanFactory, stage_meeting
from workplans.models import PlanStage, Vote
from workplans.queries.assessing import assessment_of
from workplans.services.voting import count_votes

pytestmark = pytest.mark.django_db

ATTENDED = 5


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village))


@pytest.fixture
def stage(plan):
    return hold(plan, 3)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


def hold(plan, position, state="under_way", **fields):
    stage = plan.stages.get(position=position)
    stage.state, stage.meeting = state, stage_meeting(plan, attended=ATTENDED, **fields)
    stage.save()
    return stage


def vote_url(stage):
    return reverse("workplans:vote", args=[stage.plan_id, stage.position])


def posted(stage, votes, **fields):
    form = {"version": stage.version, "votes_each": 3, **fields}
    return form | {f"suara_{need.pk}": count for need, count in votes.items()}


def test_the_order_follows_the_votes_and_then_gravity_times_families(stage, secretary):
    few, many, alike = (NeedFactory(plan=stage.plan, families=number) for number in (50, 3, 4))
    count_votes(stage, {few: 1, many: 4, alike: 4}, 3, actor=secretary, seen=1)
    found = assessment_of(stage.plan)
    assert [(row.rank, row.need, row.votes) for row in found.needs] == [(1, alike, 4), (2, many, 4), (3, few, 1)]
    assert found.counted_in == stage


def test_the_later_stage_decides_and_the_earlier_keeps_its_votes(plan, stage, secretary):
    water, school = NeedFactory(plan=plan), NeedFactory(plan=plan)
    count_votes(stage, {water: 5, school: 1}, 3, actor=secretary)
    count_votes(hold(plan, 4), {water: 1, school: 5}, 3, actor=secretary)
    assert [row.need for row in assessment_of(plan).needs] == [school, water]
    assert [row.need for row in assessment_of(plan, stage).needs] == [water, school]


def test_one_need_takes_no_more_votes_than_people_came(stage, secretary):
    need = NeedFactory(plan=stage.plan)
    with pytest.raises(DomainError, match="Yang hadir 5 orang, jadi suara untuk satu kebutuhan paling banyak 5"):
        count_votes(stage, {need: 6}, 3, actor=secretary)
    count_votes(stage, {need: 5}, 1, actor=secretary)
    assert Vote.objects.get().count == 5


def test_all_votes_together_are_no_more_than_were_given_out(stage, secretary):
    one, other, third = (NeedFactory(plan=stage.plan) for _ in range(3))
    with pytest.raises(DomainError, match="paling banyak 10 suara. Yang tercatat 11"):
        count_votes(stage, {one: 5, other: 5, third: 1}, 2, actor=secretary)
    assert not Vote.objects.exists()
    count_votes(stage, {one: 5, other: 5, third: 0}, 2, actor=secretary)
    assert PlanStage.objects.get(pk=stage.pk).votes_each == 2


def test_counted_again_takes_the_place_of_the_first_count(stage, secretary):
    need = NeedFactory(plan=stage.plan)
    count_votes(stage, {need: 2}, 3, actor=secretary, seen=1)
    with pytest.raises(StaleState):
        count_votes(stage, {need: 4}, 3, actor=secretary, seen=1)
    count_votes(stage, {need: 3}, 3, actor=secretary, seen=2)
    assert Vote.objects.get().count == 3


@pytest.mark.parametrize(
    ("position", "state", "words"),
    [
        (2, "under_way", "hanya dihitung pada tahap asesmen"),
        (3, "waiting", "belum dimulai"),
        (4, "reported", "sudah dikirim"),
    ],
)
def test_votes_belong_to_an_open_assessing_stage(plan, secretary, position, state, words):
    stage = plan.stages.get(position=position)
    fields = {"told_on": plan.starts_on, "told_minutes": stage_meeting(plan)} if state == "reported" else {}
    PlanStage.objects.filter(pk=stage.pk).update(
        state=state, meeting=stage_meeting(plan), reported_on=plan.starts_on, **fields
    )
    with pytest.raises(DomainError, match=words):
        count_votes(stage, {}, 3, actor=secretary)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"meeting": None}, "Pilih dahulu pertemuan"),
        ("plan", "baru direncanakan"),
        ("nobody", "belum punya daftar hadir"),
    ],
)
def test_votes_need_a_meeting_that_people_came_to(stage, secretary, change, words):
    if change == "plan":
        Meeting.objects.filter(pk=stage.meeting_id).update(is_planned=True)
    elif change == "nobody":
        stage.meeting.attendances.all().delete()
    else:
        PlanStage.objects.filter(pk=stage.pk).update(meeting=None)
    with pytest.raises(DomainError, match=words):
        count_votes(stage, {}, 3, actor=secretary)


def test_needs_of_another_plan_get_no_votes(stage, secretary):
    with pytest.raises(DomainError, match="tidak ada lagi dalam rencana ini"):
        count_votes(
            stage, {NeedFactory(plan__care_unit=stage.plan.care_unit, plan__state="closed"): 1}, 3, actor=secretary
        )


def test_who_only_reads_counts_no_votes(stage, village):
    with pytest.raises(PermissionDenied):
        count_votes(stage, {}, 3, actor=make_user(Role.TKSK, village))


def test_the_secretary_counts_on_the_page(stage, as_role):
    need = NeedFactory(plan=stage.plan, text="Air bersih")
    client = as_role(Role.SECRETARY)
    page = client.get(vote_url(stage)).content.decode()
    assert "5 orang hadir" in page
    assert 'inputmode="numeric"' in page
    answer = client.post(vote_url(stage), posted(stage, {need: 4}))
    assert answer.url == vote_url(stage)
    page = client.get(answer.url).content.decode()
    assert 'max="5" value="4"' in page
    assert "tersisa <b data-left>11</b>" in page


def test_more_votes_than_people_are_refused_in_a_sentence_and_the_numbers_stay(stage, as_role):
    need = NeedFactory(plan=stage.plan)
    answer = as_role(Role.SECRETARY).post(vote_url(stage), posted(stage, {need: 23}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Yang hadir 5 orang" in page
    assert 'value="23"' in page
    assert not Vote.objects.exists()


def test_a_stale_count_shows_both(stage, as_role, secretary):
    need = NeedFactory(plan=stage.plan, text="Air bersih")
    form = posted(stage, {need: 4})
    count_votes(stage, {need: 2}, 3, actor=secretary)
    client = as_role(Role.SECRETARY)
    answer = client.post(vote_url(stage), form)
    assert answer.status_code == 409
    assert '<td data-l="Tersimpan sekarang"><span>2</span></td>' in answer.content.decode()
    client.post(vote_url(stage), form | {"version": 2})
    assert Vote.objects.get().count == 4


@pytest.mark.parametrize("typed", ["-1", "dua", "9" * 40])
def test_what_is_no_number_of_votes_is_said_beside_it(stage, as_role, typed):
    need = NeedFactory(plan=stage.plan)
    answer = as_role(Role.SECRETARY).post(vote_url(stage), posted(stage, {need: typed}))
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()


def test_the_page_says_why_votes_cannot_be_counted(plan, as_role):
    NeedFactory(plan=plan)
    stage = plan.stages.get(position=3)
    page = as_role(Role.SECRETARY).get(vote_url(stage)).content.decode()
    assert "belum dimulai" in page
    assert "suara_" not in page


def test_who_gets_in(stage, as_role, other_village):
    NeedFactory(plan=stage.plan)
    for role in (Role.TKSK, Role.VILLAGE_HEAD, Role.LK3, Role.DINAS):
        client = as_role(role)
        page = client.get(vote_url(stage))
        assert page.status_code == 200
        assert "suara_" not in page.content.decode()
        assert client.post(vote_url(stage), {}).status_code == 403
    outsider = as_role(Role.SECRETARY, other_village)
    assert outsider.get(vote_url(stage)).status_code == outsider.post(vote_url(stage), {}).status_code == 404
    secretary = as_role(Role.SECRETARY)
    for position in (1, 7, 8, 999):
        assert secretary.get(reverse("workplans:vote", args=[stage.plan_id, position])).status_code == 404
    assert secretary.put(vote_url(stage)).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_few_queries(stage, as_role, django_assert_max_num_queries, number):
    for _ in range(number):
        Vote.objects.create(stage=stage, need=NeedFactory(plan=stage.plan), count=1)
    client = as_role(Role.SECRETARY)
    client.get(vote_url(stage))
    with django_assert_max_num_queries(14):
        client.get(vote_url(stage))
