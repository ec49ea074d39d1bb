"""A visit from its beginning to its report."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from documents.models import Document
from monitoring.enums import VisitKind, VisitState
from monitoring.models import Instrument, SupervisionVisit, VisitAnswer
from monitoring.queries.visits import answers_by_aspect, course_of
from monitoring.services.findings import keep_finding
from monitoring.services.visits import (
    AlreadyVisited,
    VisitedByOther,
    change_visit,
    discard_visit,
    keep_answers,
    reopen_visit,
    send_visit,
    start_visit,
)
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.monitoring import (
    FindingFactory,
    PlannedSupervisionFactory,
    VisitFactory,
    answer_all,
    national,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def tksk(village):
    return make_user(Role.TKSK, village)


def begin(unit, actor, **given):
    today = timezone.localdate()
    usual = {"kind": VisitKind.MONITORING, "region": unit.village, "care_unit": unit, "visited_on": today}
    return start_visit(**{**usual, "officers": "Ferdi", "actor": actor, **given})


def test_it_is_filled_on_what_held_on_its_day(unit, tksk, village):
    today = timezone.localdate()
    own = Instrument.objects.create(
        kind="monitoring", version="53.01-monitoring-1", region=village.parent.parent, title="Monitoring",
        valid_from=today - timedelta(days=3),
    )  # fmt: skip
    assert begin(unit, tksk).instrument == own
    assert begin(unit, tksk, visited_on=today - timedelta(days=4)).instrument == national()


def test_the_same_person_records_a_place_once_a_day(unit, tksk):
    first = begin(unit, tksk)
    with pytest.raises(AlreadyVisited) as refused:
        begin(unit, tksk, anyway=True)
    assert refused.value.visit == first
    assert SupervisionVisit.objects.get() == first
    assert begin(unit, tksk, kind=VisitKind.EVALUATION).pk != first.pk
    assert begin(unit, tksk, visited_on=timezone.localdate() - timedelta(days=1)).pk != first.pk


def test_another_person_on_the_same_day_is_asked(unit, tksk, village):
    begin(unit, tksk)
    other = make_user(Role.LK3, village)
    with pytest.raises(VisitedByOther, match=f"dicatat {tksk}. Tetap catat"):
        begin(unit, other)
    assert begin(unit, other, anyway=True).recorded_by == other


def test_it_lies_neither_ahead_nor_at_an_fcu_that_works_no_more(unit, tksk):
    with pytest.raises(DomainError, match="belum tiba"):
        begin(unit, tksk, visited_on=timezone.localdate() + timedelta(days=1))
    unit.state = "inactive"
    with pytest.raises(DomainError, match="tidak aktif"):
        begin(unit, tksk)
    assert not SupervisionVisit.objects.exists()


@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3])
def test_they_monitor_and_evaluate_but_do_not_supervise(unit, village, role):
    who = make_user(role, village)
    with pytest.raises(DomainError, match="Supervisi dilakukan Dinas"):
        begin(unit, who, kind=VisitKind.SUPERVISION)
    assert begin(unit, who, kind=VisitKind.EVALUATION).kind == "evaluation"


def test_an_office_is_supervised_only(village):
    dinas, kecamatan = make_user(Role.DINAS, village), village.parent
    place = {"region": kecamatan, "care_unit": None, "visited_on": timezone.localdate(), "officers": "Ana"}
    with pytest.raises(DomainError, match="hanya disupervisi"):
        start_visit(kind=VisitKind.MONITORING, **place, actor=dinas)
    visit = start_visit(kind=VisitKind.SUPERVISION, **place, actor=dinas)
    assert visit.place == "Kantor Kecamatan Kupang Barat"
    with pytest.raises(AlreadyVisited):
        start_visit(kind=VisitKind.SUPERVISION, **place, actor=dinas)
    answer_all(visit)
    send_visit(visit, actor=dinas)
    assert Document.objects.get().content["office"]["name"] == visit.place


def test_it_answers_the_plan(unit, tksk, village):
    planned = PlannedSupervisionFactory(care_unit=unit, officer=tksk)
    visit = begin(unit, tksk)
    planned.refresh_from_db()
    assert planned.visit == visit
    with pytest.raises(AlreadyVisited) as refused:
        begin(unit, make_user(Role.LK3, village), planned=planned, anyway=True)
    assert refused.value.visit == visit
    discard_visit(visit, actor=tksk)
    planned.refresh_from_db()
    assert planned.visit is None
    assert not SupervisionVisit.objects.exists()


def test_a_plan_is_for_its_own_place_and_not_called_off(unit, tksk):
    called_off = PlannedSupervisionFactory(care_unit=unit, officer=tksk, called_off_because="Banjir")
    with pytest.raises(DomainError, match="sudah dibatalkan"):
        begin(unit, tksk, planned=called_off)
    strange = PlannedSupervisionFactory(care_unit=unit, officer=tksk, kind=VisitKind.EVALUATION)
    with pytest.raises(DomainError, match="tempat atau jenis kunjungan lain"):
        begin(unit, tksk, planned=strange)


def fill_in(visit, answers, actor, page=None, seen=None):
    page, seen = page or uuid4(), visit.version if seen is None else seen
    return keep_answers(visit, answers=answers, page=page, seen=seen, actor=actor)


def test_answers_are_kept_changed_and_taken_away(unit, tksk):
    visit = begin(unit, tksk)
    one, two = visit.instrument.questions.all()[:2]
    visit = fill_in(visit, {one.pk: (3, ""), two.pk: (None, "Arisan")}, tksk)
    visit = fill_in(visit, {one.pk: (4, ""), two.pk: (None, "")}, tksk)
    answer = visit.answers.get()
    assert (answer.question, answer.score) == (one, 4)


def test_an_older_page_does_not_overwrite_newer_answers(unit, tksk):
    visit, old, new = begin(unit, tksk), uuid4(), uuid4()
    question = visit.instrument.questions.first()
    began = visit.version
    fill_in(visit, {question.pk: (1, "")}, tksk, old, began)
    fill_in(visit, {question.pk: (2, "")}, tksk, old, began)  # the same page goes on
    visit.refresh_from_db()
    fill_in(visit, {question.pk: (4, "")}, tksk, new, visit.version)

    with pytest.raises(StaleState, match="sudah tersimpan dari halaman lain"):
        fill_in(visit, {question.pk: (1, "")}, tksk, old, began)
    assert visit.answers.get().score == 4


def test_a_question_of_another_instrument_is_no_answer(unit, tksk):
    visit = begin(unit, tksk)
    strange = national(VisitKind.EVALUATION).questions.first()
    with pytest.raises(DomainError, match="Muat ulang"):
        fill_in(visit, {strange.pk: (3, "")}, tksk)
    assert not VisitAnswer.objects.exists()


def test_what_is_not_answered_is_named_when_sending(unit, tksk):
    visit = begin(unit, tksk)
    questions = list(visit.instrument.questions.all())
    answer_all(visit)
    visit.answers.filter(question__in=questions[:2]).delete()
    with pytest.raises(DomainError, match=questions[0].text):
        send_visit(visit, actor=tksk)
    visit.refresh_from_db()
    assert (visit.state, visit.sent_on, Document.objects.count()) == (VisitState.DRAFT, None, 0)


def test_sending_freezes_tells_and_makes_the_report(unit, tksk, village):
    secretary, coordinator = make_user(Role.SECRETARY, village), make_user(Role.COORDINATOR, village)
    visit = answer_all(begin(unit, tksk))
    keep_finding(visit, token=uuid4(), aspect="people", text="Kader kurang", actor=tksk)

    send_visit(visit, actor=tksk)

    visit.refresh_from_db()
    assert (visit.state, visit.sent_on) == (VisitState.SENT, timezone.localdate())
    assert visit.findings.get().told_on == timezone.localdate()
    assert set(Notice.objects.values_list("user", flat=True)) == {secretary.pk, coordinator.pk}
    assert "1 temuan" in Notice.objects.first().text
    content = visit.document.content
    assert content["groups"][0][:2] == ["Jenis kegiatan", "3,0"]
    assert content["findings"][0][1] == "Kader kurang"
    assert [sign["role"] for sign in content["letter"]["signs"]] == ["Petugas,", "Koordinator FCU,"]
    question = visit.instrument.questions.first()
    for act in (
        lambda: fill_in(visit, {question.pk: (1, "")}, tksk),
        lambda: keep_finding(visit, token=uuid4(), aspect="people", text="Lagi", actor=tksk),
        lambda: change_visit(visit, visited_on=visit.visited_on, officers="Ana", actor=tksk),
        lambda: discard_visit(visit, actor=tksk),
        lambda: send_visit(visit, actor=tksk),
    ):
        with pytest.raises(StaleState):
            act()


def test_reopened_it_makes_the_next_revision_of_the_same_paper(unit, tksk):
    visit = answer_all(begin(unit, tksk))
    send_visit(visit, actor=tksk)
    first = Document.objects.get()
    reopen_visit(visit, note="Nilai SDM keliru", actor=tksk)
    with pytest.raises(DomainError, match="pernah dikirim"):
        discard_visit(visit, actor=tksk)
    send_visit(visit, actor=tksk)

    visit.refresh_from_db()
    assert (visit.document.revision, visit.document.number) == (2, first.number)
    assert visit.document.content["changed"] == "Nilai SDM keliru"
    assert [event.step for event in visit.events.all()] == ["send", "reopen", "send"]


def test_only_who_recorded_it_writes(unit, tksk, village):
    visit, other = begin(unit, tksk), make_user(Role.TKSK, village)
    question = visit.instrument.questions.first()
    for act in (
        lambda: fill_in(visit, {question.pk: (1, "")}, other),
        lambda: keep_finding(visit, token=uuid4(), aspect="people", text="Lagi", actor=other),
        lambda: discard_visit(visit, actor=other),
        lambda: change_visit(visit, visited_on=visit.visited_on, officers="Ana", actor=other),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_another_day_is_checked_like_the_first(unit, tksk):
    first, second = begin(unit, tksk), begin(unit, tksk, visited_on=timezone.localdate() - timedelta(days=2))
    with pytest.raises(AlreadyVisited):
        change_visit(second, visited_on=first.visited_on, officers="Ana", actor=tksk)
    day = timezone.localdate() - timedelta(days=5)
    changed = change_visit(second, visited_on=day, officers="Ana", actor=tksk, seen=second.version)
    assert (changed.visited_on, changed.officers) == (day, "Ana")


def test_means_count_the_scale_only(unit, tksk):
    visit = answer_all(begin(unit, tksk), score=2)
    group = answers_by_aspect(visit)[1]
    assert (group.label, group.mean) == ("Tahapan", 2)
    assert [line.said for line in group.lines] == ["2 Sebagian", "Ya"]


def test_the_course_compares_the_last_visits(unit, tksk):
    today = timezone.localdate()
    for days, score in ((60, 1), (30, 2), (0, 4)):
        day = today - timedelta(days=days)
        answer_all(VisitFactory(care_unit=unit, recorded_by=tksk, visited_on=day, sent=True), score)
    VisitFactory(care_unit=unit, recorded_by=tksk, visited_on=today - timedelta(days=5))
    course = course_of(unit, VisitKind.MONITORING, tksk)
    assert course.totals == [1, 2, 4]
    assert course.rows[0] == ("Jenis kegiatan", [1, 2, 4])


def test_a_finding_already_kept_is_not_typed_again(unit, tksk):
    visit, page = begin(unit, tksk), uuid4()
    keep_finding(visit, token=page, aspect="people", text="Kader kurang", actor=tksk)
    visit.refresh_from_db()
    typed = {"text": "Kader kurang"}
    keep_answers(visit, answers={}, typed_finding=typed, page=page, seen=visit.version, actor=tksk)
    visit.refresh_from_db()
    assert visit.typed_finding == {}


def test_a_draft_is_its_writers_own(unit, tksk, village):
    draft = begin(unit, tksk)
    finding = FindingFactory(visit=draft, told_on=None)
    for role in (Role.TKSK, Role.SECRETARY, Role.DINAS):
        reader = make_user(role, village)
        assert not SupervisionVisit.objects.visible_to(reader).exists()
        assert not type(finding).objects.visible_to(reader).exists()
    assert SupervisionVisit.objects.visible_to(tksk).get() == draft
