"""The pages of plans, stages and steps: who gets in, and what each does."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from jobs.models import Job
from jobs.services import run_job
from tests.factories.documents import make_photo
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_village
from tests.factories.workplans import WorkPlanFactory, months_ago, stage_meeting
from tests.workplans.doing import begin, ready, report_up_to, stage_at, url, writer_of
from workplans.models import PlanStage, PlanStep, WorkPlan
from workplans.services.reports import report_stage
from workplans.services.stages import answer_report

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate().strftime("%d-%m-%Y")


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village), starts_on=months_ago(2))


@pytest.fixture
def writer(plan):
    return writer_of(plan)


@pytest.fixture
def secretary(village, as_role):
    return as_role(Role.SECRETARY)


def page_of(client, address):
    return client.get(address).content.decode()


def test_a_plan_is_begun_once_and_its_writer_lands_on_it(village, secretary):
    unit = CareUnitFactory(village=village)
    assert "Mulai rencana pertama" in page_of(secretary, url("list"))
    form = {
        "form_token": uuid.uuid4(), "unit": unit.pk, "starts_on": months_ago(0).isoformat(),
        "facilitator": "Ferdi Sabuin, TKSK",
    }  # fmt: skip

    answers = [secretary.post(url("begin"), form) for _ in range(2)]

    plan = WorkPlan.objects.get()
    assert {answer.url for answer in answers} == {plan.get_absolute_url()}
    assert secretary.get(url("list")).url == plan.get_absolute_url()
    page = page_of(secretary, plan.get_absolute_url())
    assert "Ferdi Sabuin, TKSK" in page
    assert "Mulai tahap ini" in page
    again = secretary.post(url("begin"), form | {"form_token": uuid.uuid4()})
    assert (again.status_code, "masih menjalankan" in again.content.decode()) == (422, True)


def test_without_a_working_fcu_nothing_begins(village, secretary):
    assert secretary.get(url("begin")).url == url("list")
    CareUnitFactory(village=make_village("53.01.05.2010"))
    assert secretary.get(url("begin")).url == url("list")


def test_a_new_plan_carries_on_the_closed_one(plan, secretary):
    WorkPlan.objects.update(state="closed")
    form = {"form_token": uuid.uuid4(), "unit": plan.care_unit_id, "starts_on": months_ago(0).isoformat()}
    secretary.post(url("begin"), form | {"facilitator": "Ferdi"})
    assert WorkPlan.objects.get(state="running").previous == plan
    assert "Rencana lain FCU ini" in page_of(secretary, plan.get_absolute_url())


def test_the_checklist_says_what_is_late_and_what_to_tick(plan, secretary):
    begin(plan, 1, writer_of(plan))
    PlanStage.objects.filter(position=1).update(report_due_on=timezone.localdate() - timedelta(days=5))
    step = stage_at(plan, 1).steps.first()

    page = page_of(secretary, plan.get_absolute_url())

    assert "Laporan tahap 1 belum dikirim ke TKSK." in page
    assert "lewat 5 hari" in page
    assert url("finish_step", plan.pk, step.pk) in page
    assert "1 hadir" in page


def test_who_only_reads_finds_nothing_to_press(plan, as_role):
    begin(plan, 1, writer_of(plan))
    client = as_role(Role.VILLAGE_HEAD)
    for address in (plan.get_absolute_url(), stage_at(plan, 1).get_absolute_url(), url("parties", plan.pk)):
        page = page_of(client, address)
        assert "workplans" not in page
        assert 'action="/rencana-kerja/' not in page
        assert "/fcu/" not in page


def test_a_plan_is_delayed_stopped_and_carried_on_from_its_page(plan, secretary):
    wrong = secretary.post(url("delay", plan.pk), {"version": 1, "from_position": 2, "months": 1, "reason": ""})
    assert wrong.status_code == 422
    secretary.post(url("delay", plan.pk), {"version": 1, "from_position": 2, "months": 1, "reason": "Panen raya"})
    assert stage_at(plan, 2).begins_on == months_ago(0)
    assert "Mulai tahap 2, 1 bulan. Panen raya" in page_of(secretary, plan.get_absolute_url())

    assert secretary.post(url("plan_step", plan.pk, "stop"), {"version": 2, "note": ""}).status_code == 422
    secretary.post(url("plan_step", plan.pk, "stop"), {"version": 2, "note": "Banjir"})
    page = page_of(secretary, plan.get_absolute_url())
    assert "Dilanjutkan pada" in page
    assert "Geser jadwal" not in page
    month = months_ago(-1).isoformat()
    secretary.post(url("plan_step", plan.pk, "restart"), {"version": 3, "note": "", "month": month})

    plan.refresh_from_db()
    assert plan.state == "running"
    assert stage_at(plan, 1).begins_on == months_ago(-1)


def test_a_stale_delay_is_told(plan, secretary):
    form = {"version": 1, "from_position": 1, "months": 1, "reason": "Panen"}
    secretary.post(url("delay", plan.pk), form)
    answer = secretary.post(url("delay", plan.pk), form, follow=True)
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()
    assert stage_at(plan, 1).begins_on == months_ago(1)


def test_a_plan_is_closed_from_its_page(plan, secretary, writer):
    report_up_to(plan, 7, writer)
    address = url("plan_step", plan.pk, "close")
    assert secretary.post(address, {"version": 1, "note": "Sepakat"}).status_code == 422
    secretary.post(address, {"version": 1, "note": "Sepakat", "follow_up": "agenda"})
    page = page_of(secretary, plan.get_absolute_url())
    assert "Dilanjutkan dalam agenda kerja tahunan" in page
    assert "Mulai rencana baru" in page


def test_the_first_stages_go_their_way_from_their_pages(plan, secretary):
    def press(position, name, **data):
        stage = stage_at(plan, position)
        return secretary.post(
            url("stage_step", plan.pk, position, name), {"version": stage.version, **data}, follow=True
        ).content.decode()

    assert "sebelum rencana dimulai" in press(1, "open", opened_on="01-01-2020")
    assert "Tahap dimulai." in press(1, "open", opened_on=today())
    meeting = stage_meeting(plan)
    form = {"version": stage_at(plan, 1).version, "meeting": meeting.pk}
    assert secretary.post(url("stage_meeting", plan.pk, 1), form).status_code == 302
    assert "uraian hasil" in page_of(secretary, stage_at(plan, 1).get_absolute_url())
    form = {"version": stage_at(plan, 1).version, "result": "Hadir semua", "obstacle": "", "next_work": ""}
    assert secretary.post(url("write_stage", plan.pk, 1), form).status_code == 302
    assert "Masih ada 4 langkah" in press(1, "report", note="")
    assert "Laporan dikirim ke TKSK." in press(1, "report", note="Menyusul bulan depan.")

    assert "disampaikan kembali pada" in page_of(secretary, stage_at(plan, 2).get_absolute_url())
    assert "Tahap dimulai." in press(2, "open", opened_on=today(), told_on=today())
    assert meeting.reference in page_of(secretary, stage_at(plan, 2).get_absolute_url())


def test_a_stale_text_shows_both(plan, secretary, writer):
    begin(plan, 1, writer)
    version = stage_at(plan, 1).version
    form = {"version": version, "result": "Hadir semua", "obstacle": "", "next_work": ""}
    secretary.post(url("write_stage", plan.pk, 1), form)
    stale = secretary.post(url("write_stage", plan.pk, 1), form | {"result": "Hadir separuh"})
    assert stale.status_code == 409
    assert "Hadir semua" in stale.content.decode()
    assert "Hadir separuh" in stale.content.decode()


def test_the_tksk_reads_and_returns_a_report_then_accepts_it(plan, as_role, writer, secretary):
    report_stage(ready(plan, 1, writer), actor=writer)
    tksk, stage = as_role(Role.TKSK), stage_at(plan, 1)
    assert tksk.get(url("stage_report", plan.pk, 1)).url == stage.get_absolute_url()
    for job in Job.objects.filter(kind="documents.render_document"):
        run_job(job.pk)
    paper = tksk.get(url("stage_report", plan.pk, 1))
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")

    address = url("stage_step", plan.pk, 1, "return")
    assert tksk.post(address, {"version": stage.version, "note": ""}).status_code == 422
    tksk.post(address, {"version": stage.version, "note": "Sebutkan yang hadir"})
    assert "Sebutkan yang hadir" in page_of(secretary, stage.get_absolute_url())
    report_stage(stage_at(plan, 1), actor=writer)
    tksk.post(url("stage_step", plan.pk, 1, "accept"), {"version": stage_at(plan, 1).version, "note": ""})
    assert stage_at(plan, 1).state == "accepted"


def test_the_plan_shows_a_stage_that_runs_ahead_of_the_tksk(plan, secretary, writer):
    report_stage(ready(plan, 1, writer), actor=writer)
    begin(plan, 2, writer)
    begin(plan, 3, writer)
    page = page_of(secretary, plan.get_absolute_url())
    assert "sebelum laporan tahap 1 diterima TKSK; laporannya menunggu" in page
    assert "sebelum laporan tahap 2 diterima TKSK; <span" in page
    PlanStage.objects.filter(plan=plan, position=1).update(state="accepted")
    assert "sebelum laporan tahap 1" not in page_of(secretary, plan.get_absolute_url())


def test_a_stopped_plan_offers_the_tksk_alone_an_act(plan, secretary, as_role, writer):
    report_stage(ready(plan, 1, writer), actor=writer)
    begin(plan, 2, writer)
    WorkPlan.objects.update(state="stopped")
    assert "Langkah berikutnya" not in page_of(secretary, stage_at(plan, 1).get_absolute_url())
    assert "Langkah berikutnya" not in page_of(secretary, stage_at(plan, 2).get_absolute_url())
    assert "Terima laporan" in page_of(as_role(Role.TKSK), stage_at(plan, 1).get_absolute_url())


def test_the_opening_is_put_right_from_its_page(plan, secretary, writer):
    begin(plan, 1, writer)
    form = {"version": stage_at(plan, 1).version, "opened_on": plan.starts_on.strftime("%d-%m-%Y")}
    assert secretary.post(url("change_opening", plan.pk, 1), form).status_code == 302
    assert stage_at(plan, 1).opened_on == plan.starts_on


def test_a_step_is_ticked_on_the_day_of_its_meeting(plan, secretary, writer):
    step = begin(plan, 1, writer).steps.first()
    address = url("finish_step", plan.pk, step.pk)
    assert f'value="{today()}"' in page_of(secretary, address)
    ahead = (timezone.localdate() + timedelta(days=1)).strftime("%d-%m-%Y")
    wrong = secretary.post(address, {"version": 1, "done_on": ahead, "done_by": "", "note": ""})
    assert (wrong.status_code, "belum tiba" in wrong.content.decode()) == (422, True)

    secretary.post(address, {"version": 1, "done_on": today(), "done_by": "Melki", "note": "Ramai"})

    assert "Melki" in page_of(secretary, plan.get_absolute_url())
    secretary.post(url("reopen_step", plan.pk, step.pk))
    step.refresh_from_db()
    assert step.done_on is None


def test_a_step_of_its_own_is_added_changed_and_removed(plan, secretary, writer):
    begin(plan, 1, writer)
    form = {"form_token": uuid.uuid4(), "text": "Mengunjungi gereja", "planned_on": today()}
    for _ in range(2):
        secretary.post(url("add_step", plan.pk, 1), form)
    step = PlanStep.objects.get(is_added=True)
    form = {"version": 1, "text": "Mengunjungi jemaat", "planned_on": today()}
    secretary.post(url("change_step", plan.pk, step.pk), form)
    assert "Mengunjungi jemaat" in page_of(secretary, stage_at(plan, 1).get_absolute_url())
    secretary.post(url("remove_step", plan.pk, step.pk))
    assert not PlanStep.objects.filter(is_added=True).exists()


def test_evidence_comes_is_handed_out_and_goes(plan, secretary, writer):
    step = begin(plan, 1, writer).steps.first()
    address = f"{url('add_paper', plan.pk, 1)}?langkah={step.pk}"
    assert f'value="{step.pk}" selected' in page_of(secretary, address)
    form = {"form_token": uuid.uuid4(), "caption": "Peta lingkungan", "step": step.pk}
    for _ in range(2):
        secretary.post(address, form | {"file": make_photo()})
    paper = step.papers.get()
    assert "Peta lingkungan" in page_of(secretary, stage_at(plan, 1).get_absolute_url())
    photo = secretary.get(url("paper", plan.pk, paper.pk))
    assert (photo["Content-Type"], len(b"".join(photo.streaming_content))) == ("image/jpeg", paper.file.size)
    secretary.post(url("remove_paper", plan.pk, paper.pk))
    assert secretary.get(url("paper", plan.pk, paper.pk)).status_code == 404
    wrong = secretary.get(f"{url('add_paper', plan.pk, 1)}?langkah=x")
    assert wrong.status_code == 200


def test_a_party_is_ticked_and_unticked(plan, secretary):
    party = plan.template.parties.first()
    wrong = secretary.post(url("tick_party", plan.pk, party.pk), {"done_on": "01-01-2020", "note": ""})
    assert (wrong.status_code, "sebelum rencana dimulai" in wrong.content.decode()) == (422, True)
    assert secretary.post(url("tick_party", plan.pk, party.pk), {"done_on": "", "note": ""}).status_code == 422
    secretary.post(url("tick_party", plan.pk, party.pk), {"done_on": today(), "note": "Di balai"})
    assert "Di balai" in page_of(secretary, url("parties", plan.pk))
    assert "1 dari 15 pelibatan" in page_of(secretary, plan.get_absolute_url())
    secretary.post(url("untick_party", plan.pk, party.pk))
    assert not plan.involved.exists()
    assert secretary.post(url("tick_party", plan.pk, 999_999), {"done_on": today()}).status_code == 404


def test_for_the_tksk_what_waits_comes_first(plan, as_role, writer):
    elsewhere = WorkPlanFactory(care_unit__village=make_village("53.01.05.2010"), starts_on=months_ago(1))
    tksk = as_role(Role.TKSK)

    def names():
        page = page_of(tksk, url("list"))
        return sorted(("Tablolong", "Lifuleo"), key=lambda name: page.index(f"Desa {name}<"))

    assert names()[0] == "Lifuleo"
    report_stage(ready(plan, 1, writer), actor=writer)
    assert names()[0] == "Tablolong"
    page = page_of(tksk, f"{url('list')}?keadaan=menunggu")
    assert ("Desa Tablolong<" in page, "Desa Lifuleo<" in page) == (True, False)
    page = page_of(tksk, f"{url('list')}?q=lifuleo")
    assert ("Desa Tablolong<" in page, elsewhere.get_absolute_url() in page) == (False, True)
    assert "Tidak ada yang cocok" in page_of(tksk, f"{url('list')}?q=entah&keadaan=closed")
    assert "Desa Lifuleo<" in page_of(tksk, f"{url('list')}?keadaan=terlambat")


def test_the_home_page_tells_what_is_late_returned_or_waiting(plan, secretary, as_role, writer):
    tksk = as_role(Role.TKSK)
    assert "Tahap 1 belum dimulai: Pendekatan awal" in page_of(secretary, "/")
    begin(plan, 1, writer)
    assert "Laporan tahap 1 belum dikirim" in page_of(secretary, "/")
    PlanStage.objects.filter(position=1).update(result="Baik")
    report_stage(stage_at(plan, 1), note="Menyusul", actor=writer)
    assert "Laporan tahap 1 menunggu Anda: Pendekatan awal" in page_of(tksk, "/")
    assert "Laporan tahap 1" not in page_of(secretary, "/")
    answer_report(stage_at(plan, 1), "return", note="Lengkapi", actor=tksk.user)
    assert "Laporan tahap 1 dikembalikan TKSK" in page_of(secretary, "/")
    WorkPlan.objects.update(state="stopped")
    assert "Tahap" not in page_of(secretary, "/")


def test_another_facilitator_takes_over_and_a_stale_page_is_told(plan, secretary):
    address = url("change_facilitator", plan.pk)
    assert secretary.post(address, {"facilitator": "Rosa Liu", "version": 1}).url == plan.get_absolute_url()
    assert "Rosa Liu" in page_of(secretary, plan.get_absolute_url())
    late = secretary.post(address, {"facilitator": "Melki Tefa", "version": 1})
    assert (late.status_code, "Rosa Liu" in late.content.decode()) == (409, True)
    assert WorkPlan.objects.get().facilitator == "Rosa Liu"
    WorkPlan.objects.update(state="stopped")
    assert address not in page_of(secretary, plan.get_absolute_url())
    refused = secretary.post(address, {"facilitator": "Melki Tefa", "version": 2})
    assert "Lanjutkan dahulu rencananya" in refused.content.decode()


def test_a_plan_is_offered_to_be_closed_when_all_is_reported(plan, secretary):
    assert "Tutup rencana" not in page_of(secretary, plan.get_absolute_url())
    meeting = {"meeting": stage_meeting(plan), "reported_on": timezone.localdate(), "told_on": timezone.localdate()}
    for stage in plan.stages.all():
        told = {**meeting, "told_minutes": meeting["meeting"]}
        PlanStage.objects.filter(pk=stage.pk).update(state="reported", **told)
    assert "Tutup rencana" in page_of(secretary, plan.get_absolute_url())
