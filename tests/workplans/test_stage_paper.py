"""What the report of a stage says of its work, and what is said when a paper could not be made."""

import json
from dataclasses import asdict

import pytest

from accounts.enums import Role
from documents.models import Document
from documents.services.rendering import pdf_of
from tests.factories.families import FamilyFactory
from tests.factories.workplans import ActionItemFactory, NeedFactory, SourceFactory
from tests.workplans.doing import ready, report_up_to, stage_at, url, writer_of
from workplans.documents.stage import StageReport
from workplans.models import ActionItem, NeedSource, Vote
from workplans.services.actions import change_action
from workplans.services.reports import report_stage

pytestmark = pytest.mark.django_db

pytestmark = pytest.mark.django_db


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
