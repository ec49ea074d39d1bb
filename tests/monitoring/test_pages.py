"""The pages of visits, findings, plan and instruments: who gets in, what each does, and that nothing typed is lost."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from monitoring.models import Instrument, PlannedSupervision, SupervisionVisit
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.monitoring import FindingFactory, PlannedSupervisionFactory, VisitFactory, answer_all, national

pytestmark = pytest.mark.django_db
LISTS = ("visits", "export_visits", "plan", "export_plan", "rhythm", "findings", "export_findings")


def url(name, *keys, query=""):
    return reverse(f"monitoring:{name}", args=keys) + query


def text(answer):
    return answer.content.decode()


def today():
    return f"{timezone.localdate():%d-%m-%Y}"


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def tksk(as_role):
    return as_role(Role.TKSK)


@pytest.fixture
def draft(unit, tksk):
    return VisitFactory(care_unit=unit, recorded_by=tksk.user)


def start(client, unit, **fields):
    form = {"form_token": uuid4(), "kind": "monitoring", "visited_on": today(), "officers": "Ferdi", **fields}
    return client.post(url("start", query=f"?fcu={unit.pk}"), form)


def answers(visit, score="3"):
    return {
        f"q{each.pk}": "Cukup baik." if each.answer == "text" else score if each.answer == "scale" else "1"
        for each in visit.instrument.questions.all()
    }


def filled(visit, **fields):
    typed = {f"finding_{name}": "" for name in ("aspect", "text", "recommendation", "responsible", "due_on")}
    usual = {"form_token": uuid4(), "version": visit.version, "met": "Sekretaris", "summary": "", **typed}
    return {**usual, **answers(visit), **fields}


def test_a_visit_is_begun_once_and_a_second_one_is_refused_with_its_address(unit, tksk):
    token = uuid4()
    assert start(tksk, unit, form_token=token).url == start(tksk, unit, form_token=token).url
    visit = SupervisionVisit.objects.get()
    again = start(tksk, unit)
    assert again.status_code == 422
    assert visit.get_absolute_url() in text(again)
    assert "Ferdi" in text(again)


def test_another_persons_visit_of_the_day_is_asked_about(unit, tksk, as_role):
    start(as_role(Role.LK3), unit)
    asked = start(tksk, unit)
    assert asked.status_code == 422
    assert "Tetap catat kunjungan ini" in text(asked)
    assert start(tksk, unit, anyway="on").status_code == 302
    assert SupervisionVisit.objects.count() == 2


@pytest.mark.parametrize("day", ["01-01-2099", "31-02-2026", ""])
def test_a_day_that_cannot_be_is_said(unit, tksk, day):
    answer = start(tksk, unit, visited_on=day)
    assert answer.status_code == 422
    assert "Ferdi" in text(answer)


def test_what_is_typed_is_kept_and_an_older_page_does_not_overwrite_it(draft, tksk):
    question = draft.instrument.questions.filter(answer="scale").first()
    page = tksk.get(url("fill", draft.pk))
    assert page.status_code == 200
    old, new = (filled(draft, form_token=uuid4()) for _ in range(2))
    kept = tksk.post(url("keep", draft.pk), {**new, f"q{question.pk}": "4", "summary": "Setengah jadi"})
    assert (kept.status_code, kept["X-Draft-Version"]) == (204, str(draft.version + 1))
    assert tksk.post(url("keep", draft.pk), {**old, f"q{question.pk}": "1"}).status_code == 409
    assert draft.answers.get(question=question).score == 4
    assert "Setengah jadi" in text(tksk.get(url("fill", draft.pk)))  # after a lost signal or a sign-out
    stale = tksk.post(url("fill", draft.pk), {**old, "summary": "Dari halaman lama"})
    assert stale.status_code == 409
    assert "Setengah jadi" in text(stale)
    assert "Dari halaman lama" in text(stale)


def test_sending_names_what_is_not_answered_and_then_tells_the_fcu(draft, tksk, as_role):
    secretary = as_role(Role.SECRETARY)
    question = draft.instrument.questions.first()
    page = filled(draft, kirim="1", finding_aspect="administration", finding_text="Buku tamu kosong")
    answer = tksk.post(url("fill", draft.pk), {**page, f"q{question.pk}": ""})
    assert answer.status_code == 422
    assert f"Belum dijawab: “{question}”" in text(answer)
    draft.refresh_from_db()
    assert secretary.get(draft.get_absolute_url()).status_code == 404
    page = filled(draft, kirim="1", form_token=page["form_token"])
    assert tksk.post(url("fill", draft.pk), page).url == draft.get_absolute_url()
    assert "Buku tamu kosong" in text(secretary.get(draft.get_absolute_url()))
    assert "Buku tamu kosong" in text(secretary.get(url("findings")))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"finding_text": "Tanpa aspek"}, "Pilih aspek temuan ini"),
        ({"finding_aspect": "administration"}, "Tulis temuannya"),
        ({"finding_aspect": "administration", "finding_text": "x", "finding_due_on": "40-01-2026"}, "Tanggal belum"),
        ({"finding_aspect": "administration", "finding_text": "x", "finding_due_on": "01-01-2020"}, "sebelum tanggal"),
    ],
)
def test_a_finding_that_is_not_whole_is_said_and_kept(draft, tksk, fields, words):
    answer = tksk.post(url("fill", draft.pk), filled(draft, summary="Ringkas", **fields))
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Ringkas" in text(answer)


def test_only_who_made_it_writes(draft, as_role, other_village):
    for name in ("fill", "change_visit"):
        assert as_role(Role.DINAS).get(url(name, draft.pk)).status_code == 404  # a draft is its writer's own
        assert as_role(Role.TKSK, other_village).get(url(name, draft.pk)).status_code == 404
    SupervisionVisit.objects.filter(pk=draft.pk).update(state="sent", sent_on=timezone.localdate())
    assert as_role(Role.DINAS).get(url("fill", draft.pk)).status_code == 403
    assert as_role(Role.SECRETARY).post(url("keep", draft.pk)).status_code == 403
    assert as_role(Role.SECRETARY).post(url("visit_step", draft.pk, "reopen")).status_code == 403
    assert as_role(Role.DINAS).get(url("keep", draft.pk)).status_code == 405
    assert as_role(Role.DINAS).post(url("visit_step", draft.pk, "x")).status_code == 404
    assert as_role(Role.DINAS).get(url("visit", 999)).status_code == 404


def test_a_finding_changed_removed_and_a_draft_thrown_away(draft, tksk):
    finding = FindingFactory(visit=draft, told_on=None)
    form = {
        "version": finding.version, "aspect": "administration", "text": "Betul", "recommendation": "",
        "responsible": "", "due_on": "",
    }  # fmt: skip
    assert tksk.post(url("change_finding", draft.pk, finding.pk), form).status_code == 302
    assert tksk.post(url("change_finding", draft.pk, finding.pk), form).status_code == 409
    assert tksk.post(url("remove_finding", draft.pk, finding.pk)).status_code == 302
    assert not draft.findings.exists()
    assert tksk.post(url("discard_visit", draft.pk)).url == url("visits")
    assert not SupervisionVisit.objects.exists()


def test_a_finding_goes_from_the_fcu_to_the_visitor_and_back(unit, tksk, as_role):
    finding = FindingFactory(visit=VisitFactory(sent=True, care_unit=unit, recorded_by=tksk.user))
    secretary = as_role(Role.SECRETARY)
    assert "Laporkan selesai" in text(secretary.get(finding.get_absolute_url()))
    empty = secretary.post(url("finding_step", finding.pk, "answer"), {"version": finding.version, "note": ""})
    assert empty.status_code == 422
    done = {"version": finding.version, "note": "Sudah diisi"}
    assert secretary.post(url("finding_step", finding.pk, "answer"), done).status_code == 302
    assert secretary.post(url("finding_step", finding.pk, "finish"), done).status_code == 403
    assert "Sudah diisi" in text(tksk.get(finding.get_absolute_url()))
    stale = tksk.post(url("finding_step", finding.pk, "finish"), {"version": finding.version, "note": "Baik"})
    assert stale.status_code == 422
    assert "Baik" in text(stale)
    finish = {"version": finding.version + 1, "note": ""}
    assert tksk.post(url("finding_step", finding.pk, "finish"), finish).status_code == 302
    assert tksk.get(url("finding_step", finding.pk, "finish")).status_code == 405


def test_visits_are_planned_for_several_and_answered(unit, tksk):
    query = f"?fcu={unit.pk}"
    form = {
        "form_token": uuid4(),
        "kind": "monitoring",
        "officer": tksk.user.pk,
        "due_on": today(),
        "repeat": "monthly",
    }
    assert tksk.get(url("add_plan", query=query)).status_code == 200
    for _ in range(2):
        assert tksk.post(url("add_plan", query=query), form).status_code == 302
    assert PlannedSupervision.objects.count() == 12
    first = PlannedSupervision.objects.order_by("due_on").first()
    page = {"form_token": uuid4(), "kind": "monitoring", "visited_on": today(), "officers": "Ferdi"}
    assert tksk.post(url("start", query=f"?rencana={first.pk}"), page).status_code == 302
    first.refresh_from_db()
    assert first.visit == SupervisionVisit.objects.get()
    last = PlannedSupervision.objects.order_by("due_on").last()
    assert tksk.post(url("call_off_plan", last.pk), {"because": "Jalan putus"}).status_code == 302
    assert "Jalan putus" in text(tksk.get(url("plan", query="?keadaan=batal")))
    assert tksk.get(url("add_plan")).url == url("rhythm")


def test_a_plan_is_called_off_by_who_monitors_there(unit, as_role, other_village):
    planned = PlannedSupervisionFactory(care_unit=unit)
    assert as_role(Role.TKSK, other_village).get(url("call_off_plan", planned.pk)).status_code == 404
    assert as_role(Role.SECRETARY).get(url("call_off_plan", planned.pk)).status_code == 403
    empty = as_role(Role.TKSK).post(url("call_off_plan", planned.pk), {"because": ""})
    assert empty.status_code == 422


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TKSK, Role.DINAS, Role.DINAS_PROVINCE, Role.MINISTRY])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_however_long(village, as_role, django_assert_max_num_queries, role, rows):
    unit = CareUnitFactory(village=village)
    for _ in range(rows):
        visit = VisitFactory(sent=True, care_unit=unit, recorded_by=make_user(Role.TKSK, village))
        FindingFactory(visit=visit)
        PlannedSupervisionFactory(care_unit=unit)
    client = as_role(role)
    client.get(url("visits"))
    for name in LISTS:
        with django_assert_max_num_queries(12):
            assert client.get(url(name)).status_code == 200


def test_who_does_not_monitor_sees_no_list(as_role):
    for role in (Role.PROVIDER, Role.TREASURER, Role.MENTOR):
        for name in LISTS:
            assert as_role(role).get(url(name)).status_code == 403


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("visits", "?q=tablolong", 1), ("visits", "?q=laut", 0), ("visits", "?jenis=evaluation", 0),
        ("visits", "?keadaan=terkirim", 1), ("visits", "?keadaan=konsep", 0), ("findings", "?keadaan=open", 1),
        ("findings", "?keadaan=terlambat", 0), ("plan", "?keadaan=terbuka", 1), ("plan", "?keadaan=terlambat", 0),
        ("rhythm", "?kunjungan=lama", 0),
    ],
)  # fmt: skip
def test_filters(unit, as_role, name, query, found):
    FindingFactory(visit=VisitFactory(sent=True, care_unit=unit))
    PlannedSupervisionFactory(care_unit=unit)
    assert as_role(Role.DINAS).get(url(name, query=query)).context["page"].paginator.count == found


def test_the_course_of_an_fcu_and_the_figures(unit, as_role, other_village):
    answer_all(VisitFactory(sent=True, care_unit=unit), score=2)
    page = text(as_role(Role.DINAS).get(url("course", unit.pk)))
    assert "2,0" in page
    assert as_role(Role.DINAS, other_village).get(url("course", unit.pk)).status_code == 404
    assert "1" in text(as_role(Role.DINAS).get(url("visit_figures")))
    assert as_role(Role.DINAS).get(url("offices", query="?q=kupang")).status_code == 200


def drafted(client, regency):
    form = {"form_token": uuid4(), "region": regency.pk, "kind": "monitoring", "note": "Papan informasi"}
    return client.post(url("start_instrument"), form)


@pytest.fixture
def own(village, as_role):
    """The regency's draft, copied from the nation's."""
    drafted(as_role(Role.DINAS), village.parent.parent)
    return Instrument.objects.get(region=village.parent.parent)


def press(client, name, instrument, *keys, **fields):
    """With what the page of the instrument shows now."""
    seen = client.get(instrument.get_absolute_url()).context["seen"]
    return client.post(url(name, instrument.pk, *keys), {"form_token": uuid4(), "seen": seen, **fields})


WORDS = {"aspect": "facilities", "text": "Papan terpasang", "help": "", "answer": "yes_no"}


def test_a_regency_has_one_draft_of_a_kind(own, village, as_role):
    assert own.questions.count() == national().questions.count()
    again = drafted(as_role(Role.DINAS), village.parent.parent)
    assert again.status_code == 422
    assert "Masih ada konsep" in text(again)


def test_questions_are_added_moved_changed_and_removed(own, as_role):
    dinas = as_role(Role.DINAS)
    assert press(dinas, "add_question", own, **WORDS).status_code == 302
    added = own.questions.get(text="Papan terpasang")
    press(dinas, "move_question", own, up=added.pk)
    assert own.questions.get(pk=added.pk).position == added.position - 1
    assert press(dinas, "change_question", own, added.pk, **WORDS | {"text": "Papan terbaca"}).status_code == 302
    press(dinas, "remove_question", own, own.questions.exclude(pk=added.pk).first().pk)
    assert own.questions.get(pk=added.pk).text == "Papan terbaca"
    assert list(own.questions.values_list("position", flat=True)) == list(range(1, own.questions.count() + 1))


def test_an_older_page_changes_nothing_and_keeps_what_was_typed(own, as_role):
    dinas = as_role(Role.DINAS)
    seen = dinas.get(own.get_absolute_url()).context["seen"]
    press(dinas, "add_question", own, **WORDS)
    late = {"form_token": uuid4(), "seen": seen, **WORDS, "text": "Lain lagi"}
    stale = dinas.post(url("add_question", own.pk), late)
    assert stale.status_code == 409
    assert "Lain lagi" in text(stale)
    assert not own.questions.filter(text="Lain lagi").exists()


def test_what_is_in_force_is_used_and_never_changed(own, unit, as_role, tksk):
    dinas, first = as_role(Role.DINAS), own.questions.first()
    assert press(dinas, "enforce_instrument", own, on=today(), note="Papan").status_code == 302
    start(tksk, unit)
    assert SupervisionVisit.objects.get().instrument == own
    assert press(dinas, "remove_question", own, first.pk).status_code == 302
    assert press(dinas, "change_question", own, first.pk, **WORDS).status_code == 422
    assert own.questions.get(pk=first.pk).text == first.text


def test_in_force_ahead_may_be_held_back_and_a_draft_be_thrown_away(own, as_role):
    dinas = as_role(Role.DINAS)
    assert press(dinas, "enforce_instrument", own, on="01-01-2020", note="x").status_code == 422
    press(dinas, "enforce_instrument", own, on="01-01-2090", note="x")
    own.refresh_from_db()
    assert own.is_ahead
    dinas.post(url("hold_back_instrument", own.pk))
    own.refresh_from_db()
    assert own.is_draft
    assert dinas.post(url("discard_instrument", own.pk)).url == url("instruments")
    assert not Instrument.objects.filter(pk=own.pk).exists()


def test_who_keeps_instruments(own, other_village, as_role):
    assert as_role(Role.TKSK).get(url("instruments")).status_code == 403
    assert as_role(Role.DINAS, other_village).get(url("instrument", own.pk)).status_code == 404
    assert as_role(Role.DINAS).get(url("instrument", national().pk)).status_code == 200
    assert as_role(Role.DINAS).get(url("add_question", national().pk)).status_code == 403
    assert as_role(Role.DINAS).get(url("remove_question", own.pk, 1)).status_code == 405
    assert as_role(Role.DINAS).post(url("move_question", own.pk), {"seen": "x"}).status_code == 404
    assert as_role(Role.DINAS).get(url("instruments")).status_code == 200
