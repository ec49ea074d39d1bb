"""What was typed and refused, or left, is on the page again."""

import re

import pytest

from accounts.enums import Role
from accounts.models import FormEntry
from tests.factories.regions import make_village
from tests.factories.workplans import ActionItemFactory, WorkPlanFactory
from tests.workplans.doing import begin, ready, stage_at, url, writer_of
from workplans.services.stages import write_stage

pytestmark = pytest.mark.django_db

pytestmark = pytest.mark.django_db


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
