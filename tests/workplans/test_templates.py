"""A regency's own stages: drafted, put in force for new plans; running plans keep theirs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.workplans import WorkPlanFactory
from workplans.enums import StageCode
from workplans.models import PlanStep, PlanTemplate, TemplateStage, TemplateStep
from workplans.services.plans import start_plan
from workplans.services.templates import (
    add_step,
    discard_template,
    fingerprint,
    hold_back,
    put_in_force,
    remove_step,
    reword_party,
    reword_stage,
    reword_step,
    start_template,
    swap_stages,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"workplans:{name}", args=args)


@pytest.fixture
def regency(village):
    return village.parent.parent


@pytest.fixture
def dinas(regency):
    return make_user(Role.DINAS, regency)


@pytest.fixture
def draft(regency, dinas):
    return start_template(regency, note="Asesmen sesudah identifikasi", actor=dinas)


def codes(template):
    return [stage.code for stage in template.stages.order_by("position")]


def test_a_draft_copies_what_holds_and_there_is_one_at_a_time(draft, regency, dinas):
    assert (draft.version, draft.is_draft) == ("53.01-1", True)
    assert codes(draft) == StageCode.values
    assert TemplateStep.objects.filter(stage__template=draft).count() == 34
    assert draft.parties.count() == 15
    assert PlanTemplate.objects.get(version="nasional-1").stages.count() == 7
    with pytest.raises(DomainError, match="Masih ada konsep"):
        start_template(regency, note="", actor=dinas)


def test_a_running_plan_keeps_its_template_with_all_that_was_recorded(draft, village, dinas):
    plan = WorkPlanFactory(care_unit=CareUnitFactory(village=village))
    PlanStep.objects.filter(stage__plan=plan, position=1).update(done_on=timezone.localdate(), note="Sudah")
    before = [(s.position, s.code, s.begins_on, s.steps.count()) for s in plan.stages.select_related("template_stage")]
    fourth = draft.stages.get(code=StageCode.NEEDS)
    swap_stages(draft, actor=dinas, seen=fingerprint(draft))
    add_step(fourth, text="Bertemu kader Posyandu", actor=dinas, seen=fingerprint(draft))
    reword_stage(fourth, title="Kebutuhan dan sumber", goal="Diketahui.", actor=dinas, seen=fingerprint(draft))
    put_in_force(draft, on=timezone.localdate(), note="Ditukar", actor=dinas, seen=fingerprint(draft))

    plan.refresh_from_db()
    rows = plan.stages.select_related("template_stage")
    assert [(s.position, s.code, s.begins_on, s.steps.count()) for s in rows] == before
    assert PlanStep.objects.filter(stage__plan=plan, note="Sudah").count() == 7
    plan.state = "closed"
    plan.save()
    new = start_plan(
        plan.care_unit, starts_on=timezone.localdate(), facilitator="Ferdi", actor=make_user(Role.SECRETARY, village)
    )
    assert [stage.code for stage in new.stages.all()][2:4] == [StageCode.NEEDS, StageCode.ASSESSMENT]
    assert new.stages.get(position=3).steps.filter(text="Bertemu kader Posyandu").exists()
    assert str(new.stages.get(position=3)) == "Tahap 3: Kebutuhan dan sumber"


def test_own_steps_come_before_the_report_and_may_go_those_of_the_guideline_stay(draft, dinas):
    first = draft.stages.get(position=1)
    step = add_step(first, text="Bertemu kepala sekolah", actor=dinas, seen=fingerprint(draft))
    assert [each.position for each in first.steps.all()] == [1, 2, 3, 4, 5, 6]
    assert first.steps.get(position=5) == step
    reword_step(step, text="Bertemu guru", actor=dinas, seen=fingerprint(draft))
    with pytest.raises(DomainError, match="tidak bisa dihapus"):
        remove_step(first.steps.get(position=1), actor=dinas, seen=fingerprint(draft))
    remove_step(step, actor=dinas, seen=fingerprint(draft))
    assert first.steps.count() == 5


def test_a_stale_page_changes_nothing(draft, dinas):
    seen = fingerprint(draft)
    swap_stages(draft, actor=dinas, seen=seen)
    with pytest.raises(StaleState):
        swap_stages(draft, actor=dinas, seen=seen)
    assert codes(draft)[2:4] == [StageCode.NEEDS, StageCode.ASSESSMENT]


def test_what_holds_is_changed_no_more_and_never_backwards(draft, dinas):
    seen = fingerprint(draft)
    with pytest.raises(DomainError, match="berlaku surut"):
        put_in_force(draft, on=timezone.localdate() - timedelta(days=1), note="x", actor=dinas, seen=seen)
    put_in_force(draft, on=timezone.localdate(), note="x", actor=dinas, seen=seen)
    for act in (lambda: swap_stages(draft, actor=dinas, seen=seen), lambda: discard_template(draft, actor=dinas)):
        with pytest.raises(DomainError, match="tidak bisa diubah lagi"):
            act()


def test_only_the_dinas_of_the_regency_keeps_it(draft, village, other_village):
    for user in (make_user(Role.COORDINATOR, village), make_user(Role.DINAS, other_village.parent.parent)):
        with pytest.raises(PermissionDenied):
            swap_stages(draft, actor=user, seen=fingerprint(draft))


def test_the_whole_way_on_the_pages(regency, as_role):
    client = as_role(Role.DINAS, regency)
    answer = client.post(url("start_template"), {"form_token": uuid4(), "region": regency.pk, "note": "Tukar"})
    draft = PlanTemplate.objects.get(region=regency)
    assert answer.url == draft.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "Tukar bulan 3 dengan bulan 4" in page
    client.post(url("swap_stages", draft.pk), {"seen": fingerprint(draft)})
    stage = draft.stages.get(position=1)
    typed = {"form_token": uuid4(), "seen": fingerprint(draft), "text": "Bertemu kepala sekolah"}
    assert client.post(url("add_template_step", draft.pk, stage.pk), typed).status_code == 302
    step = TemplateStep.objects.get(is_added=True)
    typed = {"form_token": uuid4(), "seen": fingerprint(draft), "title": "Awal", "goal": "Kenal."}
    client.post(url("change_template_stage", draft.pk, stage.pk), typed)
    typed = {"form_token": uuid4(), "seen": "lama", "text": "Lain"}
    assert client.post(url("change_template_step", draft.pk, step.pk), typed).status_code == 409
    client.post(url("remove_template_step", draft.pk, step.pk), {"seen": fingerprint(draft)})
    today = f"{timezone.localdate():%d-%m-%Y}"
    typed = {"form_token": uuid4(), "seen": fingerprint(draft), "on": today, "note": "Tukar"}
    client.post(url("enforce_template", draft.pk), typed)
    draft.refresh_from_db()
    assert (draft.valid_from, draft.stages.get(position=1).title) == (timezone.localdate(), "Awal")
    page = client.get(url("templates")).content.decode()
    assert "Berlaku" in page
    assert "Tidak dipakai lagi" in page


def test_a_draft_is_discarded(draft, as_user, dinas):
    as_user(dinas).post(url("discard_template", draft.pk))
    assert not PlanTemplate.objects.filter(region=draft.region).exists()
    assert TemplateStage.objects.count() == 7


def test_who_gets_in(draft, as_role, other_village):
    assert as_role(Role.DINAS, other_village.parent.parent).get(draft.get_absolute_url()).status_code == 404
    assert as_role(Role.COORDINATOR).get(url("templates")).status_code == 403
    national = PlanTemplate.objects.get(region=None)
    client = as_role(Role.DINAS, draft.region)
    assert client.get(national.get_absolute_url()).status_code == 200
    assert client.post(url("swap_stages", national.pk)).status_code == 403
    assert client.get(url("swap_stages", draft.pk)).status_code == 405
    assert client.get(url("template", 999999)).status_code == 404


def test_those_to_involve_are_reworded_for_new_plans(draft, dinas):
    seen = fingerprint(draft)
    party = draft.parties.first()
    reword_party(party, text="Diajak ke balai desa", actor=dinas, seen=seen)
    with pytest.raises(StaleState):
        reword_party(party, text="Diajak ke kebun", actor=dinas, seen=seen)
    assert draft.parties.first().text == "Diajak ke balai desa"
    assert PlanTemplate.objects.get(version="nasional-1").parties.first().text != "Diajak ke balai desa"


def test_before_its_day_a_version_becomes_a_draft_again(draft, regency, dinas, village):
    tomorrow = timezone.localdate() + timedelta(days=1)
    put_in_force(draft, on=tomorrow, note="", actor=dinas, seen=fingerprint(draft))
    with pytest.raises(PermissionDenied):
        hold_back(draft, actor=make_user(Role.TKSK, village))
    another = start_template(regency, note="", actor=dinas)
    with pytest.raises(DomainError, match="Masih ada konsep"):
        hold_back(draft, actor=dinas)
    discard_template(another, actor=dinas)

    assert hold_back(draft, actor=dinas).is_draft
    with pytest.raises(DomainError, match="konsep lagi|Masih ada konsep"):
        hold_back(draft, actor=dinas)
    swap_stages(draft, actor=dinas, seen=fingerprint(draft))


def test_a_version_that_holds_stays(draft, dinas):
    put_in_force(draft, on=timezone.localdate(), note="", actor=dinas, seen=fingerprint(draft))
    with pytest.raises(DomainError, match="sudah ditetapkan berlaku"):
        hold_back(draft, actor=dinas)


def test_the_pages_reword_a_party_and_hold_back(draft, as_role, regency):
    client = as_role(Role.DINAS, regency)
    party = draft.parties.first()
    address = url("change_template_party", draft.pk, party.pk)
    assert party.text in client.get(address).content.decode()
    form = {"form_token": uuid4(), "text": "Diajak ke balai desa", "seen": fingerprint(draft)}
    assert client.post(address, form).url == draft.get_absolute_url()
    PlanTemplate.objects.filter(pk=draft.pk).update(valid_from=timezone.localdate() + timedelta(days=3))
    page = client.get(draft.get_absolute_url()).content.decode()
    assert ("Diajak ke balai desa" in page, "Jadikan konsep lagi" in page) == (True, True)
    client.post(url("hold_back_template", draft.pk))
    draft.refresh_from_db()
    assert draft.is_draft
