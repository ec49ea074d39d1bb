"""The pages of the action plan and its results: who gets in, and what each does."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import FamilyStatus
from institutions.models import AgendaItem
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.factories.institutions import ActivityFactory, CareUnitFactory
from tests.factories.workplans import ActionItemFactory, NeedFactory, WorkPlanFactory, months_ago
from workplans.models import ActionItem, WorkPlan
from workplans.services.actions import add_targets, change_action, snapshot_actions

pytestmark = pytest.mark.django_db

READ = ("actions", "action", "results")
ACTING = (
    "add_action", "change_action", "remove_action", "targets", "drop_target", "link_activity", "unlink_activity",
    "record_result", "hand_over",
)  # fmt: skip
POSTED = {"remove_action", "drop_target", "link_activity", "unlink_activity"}


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village))


@pytest.fixture
def action(plan):
    return ActionItemFactory(plan=plan, name="Kebun gizi")


@pytest.fixture
def done(plan):
    return ActivityFactory(care_unit=plan.care_unit, name="Menanam kelor", men=4, women=6)


def plasma(village, **fields):
    return FamilyFactory(village=village, status=FamilyStatus.PLASMA, **fields)


def url(name, plan, *keys):
    return reverse(f"workplans:{name}", args=[plan.pk, *keys])


def url_of(name, action, target=1, activity=1):
    if name in {"actions", "results", "add_action", "hand_over"}:
        return url(name, action.plan)
    last = {"drop_target": [target], "unlink_activity": [activity]}.get(name, [])
    return url(name, action.plan, action.pk, *last)


def typed(**fields):
    return {
        "name": "Kebun gizi", "kind": "economy", "goal": "Makan sayur sendiri", "target_number": 12, "need": "",
        "why_first": "Punya lahan", "work": "Bertemu tiap minggu", "chair": "Yosina Koa", "secretary": "Melki Tefa",
        "treasurer": "Rosa Liu", "members": "", "months": [f"{months_ago(-1):%Y-%m}"], "funds": "1.500.000",
        "fund_source": "village", **fields,
    }  # fmt: skip


def test_the_secretary_adds_an_activity_once(plan, as_role):
    client = as_role(Role.SECRETARY)
    assert "Tambah kegiatan pertama" in client.get(url("actions", plan)).content.decode()
    form = typed(form_token=uuid.uuid4())
    for _ in range(2):
        answer = client.post(url("add_action", plan), form)
    action = ActionItem.objects.get()
    assert answer.url == action.get_absolute_url()
    assert "Yosina Koa" in client.get(answer.url).content.decode()
    assert "Rp1.500.000" in client.get(url("actions", plan)).content.decode()


def test_an_advocated_need_begins_the_form(plan, as_role):
    need = NeedFactory(plan=plan, text="Pipa air", families=14, answer="advocacy", answer_note="Dinas PUPR")
    client = as_role(Role.SECRETARY)
    page = client.get(f"{url('add_action', plan)}?kebutuhan={need.pk}").content.decode()
    assert f'<option value="{need.pk}" selected>' in page
    assert '<option value="advocacy" selected>' in page
    assert 'value="14"' in page
    for nonsense in ("999999", "x", "9" * 40):
        assert client.get(f"{url('add_action', plan)}?kebutuhan={nonsense}").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"months": []}, "Centang paling sedikit satu bulan"), ({"months": ["2020-01"]}, "Pilihan"),
        ({"funds": "banyak"}, "Tulis rupiah"), ({"fund_source": ""}, "tanpa sumber dana"),
        ({"target_number": 0}, "Paling kecil 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(plan, as_role, wrong, words):
    answer = as_role(Role.SECRETARY).post(url("add_action", plan), typed(form_token=uuid.uuid4(), **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Yosina Koa"' in answer.content.decode()


def test_a_stale_change_shows_both(plan, action, as_role):
    client = as_role(Role.SECRETARY)
    page = client.get(url_of("change_action", action)).content.decode()
    assert page.count(" checked") == 1, "the month of the calendar"
    change_action(action, actor=make_user(Role.COORDINATOR, plan.care_unit.village), chair="Obed Lay")
    answer = client.post(url_of("change_action", action), typed(version=1))
    assert answer.status_code == 409
    assert "Obed Lay" in answer.content.decode()
    client.post(url_of("change_action", action), typed(version=2))
    action.refresh_from_db()
    assert (action.chair, action.funds) == ("Yosina Koa", 1_500_000)


def test_changes_since_the_last_report_are_shown(plan, action, as_role):
    secretary = make_user(Role.SECRETARY, plan.care_unit.village)
    snapshot_actions(plan.stages.get(position=3), actor=secretary)
    change_action(action, actor=secretary, target_number=15)
    page = as_role(Role.TKSK).get(url("actions", plan)).content.decode()
    assert "Perubahan sejak tahap 3" in page
    assert '<td data-l="Menjadi"><span>15</span></td>' in page


def test_an_activity_is_removed_and_a_second_click_says_so(plan, action, as_role):
    client = as_role(Role.SECRETARY)
    assert "dikeluarkan dari rencana" in client.post(url_of("remove_action", action), follow=True).content.decode()
    assert "sudah dihapus" in client.post(url_of("remove_action", action), follow=True).content.decode()
    assert client.get(url_of("action", action)).status_code == 404


def test_families_are_chosen_and_dropped(plan, action, as_role, village, other_village):
    mine = plasma(village, head_name="Obaja Tefnai")
    plasma(other_village, head_name="Orang Jauh"), FamilyFactory(village=village, head_name="Belum Plasma")
    client = as_role(Role.SECRETARY)
    page = client.get(url_of("targets", action)).content.decode()
    assert "Obaja Tefnai" in page
    assert "Orang Jauh" not in page
    assert "Belum Plasma" not in page
    for _ in range(2):
        assert client.post(url_of("targets", action), {"families": [mine.pk]}).url == action.get_absolute_url()
    assert "Obaja Tefnai" in client.get(url_of("action", action)).content.decode()
    drop = url_of("drop_target", action, target=action.targets.get().pk)
    assert client.post(drop).url == client.post(drop).url == action.get_absolute_url()
    assert not action.targets.exists()


def test_a_family_of_another_village_is_refused(action, as_role, other_village):
    strange = plasma(other_village)
    for chosen in ([strange.pk], [""], ["9" * 40]):
        assert as_role(Role.SECRETARY).post(url_of("targets", action), {"families": chosen}).status_code == 422
    assert not action.targets.exists()


def test_a_target_is_dropped_only_from_its_own_activity(plan, action, as_role, village):
    target = ActionItemFactory(plan=plan).targets.create(family=plasma(village))
    as_role(Role.SECRETARY).post(url_of("drop_target", action, target=target.pk))
    target.refresh_from_db()


@pytest.mark.parametrize(
    ("role", "named"), [(Role.SECRETARY, True), (Role.VILLAGE_HEAD, True), (Role.TKSK, True), (Role.LK3, False)]
)
def test_families_are_named_to_those_who_may_see_them(plan, action, village, as_role, role, named):
    action.targets.create(family=plasma(village, head_name="Obaja Tefnai"))
    for name in READ:
        page = as_role(role).get(url_of(name, action)).content.decode()
        assert ("Obaja Tefnai" in page) == (named and name == "action"), name
    if not named:
        page = as_role(role).get(url_of("action", action)).content.decode()
        assert "1 keluarga dipilih sebagai sasaran" in page


def test_activities_of_the_fcu_are_linked_and_let_go(plan, action, done, as_role):
    client = as_role(Role.SECRETARY)
    assert "Menanam kelor" in client.get(url_of("action", action)).content.decode()
    for _ in range(2):
        assert client.post(url_of("link_activity", action), {"activity": done.pk}).url == action.get_absolute_url()
    page = client.get(url_of("action", action)).content.decode()
    assert "terlaksana 1 kegiatan dengan 10 orang" in page
    assert f'<a href="{done.get_absolute_url()}">' in page
    client.post(url_of("unlink_activity", action, activity=done.pk))
    assert not action.carried_out.exists()


def test_other_activities_are_not_linked(plan, action, as_role, other_village):
    client = as_role(Role.SECRETARY)
    strange = ActivityFactory(care_unit=CareUnitFactory(village=other_village))
    planned = ActivityFactory(care_unit=plan.care_unit, is_planned=True, name="Panen nanti")
    assert "Panen nanti" not in client.get(url_of("action", action)).content.decode()
    for key in (strange.pk, "", "9" * 40, 999_999):
        assert client.post(url_of("link_activity", action), {"activity": key}).status_code == 422
    answer = client.post(url_of("link_activity", action), {"activity": planned.pk}, follow=True)
    assert "baru direncanakan" in answer.content.decode()
    assert client.post(url_of("unlink_activity", action, activity=strange.pk)).status_code == 404
    assert not action.carried_out.exists()


def test_no_link_leads_the_village_head_to_a_page_of_the_fcu(plan, action, done, as_role):
    action.carried_out.create(activity=done)
    client = as_role(Role.VILLAGE_HEAD)
    for name in READ:
        assert "/fcu/" not in client.get(url_of(name, action)).content.decode(), name
    assert "Menanam kelor" in client.get(url_of("action", action)).content.decode()


def test_the_result_of_an_activity_and_of_each_family(plan, action, village, as_role):
    target = action.targets.create(family=plasma(village, head_name="Obaja Tefnai"))
    client = as_role(Role.SECRETARY)
    assert "Obaja Tefnai" in client.get(url_of("record_result", action)).content.decode()
    form = {
        "version": 1, "reached": 0, "judgement": "Kebun hidup", "agreement": "Diteruskan",
        f"tercapai_{target.pk}": "ya", f"hasil_{target.pk}": "Panen dua kali",
    }  # fmt: skip
    wrong = client.post(url_of("record_result", action), form)
    assert "yang ditandai tercapai 1, jumlah yang tercapai 0" in wrong.content.decode()
    assert client.post(url_of("record_result", action), form | {"reached": 9}).url == url("results", plan)
    page = client.get(url("results", plan)).content.decode()
    for words in ("Tercapai sebagian", "Kebun hidup", "Diteruskan", "1 dari 1"):
        assert words in page
    stale = client.post(url_of("record_result", action), form | {"reached": 9, f"tercapai_{target.pk}": "tidak"})
    assert stale.status_code == 409
    assert "Keluarga Obaja Tefnai: tercapai" in stale.content.decode()
    assert '<td data-l="Isian Anda"><span>Belum tercapai</span></td>' in stale.content.decode()


def test_activities_go_over_to_the_agenda_once(plan, action, as_role):
    client, year = as_role(Role.SECRETARY), timezone.localdate().year
    form = {"form_token": uuid.uuid4(), "year": year, "actions": [action.pk]}
    for _ in range(2):
        answer = client.post(url("hand_over", plan), form)
    assert AgendaItem.objects.get().name == "Kebun gizi"
    assert "Kebun gizi" in client.get(answer.url).content.decode()
    assert f"agenda kerja {year}" in client.get(url("results", plan)).content.decode()
    again = client.post(url("hand_over", plan), form | {"form_token": uuid.uuid4(), "year": year + 1})
    assert "sudah masuk agenda kerja" in again.content.decode()
    assert AgendaItem.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"year": 1999}, {"actions": []}, {"actions": [999_999]}])
def test_what_cannot_go_over_is_said(plan, action, as_role, wrong):
    form = {"form_token": uuid.uuid4(), "year": timezone.localdate().year, "actions": [action.pk]}
    assert as_role(Role.SECRETARY).post(url("hand_over", plan), form | wrong).status_code == 422
    WorkPlan.objects.update(state="stopped")
    assert "bukan agenda" in as_role(Role.SECRETARY).post(url("hand_over", plan), form).content.decode()


@pytest.mark.parametrize("role", [Role.TKSK, Role.VILLAGE_HEAD, Role.LK3, Role.DINAS])
def test_readers_see_all_and_change_nothing(plan, action, done, village, as_role, role):
    target = action.targets.create(family=plasma(village))
    client = as_role(role)
    for name in READ:
        page = client.get(url_of(name, action))
        assert page.status_code == 200
        assert "Catat hasil" not in page.content.decode()
        assert "Tambah kegiatan" not in page.content.decode()
    for name in ACTING:
        assert client.post(url_of(name, action, target.pk, done.pk), {}).status_code == 403, name


def test_outsiders_get_404_and_bad_ids_too(plan, action, done, as_role, other_village):
    outsider, insider = as_role(Role.COORDINATOR, other_village), as_role(Role.COORDINATOR)
    other = ActionItem(pk=action.pk, plan=WorkPlanFactory(care_unit=CareUnitFactory(village=other_village)))
    for name in (*READ, *ACTING):
        codes = {outsider.get(url_of(name, action)).status_code, outsider.post(url_of(name, action), {}).status_code}
        assert codes <= {404, 405}, name
        if url_of(name, other) not in {
            url(short, other.plan) for short in ("actions", "results", "add_action", "hand_over")
        }:
            assert outsider.post(url_of(name, other), {}).status_code in {404, 405}, "an activity of another plan"
    for name in (*READ[1:2], "change_action", "targets", "record_result"):
        assert insider.get(url(name, plan, 999_999)).status_code == 404


def test_wrong_methods(action, as_role):
    client = as_role(Role.COORDINATOR)
    for name in ACTING:
        assert client.get(url_of(name, action)).status_code == (405 if name in POSTED else 200), name
        assert client.put(url_of(name, action)).status_code == 405, name
    for name in READ:
        assert client.post(url_of(name, action)).status_code == 405, name


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", [*READ, "targets", "record_result", "hand_over"])
def test_lists_take_few_queries(plan, village, as_role, django_assert_max_num_queries, count, name):
    secretary = make_user(Role.SECRETARY, village)
    for _ in range(count):
        action = ActionItemFactory(plan=plan, need=NeedFactory(plan=plan))
    for _ in range(count):
        action.targets.create(family=plasma(village))
        action.carried_out.create(activity=ActivityFactory(care_unit=plan.care_unit))
        plasma(village), ActivityFactory(care_unit=plan.care_unit)
    for position in (3, 5, 6)[:count]:
        snapshot_actions(plan.stages.get(position=position), actor=secretary)
    client = as_role(Role.SECRETARY)
    client.get(url_of(name, action))
    with django_assert_max_num_queries(18 if name == "action" else 14):
        client.get(url_of(name, action))


def test_an_activity_for_forty_families_stays_below_50_kb(plan, village, as_role):
    action = ActionItemFactory(plan=plan, target_number=100)
    add_targets(action, [plasma(village) for _ in range(40)], actor=make_user(Role.SECRETARY, village))
    client, one_more = as_role(Role.SECRETARY), plasma(village)
    for name in ("action", "record_result"):
        assert client.get(url_of(name, action)).status_code == 200
    answer = client.post(url_of("targets", action), {"families": [one_more.pk]})
    assert "paling banyak 40 keluarga" in answer.content.decode()


def test_a_full_action_plan_stays_below_50_kb(plan, as_role):
    secretary = make_user(Role.SECRETARY, plan.care_unit.village)
    for _ in range(25):
        ActionItemFactory(plan=plan, name="Kebun gizi keluarga di pekarangan", judgement="Baik " * 20, reached=3)
    snapshot_actions(plan.stages.get(position=3), actor=secretary)
    client = as_role(Role.SECRETARY)
    for name in ("actions", "results", "hand_over"):
        assert client.get(url(name, plan)).status_code == 200
