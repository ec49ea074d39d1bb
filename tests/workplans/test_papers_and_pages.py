"""What a stage's report says of its work, and pages that keep what was typed."""

import json
import re
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import FormEntry
from documents.models import Document
from documents.services.rendering import pdf_of
from fcu_project.menu import menu_for
from tests.factories.families import FamilyFactory
from tests.factories.regions import make_village
from tests.factories.workplans import ActionItemFactory, NeedFactory, SourceFactory, WorkPlanFactory, months_ago
from tests.workplans.doing import begin, ready, report_up_to, stage_at, url, writer_of
from workplans.documents.stage import StageReport
from workplans.enums import PartyGroup
from workplans.models import ActionItem, NeedSource, PlanStage, PlanStep, Vote
from workplans.queries import calendar
from workplans.queries.calendar import plan_calendar
from workplans.services.actions import change_action
from workplans.services.reports import report_stage
from workplans.services.stages import write_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return WorkPlanFactory(starts_on=months_ago(6))


@pytest.fixture
def writer(plan):
    return writer_of(plan)


@pytest.fixture
def assessed(plan):
    """Two needs, the lesser one first by the votes of stage 3; the other one without a source."""
    met = NeedFactory(plan=plan, text="Air bersih di RT 004", families=3)
    NeedFactory(
        plan=plan, text="Rumah layak huni", families=9, gravity=3, answer="advocacy", answer_note="Dinas Perumahan"
    )
    NeedSource.objects.create(need=met, source=SourceFactory(plan=plan, text="Mata air Oematnunu", kind="nature"))
    Vote.objects.create(stage=plan.stages.get(position=3), need=met, count=3)
    return plan


def report_of(plan, position):
    """Its content, for a stage that the test brought to be reported."""
    return report_stage(stage_at(plan, position), actor=writer_of(plan)) and stage_at(plan, position).document.content


def test_the_report_of_the_assessment_ranks_needs_and_says_where_none_has_a_source(assessed, writer):
    report_up_to(assessed, 2, writer)
    ready(assessed, 3, writer)

    told = report_of(assessed, 3)["assessment"]

    assert told["order"] == "suara warga pada tahap 3"
    assert told["needs"] == [
        [1, "Air bersih di RT 004", "3", "Sedang", "3", "Mata air Oematnunu"],
        [2, "Rumah layak huni", "9", "Berat", "–", "Tanpa sumber"],
    ]
    assert told["without_source"] == [["Rumah layak huni", "Diadvokasikan", "Dinas Perumahan"]]
    assert told["sources"] == [["Alam", ["Mata air Oematnunu"]]]


def test_the_fourth_stage_follows_the_votes_before_it_when_it_has_none(assessed, writer):
    report_up_to(assessed, 3, writer)
    ready(assessed, 4, writer)
    told = report_of(assessed, 4)
    assert told["assessment"]["needs"][0][1:2] == ["Air bersih di RT 004"]
    assert (told["actions"], told["changes"], told["results"]) == (None, None, None)


def test_the_report_of_the_design_holds_the_action_plan_and_what_changed_in_it(plan, writer):
    action = ActionItemFactory(plan=plan, name="Kebun gizi", target_number=12, funds=1_150_000, fund_source="village")
    action.targets.create(family=FamilyFactory(head_name="Obaja Tefnai", village=plan.care_unit.village))
    report_up_to(plan, 4, writer)
    change_action(ActionItem.objects.get(), actor=writer, target_number=15)
    ActionItemFactory(plan=plan, name="Posyandu remaja")
    ready(plan, 5, writer)

    told = report_of(plan, 5)

    assert [each["name"] for each in told["actions"]] == ["Kebun gizi", "Posyandu remaja"]
    facts = dict(told["actions"][0]["facts"])
    assert facts["Sasaran"].startswith("15 keluarga")
    assert facts["Dana"].startswith("Rp")
    assert "Yosina Koa (ketua)" in facts["Tim kerja"]
    assert told["changes"]["title"] == "Perubahan sejak tahap 3"
    assert told["changes"]["added"] == ["Posyandu remaja"]
    assert told["changes"]["changed"][0]["fields"][0]["now"] == "15"
    assert "Obaja" not in json.dumps(told)
    assert pdf_of(stage_at(plan, 5).document).startswith(b"%PDF-")


def test_a_report_sent_again_still_says_what_changed_since_the_stage_before(plan, writer):
    ActionItemFactory(plan=plan, name="Kebun gizi")
    report_up_to(plan, 4, writer)
    change_action(ActionItem.objects.get(), actor=writer, target_number=15)
    ready(plan, 5, writer)
    report_of(plan, 5)
    again = asdict(StageReport.load(stage_at(plan, 5), "1", ""))
    assert again["changes"]["changed"][0]["name"] == "Kebun gizi"


def test_the_last_report_sets_what_was_reached_beside_what_was_planned(plan, writer):
    action = ActionItemFactory(plan=plan, name="Kebun gizi", target_number=12)
    report_up_to(plan, 6, writer)
    ActionItem.objects.update(reached=9, judgement="Sayur cukup.", agreement="Diteruskan dasawisma.")
    ready(plan, 7, writer)

    results = report_of(plan, 7)["results"]

    assert [(row["planned"], row["reached"], row["held"]) for row in results["rows"]] == [("12", "9", "0 dari 1")]
    assert results["rows"][0]["facts"] == [
        ["Penilaian warga", "Sayur cukup."], ["Kesepakatan", "Diteruskan dasawisma."],
    ]  # fmt: skip
    assert str(action.pk) not in results
    assert pdf_of(stage_at(plan, 7).document).startswith(b"%PDF-")


def test_the_first_stages_say_nothing_of_needs_and_activities(plan, writer):
    NeedFactory(plan=plan)
    told = asdict(StageReport.load(report_up_to(plan, 1, writer), "1", ""))
    assert [told[name] for name in ("assessment", "actions", "changes", "results")] == [None] * 4


@pytest.mark.parametrize("count", [1, 9])
def test_a_report_takes_few_queries(plan, writer, django_assert_max_num_queries, count):
    for _ in range(count):
        NeedSource.objects.create(need=NeedFactory(plan=plan), source=SourceFactory(plan=plan))
        ActionItemFactory(plan=plan)
    report_up_to(plan, 3, writer)
    stage = stage_at(plan, 3)
    with django_assert_max_num_queries(26):
        StageReport.load(stage, "1", "")


def sent(form_step, **given):
    return {"version": form_step.version, **given}


def test_a_refused_step_of_a_stage_keeps_the_note_on_the_page(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    stage = begin(plan, 1, client.user, meeting=False)
    address = url("stage_step", plan.pk, 1, "report")

    answer = client.post(address, sent(stage, note="Tim dinas belum dapat hadir."))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tim dinas belum dapat hadir." in page
    assert "Laporan belum bisa dikirim" in page


def test_a_step_sent_from_an_older_page_may_be_sent_again(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    ready(plan, 1, client.user)
    address = url("stage_step", plan.pk, 1, "report")

    answer = client.post(address, {"version": 1, "note": "Sudah lengkap semuanya."})

    assert answer.status_code == 422
    assert "Sudah lengkap semuanya." in answer.content.decode()
    assert f'name="version" value="{stage_at(plan, 1).version}"' in answer.content.decode()


def test_a_step_that_is_on_offer_no_more_is_told_on_the_page_of_the_stage(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    stage = begin(plan, 1, client.user)
    answer = client.post(url("stage_step", plan.pk, 1, "open"), sent(stage, opened_on=stage.opened_on))
    assert answer.status_code == 302
    assert "note bad" in client.get(stage.get_absolute_url()).content.decode()


def test_a_refused_step_of_a_plan_keeps_the_note_on_the_page(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    note = {"note": "Dilanjutkan bersama PKK.", "follow_up": "agenda"}
    stop = client.post(url("plan_step", plan.pk, "stop"), {"version": 99, "note": "Banjir besar di dusun."})
    assert stop.status_code == 422
    assert "Banjir besar di dusun." in stop.content.decode()
    close = client.post(url("plan_step", plan.pk, "close"), sent(plan, **note))
    assert close.status_code == 302
    assert "Belum dilaporkan" in client.get(plan.get_absolute_url()).content.decode()


def test_a_refused_delay_keeps_the_reason_on_the_page(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    given = {"version": 99, "from_position": 2, "months": 1, "reason": "Musim panen."}
    answer = client.post(url("delay", plan.pk), given)
    assert answer.status_code == 422
    assert "Musim panen." in answer.content.decode()


def keep_draft(client, page, data):
    """As draft.js does: posts to the address that the page says."""
    address = re.search(r'data-draft-url="([^"]+)"', page.content.decode())[1]
    assert client.post(address, data).status_code == 204
    return address.rstrip("/").rpartition("/")[2]


def test_what_was_written_of_a_stage_and_not_sent_is_shown_again_at_that_stage_alone(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    begin(plan, 1, client.user)
    stage = begin(plan, 2, client.user)
    first, second = url("write_stage", plan.pk, 1), url("write_stage", plan.pk, 2)
    token = keep_draft(client, client.get(second), {"result": "Sembilan kebutuhan dikenali", "version": stage.version})

    assert "Sembilan kebutuhan" in client.get(second).content.decode()
    assert "Sembilan kebutuhan" not in client.get(first).content.decode()
    assert "js/draft.js" in client.get(second).content.decode()

    given = {"result": "Sembilan kebutuhan dikenali", "version": stage.version, "form_token": token}
    assert client.post(second, given).status_code == 302
    assert not FormEntry.objects.exists()


def test_a_draft_can_be_dropped_for_what_is_stored(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    stage = begin(plan, 1, client.user)
    address = url("write_stage", plan.pk, 1)
    keep_draft(client, client.get(address), {"result": "Salah ketik", "version": stage.version})
    assert client.post(address, {"buang": "ya"}).status_code == 302
    assert "Salah ketik" not in client.get(address).content.decode()
    assert stage_at(plan, 1).result == ""


def test_a_draft_over_what_somebody_saved_since_is_compared_first(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    stage = begin(plan, 1, client.user)
    address = url("write_stage", plan.pk, 1)
    token = keep_draft(client, client.get(address), {"result": "Punya saya", "version": stage.version})
    write_stage(stage_at(plan, 1), result="Punya orang lain", actor=writer_of(plan))

    answer = client.post(address, {"result": "Punya saya", "version": stage.version, "form_token": token})

    assert answer.status_code == 409
    assert f'data-draft-url="/akun/konsep/stage-text-{stage.pk}/{token}/"' in answer.content.decode()
    assert FormEntry.objects.count() == 1


def test_an_activity_that_was_not_sent_is_shown_again_with_its_months(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    address, month = url("add_action", plan.pk), f"{plan.starts_on:%Y-%m}"
    keep_draft(client, client.get(address), {"name": "Posyandu remaja", "months": [month], "funds": "1.150.000"})

    page = client.get(address).content.decode()

    assert 'value="Posyandu remaja"' in page
    assert 'value="1.150.000"' in page
    assert re.search(rf'value="{month}"[^>]* checked', page)
    other = WorkPlanFactory(care_unit__village=make_village("53.01.05.2010"))
    assert "Posyandu remaja" not in as_role(Role.SECRETARY, other.care_unit.village).get(
        url("add_action", other.pk)
    ).content.decode()  # fmt: skip


def test_a_change_of_an_activity_is_kept_apart_from_a_new_one(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    action = ActionItemFactory(plan=plan, name="Kebun gizi")
    address = url("change_action", plan.pk, action.pk)
    keep_draft(client, client.get(address), {"name": "Kebun toga", "version": action.version})
    assert "Kebun toga" in client.get(address).content.decode()
    assert "Kebun toga" not in client.get(url("add_action", plan.pk)).content.decode()


def calendar_words(user):
    return plan_calendar(user).decode().replace("\r\n ", "").replace("\\,", ",")


def test_the_calendar_says_the_village_of_each_step(plan, writer):
    PlanStep.objects.update(planned_on=timezone.localdate())
    words = calendar_words(writer)
    summaries = re.findall(r"SUMMARY:(.*?)\r\n", words)
    assert summaries
    assert all(summary.endswith(plan.care_unit.village.full_name) for summary in summaries)


def test_the_calendar_does_not_hand_out_what_the_unit_wrote_itself(plan, writer):
    step = plan.stages.get(position=1).steps.create(
        position=9, text="Jemput Obaja Tefnai", planned_on=timezone.localdate(), is_added=True
    )
    words = calendar_words(writer)
    assert f"langkah-{step.pk}@" in words
    assert "Obaja" not in words
    assert "Langkah tambahan" in words


def test_the_calendar_leaves_out_steps_of_reported_stages_and_what_is_long_past(plan, writer):
    report_up_to(plan, 1, writer)
    PlanStep.objects.update(planned_on=timezone.localdate(), done_on=None)
    reported, waiting = (plan.stages.get(position=number).steps.first() for number in (1, 2))
    old = plan.stages.get(position=2)
    assert old.begins_on < timezone.localdate() - timedelta(days=31)

    words = calendar_words(writer)

    assert f"langkah-{waiting.pk}@" in words
    assert f"langkah-{reported.pk}@" not in words
    assert f"tahap-{old.pk}@" not in words


def test_the_calendar_keeps_the_nearest_ahead_when_it_is_cut(writer, plan, monkeypatch):
    monkeypatch.setattr(calendar, "MOST_EVENTS", 2)
    today = timezone.localdate()
    PlanStage.objects.update(begins_on=today + timedelta(days=200), report_due_on=today + timedelta(days=300))
    PlanStep.objects.update(planned_on=today + timedelta(days=90))
    last = PlanStage.objects.order_by("-pk").first()
    PlanStage.objects.filter(pk=last.pk).update(report_due_on=today + timedelta(days=1))
    first_step = PlanStep.objects.order_by("-pk").first()
    PlanStep.objects.filter(pk=first_step.pk).update(planned_on=today + timedelta(days=2))
    PlanStep.objects.exclude(pk=first_step.pk).filter(stage__position=1).update(planned_on=today - timedelta(days=9))
    assert re.findall(r"UID:(.*?)@", calendar_words(writer)) == [f"laporan-{last.pk}", f"langkah-{first_step.pk}"]


def test_a_report_that_could_not_be_made_says_so_and_how_to_try_again(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    stage = report_up_to(plan, 1, client.user)
    Document.objects.update(state="failed")
    page = client.get(stage.get_absolute_url()).content.decode()
    assert "gagal dibuat" in page
    assert "Berkas saya" in page
    assert "sedang dibuat" not in page
    answer = client.get(url("stage_report", plan.pk, 1), follow=True).content.decode()
    assert "sedang dibuat" not in answer


def test_a_paper_of_the_plan_that_could_not_be_made_says_so(plan, as_role):
    client = as_role(Role.SECRETARY, plan.care_unit.village)
    client.post(url("print", plan.pk, "plan_book"))
    client.get(url("timeline", plan.pk))
    Document.objects.update(state="failed")
    for address in (url("timeline", plan.pk), url("paper_of_plan", plan.pk, "plan_book")):
        page = client.get(address, follow=True).content.decode()
        assert "agal dibuat" in page
        assert "edang dibuat" not in page


@pytest.mark.parametrize("role", [Role.DISTRICT_HEAD, Role.DINAS_PROVINCE, Role.MINISTRY, Role.TKSK, Role.DINAS])
def test_whoever_sees_figures_finds_those_of_the_plans_in_the_menu(plan, as_role, role):
    client = as_role(role)
    assert f'href="{url("figures")}"' in client.get(url("figures")).content.decode()
    assert client.get(url("figures")).status_code == 200


def test_who_sees_no_figures_has_no_entry_for_them(plan, as_role):
    labels = [item.url_name for item in menu_for(as_role(Role.MENTOR).user)]
    assert "workplans:figures" not in labels


def test_the_target_families_are_called_so():
    assert PartyGroup.TARGET.label == "Keluarga sasaran"
