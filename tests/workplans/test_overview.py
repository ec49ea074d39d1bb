"""Plans at a glance: the timeline, the grid, what is late, the calendar, reminders, papers, figures."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from documents.enums import DocumentKind
from documents.models import Document
from jobs.models import Job
from jobs.services import run_job
from mentoring.models import CalendarFeed
from mentoring.services.feeds import renew_feed
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_village
from tests.factories.workplans import (
    ActionItemFactory,
    NeedFactory,
    SourceFactory,
    WorkPlanFactory,
    months_ago,
    stage_meeting,
)
from tests.workplans.doing import happened
from workplans.enums import StageState
from workplans.figures import plan_figures
from workplans.models import NeedSource, PlanStage, WorkPlan
from workplans.queries.overview import timeline_of
from workplans.queries.plans import stages_of
from workplans.services.reminding import remind

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"workplans:{name}", args=args)


@pytest.fixture
def plan(village):
    """In its third month: two stages reported, the third under way."""
    plan = WorkPlanFactory(care_unit=CareUnitFactory(village=village), starts_on=months_ago(2))
    for stage in plan.stages.filter(position__lt=4):
        stage.opened_on = stage.begins_on
        stage.meeting = stage_meeting(plan, held_on=stage.begins_on)
        if stage.position > 1:
            stage.told_on, stage.told_minutes = stage.begins_on, plan.stages.get(position=stage.position - 1).meeting
        stage.state = StageState.UNDER_WAY
        if stage.position < 3:
            stage.state, stage.reported_on = StageState.ACCEPTED, stage.ends_on
            happened(stage, StageState.REPORTED, stage.ends_on)
        stage.save()
        stage.steps.filter(position=1).update(done_on=stage.begins_on)
    return plan


def test_the_timeline_sets_what_was_done_under_what_was_planned(plan):
    line = timeline_of(stages_of(plan))

    assert [row.done is not None for row in line.rows] == [True, True, True, False, False, False, False]
    assert line.rows[0].tone == "good"
    assert line.rows[0].planned == line.rows[0].done
    assert [is_done for _, is_done in line.rows[0].marks] == [True, False, False, False, False]
    assert 0.28 < line.today < 0.44
    assert line.title.endswith("2 sudah dilaporkan, 0 terlambat")


def test_the_page_draws_it_and_says_it_in_a_table(plan, as_role):
    page = as_role(Role.VILLAGE_HEAD).get(url("timeline", plan.pk)).content.decode()
    assert '<svg class="chart"' in page
    assert page.count("Diterima TKSK") >= 2
    assert "kini" in page


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_grid_takes_few_queries(as_role, django_assert_max_num_queries, count):
    for number in range(count):
        WorkPlanFactory(care_unit=CareUnitFactory(village=make_village(f"53.01.05.{2011 + number}")))
    client = as_role(Role.DINAS, make_village().parent.parent)
    with django_assert_max_num_queries(10):
        page = client.get(url("grid")).content.decode()
    assert page.count("</tr>") == count + 1
    assert len(page) < 50_000


def test_the_grid_shows_units_without_a_plan_and_searches(plan, as_role, other_village):
    CareUnitFactory(village=make_village("53.01.05.2012"))
    WorkPlanFactory(care_unit=CareUnitFactory(village=other_village))
    client = as_role(Role.TKSK)
    page = client.get(url("grid")).content.decode()
    assert "belum punya rencana kerja" in page
    assert other_village.full_name not in page
    assert "Tidak ada yang cocok" in client.get(url("grid"), {"q": "xyz"}).content.decode()


def test_what_is_late_stands_longest_first(plan, as_role, django_assert_max_num_queries):
    PlanStage.objects.filter(position=3).update(report_due_on=timezone.localdate() - timedelta(days=4))
    PlanStage.objects.filter(position=4).update(ends_on=timezone.localdate() - timedelta(days=1))
    client = as_role(Role.LK3, make_village().parent.parent)
    with django_assert_max_num_queries(10):
        page = client.get(url("late")).content.decode()
    assert page.index("Laporan terlambat") < page.index("Terlambat dimulai")
    assert "4 hari" in page
    assert "2 tahap" in page


@pytest.mark.parametrize("name", ["export_grid", "export_late"])
def test_both_lists_come_as_a_spreadsheet(plan, as_role, name):
    PlanStage.objects.filter(position=3).update(report_due_on=timezone.localdate() - timedelta(days=4))
    answer = as_role(Role.DINAS, make_village().parent.parent).get(url(name))
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("kind", [DocumentKind.PLAN_TIMELINE, DocumentKind.PLAN_BOOK])
def test_a_plan_is_printed(plan, as_role, kind):
    need = NeedFactory(plan=plan, text="Air bersih di RT 004")
    NeedSource.objects.create(need=need, source=SourceFactory(plan=plan))
    ActionItemFactory(plan=plan, need=need)
    client = as_role(Role.SECRETARY)
    assert client.get(url("paper_of_plan", plan.pk, kind)).status_code == 404

    client.post(url("print", plan.pk, kind))

    assert client.get(url("paper_of_plan", plan.pk, kind)).status_code == 302
    run_job(Job.objects.get().pk)
    answer = client.get(url("paper_of_plan", plan.pk, kind))
    pages = pikepdf.open(BytesIO(b"".join(answer.streaming_content))).pages
    assert len(pages) == 1 if kind == DocumentKind.PLAN_TIMELINE else len(pages) > 9
    assert ("Air bersih" in str(Document.objects.get().content)) == (kind == DocumentKind.PLAN_BOOK)


def test_another_paper_than_these_is_404(plan, as_role):
    client = as_role(Role.SECRETARY)
    assert client.post(url("print", plan.pk, "referral_letter")).status_code == 404
    assert client.get(url("print", plan.pk, "plan_book")).status_code == 405


def test_the_calendar_of_a_secret_key_names_stages_and_steps(plan, as_role, client):
    secretary = as_role(Role.SECRETARY)
    feed = renew_feed(actor=secretary.user)
    words = client.get(url("feed", feed.key)).content.decode().replace("\r\n ", "")
    assert "Tahap 4 dimulai" in words
    assert "Batas laporan tahap 3" in words
    assert "Tahap 1 dimulai" not in words
    assert client.get(url("feed", "x")).status_code == 404
    assert url("feed", feed.key) in secretary.get(url("feed_address")).content.decode()


@pytest.mark.parametrize("role", [Role.VILLAGE_HEAD, Role.LK3, Role.DINAS])
def test_who_only_reads_plans_has_a_calendar_of_them_and_none_of_visits(plan, as_role, client, role):
    reader = as_role(role, plan.care_unit.village)
    assert "Buat alamat kalender" in reader.get(url("feed_address")).content.decode()
    reader.post(url("renew_feed"))
    key = CalendarFeed.objects.get(user=reader.user).key
    assert "Tahap 4 dimulai" in client.get(url("feed", key)).content.decode()
    assert client.get(reverse("mentoring:feed", args=[key])).status_code == 404
    reader.post(url("stop_feed"))
    assert client.get(url("feed", key)).status_code == 404


def test_what_is_late_is_found_by_village_or_kecamatan(plan, as_role):
    PlanStage.objects.filter(position=3).update(report_due_on=timezone.localdate() - timedelta(days=1))
    client = as_role(Role.DINAS, plan.care_unit.village.parent.parent)
    assert "Tidak ada yang cocok" in client.get(url("late"), {"q": "alor"}).content.decode()
    name = plan.care_unit.village.parent.name
    assert plan.get_absolute_url() in client.get(url("late"), {"q": name}).content.decode()


def test_who_writes_is_told_before_a_stage_and_weekly_when_it_is_late(plan, village):
    writer, tksk = make_user(Role.SECRETARY, village), make_user(Role.TKSK, village.parent)
    today = timezone.localdate()
    PlanStage.objects.filter(position=4).update(begins_on=today + timedelta(days=5), ends_on=today + timedelta(30))
    PlanStage.objects.filter(position=3).update(report_due_on=today - timedelta(days=1))

    for _ in range(2):
        remind(lambda done, total: None)

    assert [notice.user for notice in Notice.objects.filter(text__contains="dimulai")] == [writer]
    assert {notice.user for notice in Notice.objects.filter(text__contains="terlambat")} == {writer, tksk}
    assert Notice.objects.count() == 3
    Notice.objects.update(created_at=timezone.now() - timedelta(days=8))
    remind(lambda done, total: None)
    assert Notice.objects.filter(user=writer, text__contains="terlambat").count() == 2
    assert Notice.objects.filter(user=tksk).count() == 1


def test_figures_of_a_region_and_a_period(plan, other_village, django_assert_num_queries):
    WorkPlanFactory(care_unit=CareUnitFactory(village=other_village))
    need = NeedFactory(plan=plan)
    NeedFactory(plan=plan)
    NeedSource.objects.create(need=need, source=SourceFactory(plan=plan))
    ActionItemFactory(plan=plan)
    year = Period.of("Y", plan.starts_on)
    with django_assert_num_queries(8):
        figures = plan_figures(("53",), year)
    assert figures.plans == {"running": 1}
    assert (figures.begun, figures.closed, figures.late) == (1, 0, 0)
    assert set(figures.reported) <= {1, 2}
    assert (figures.needs, figures.needs_met, figures.actions) == (2, 1, 1)
    assert (figures.actions_carried_out, figures.families_targeted) == (0, 0)


def test_outsiders_see_nothing_of_it(plan, as_role, other_village):
    client = as_role(Role.SECRETARY, other_village)
    assert client.get(url("timeline", plan.pk)).status_code == 404
    assert client.post(url("print", plan.pk, "plan_book")).status_code == 404
    assert WorkPlan.objects.visible_to(client.user).count() == 0
    assert as_role(Role.TREASURER).get(url("grid")).status_code == 403


def test_figures_of_needs_are_those_of_plans_that_ran_in_the_period(plan):
    NeedFactory(plan=plan)
    before, this_year = (Period.of("Y", day) for day in (plan.starts_on - timedelta(days=800), plan.starts_on))
    assert [plan_figures(("53",), year).needs for year in (before, this_year)] == [0, 1]
    happened(plan, "stopped", timezone.localdate() - timedelta(days=800))
    assert plan_figures(("53",), this_year).needs == 0


def test_the_page_of_figures_shows_reports_by_stage(plan, as_role):
    client = as_role(Role.DINAS, plan.care_unit.village.parent.parent)
    year = Period.of("Y", plan.starts_on).code
    page = client.get(url("figures"), {"masa": year}).content.decode()
    assert "Rencana berjalan kini" in page
    assert "tahap 1: 1 dikirim" in page
    assert "tidak dikenal" in client.get(url("figures"), {"masa": "kemarin"}).content.decode()
    assert as_role(Role.MENTOR).get(url("figures")).status_code == 403
