"""A regency's own instruments: drafted, arranged, put in force for good, and the pages on which this is done."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from monitoring.enums import AnswerKind, Aspect, VisitKind
from monitoring.models import Instrument
from monitoring.queries.instruments import badge_of, instrument_for, question_lines
from monitoring.services.instruments import (
    MOST_QUESTIONS,
    add_question,
    change_question,
    discard_instrument,
    fingerprint,
    hold_back,
    move_question,
    put_in_force,
    remove_question,
    start_instrument,
)
from tests.factories.accounts import make_user
from tests.factories.monitoring import national
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db
KIND = VisitKind.MONITORING


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def regency(village):
    return village.parent.parent


@pytest.fixture
def dinas(village):
    return make_user(Role.DINAS, village)


@pytest.fixture
def draft(regency, dinas):
    return begin(regency, dinas)


def begin(regency, dinas):
    return start_instrument(regency, KIND, note="Menambah papan informasi", actor=dinas)


def add(draft, dinas, text="Papan terpasang", aspect=Aspect.FACILITIES, seen=None):
    return add_question(
        draft, aspect=aspect, text=text, help="", answer=AnswerKind.YES_NO, actor=dinas, seen=seen
    )  # fmt: skip


def enforce(draft, dinas, on=None):
    return put_in_force(draft, on=on or days(0), note="Baru", actor=dinas, seen=fingerprint(draft))


def texts(instrument, aspect):
    return list(instrument.questions.filter(aspect=aspect).values_list("text", flat=True))


def url(name, *keys):
    return reverse(f"monitoring:{name}", args=keys)


def test_a_draft_is_a_copy_of_what_holds_and_holds_nowhere(draft, village, dinas):
    assert (draft.version, draft.based_on, draft.made_by) == ("53.01-monitoring-1", national(), dinas)
    fields = ("position", "aspect", "text", "help", "answer")
    assert list(draft.questions.values_list(*fields)) == list(national().questions.values_list(*fields))
    assert national().questions.count() == 14
    assert instrument_for(KIND, village.code) == national()


def test_one_draft_a_regency_and_kind(draft, regency, dinas):
    with pytest.raises(DomainError, match=r"Masih ada konsep 53\.01-monitoring-1"):
        begin(regency, dinas)
    assert start_instrument(regency, VisitKind.EVALUATION, note="x", actor=dinas).is_draft
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.create(kind=KIND, version="lain", region=regency, title="x")


def test_what_holds_is_the_regencys_newest_of_that_day(draft, regency, dinas, village, other_village):
    enforce(draft, dinas)
    following = enforce(begin(regency, dinas), dinas, on=days(5))
    assert following.based_on == draft
    assert instrument_for(KIND, village.code) == draft
    assert instrument_for(KIND, village.code, days(5)) == following
    assert instrument_for(KIND, village.code, days(-1)) == national()
    assert instrument_for(KIND, other_village.code) == national()
    newer = Instrument.objects.create(kind=KIND, version="nasional-monitoring-2", valid_from=days(1), title="x")
    assert instrument_for(KIND, village.code, days(1)) == draft
    assert instrument_for(KIND, other_village.code, days(1)) == newer
    assert instrument_for(VisitKind.EVALUATION, village.code) == national(VisitKind.EVALUATION)


def test_what_is_in_force_is_never_changed(draft, dinas):
    enforce(draft, dinas)
    question = draft.questions.first()
    for change in (
        lambda: add(draft, dinas),
        lambda: change_question(question, text="x", help="", answer="scale", actor=dinas),
        lambda: move_question(question, up=False, actor=dinas),
        lambda: remove_question(question, actor=dinas),
        lambda: discard_instrument(draft, actor=dinas),
        lambda: hold_back(draft, actor=dinas),
        lambda: enforce(draft, dinas),
    ):
        with pytest.raises(DomainError, match="tidak bisa diubah lagi"):
            change()


def test_it_holds_from_today_or_later_and_not_before_the_newest(draft, regency, dinas):
    with pytest.raises(DomainError, match="berlaku surut"):
        enforce(draft, dinas, on=days(-1))
    enforce(draft, dinas, on=days(5))
    following = begin(regency, dinas)
    with pytest.raises(DomainError, match="Isi tanggal itu atau sesudahnya"):
        enforce(following, dinas, on=days(4))
    assert enforce(following, dinas, on=days(5)).valid_from == days(5)


def test_a_question_is_added_as_the_last_of_its_aspect(draft, dinas):
    added = add(draft, dinas)
    assert texts(draft, Aspect.FACILITIES)[-1] == "Papan terpasang"
    assert list(draft.questions.values_list("position", flat=True)) == list(range(1, 16))
    assert [line.question for line in question_lines(draft) if line.news] == [added]


def test_what_cannot_be_added_is_refused(draft, dinas):
    with pytest.raises(DomainError, match="tidak ada pada jenis"):
        add(draft, dinas, aspect=Aspect.NETWORK)
    with pytest.raises(DomainError, match="sudah ada"):
        add(draft, dinas, draft.questions.first().text.upper())
    for number in range(MOST_QUESTIONS - 14):
        add(draft, dinas, f"Pertanyaan {number}")
    with pytest.raises(DomainError, match="Paling banyak"):
        add(draft, dinas, "Satu lagi")


def test_a_question_moves_within_its_aspect(draft, dinas):
    first, second = draft.questions.filter(aspect=Aspect.STAGES)
    move_question(second, up=True, actor=dinas)
    assert texts(draft, Aspect.STAGES) == [second.text, first.text]
    move_question(second, up=True, actor=dinas)  # nothing above it in the aspect
    assert texts(draft, Aspect.STAGES) == [second.text, first.text]
    move_question(second, up=False, actor=dinas)
    assert texts(draft, Aspect.STAGES) == [first.text, second.text]


def test_of_two_who_change_one_draft_the_second_is_told(draft, dinas):
    question, seen = draft.questions.first(), fingerprint(draft)
    change_question(question, text="Agenda berjalan", help="", answer="scale", actor=dinas, seen=seen)
    for change in (
        lambda: change_question(question, text="Lain", help="", answer="scale", actor=dinas, seen=seen),
        lambda: add(draft, dinas, seen=seen),
        lambda: move_question(question, up=False, actor=dinas, seen=seen),
        lambda: remove_question(question, actor=dinas, seen=seen),
        lambda: put_in_force(draft, on=days(0), note="x", actor=dinas, seen=seen),
    ):
        with pytest.raises(StaleState):
            change()
    assert draft.questions.first().text == "Agenda berjalan"


def test_a_question_is_removed_once_however_often_and_the_last_one_stays(draft, dinas):
    *others, last = draft.questions.all()
    for question in (*others, others[0]):
        remove_question(question, actor=dinas)
    with pytest.raises(DomainError, match="paling sedikit satu"):
        remove_question(last, actor=dinas)
    assert draft.questions.get().position == 1


def test_one_held_back_is_a_draft_unless_another_was_begun_from_it(draft, regency, dinas):
    enforce(draft, dinas, on=days(3))
    following = begin(regency, dinas)
    with pytest.raises(DomainError, match="sudah dibuat dari instrumen ini"):
        hold_back(draft, actor=dinas)
    discard_instrument(following, actor=dinas)
    assert hold_back(draft, actor=dinas).is_draft
    with pytest.raises(DomainError, match="sudah dihapus"):
        discard_instrument(following, actor=dinas)


def test_the_badge_says_what_is_used_here(draft, regency, dinas):
    assert badge_of(draft, dinas)[2] == "Konsep"
    assert badge_of(national(), dinas)[2] == "Berlaku"
    draft = enforce(draft, dinas)
    assert (badge_of(draft, dinas)[2], badge_of(national(), dinas)[2]) == ("Berlaku", "Tidak dipakai di sini")
    assert badge_of(enforce(begin(regency, dinas), dinas, on=days(1)), dinas)[2] == "Belum mulai berlaku"


@pytest.mark.django_db(transaction=True)
def test_at_once_one_draft_is_begun_and_once_put_in_force(village):
    regency, actors = village.parent.parent, [make_user(Role.DINAS, village) for _ in range(3)]
    told = at_once([lambda actor=actor: begin(regency, actor) for actor in actors])
    assert sorted(type(each).__name__ for each in told) == ["DomainError", "DomainError", "Instrument"]
    draft = Instrument.objects.get(region=regency)
    told = at_once([lambda actor=actor: enforce(draft, actor) for actor in actors])
    assert sorted(type(each).__name__ for each in told) == ["DomainError", "DomainError", "Instrument"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DINAS}))
def test_nobody_else_keeps_instruments(as_role, village, draft, role):
    client, question = as_role(role), draft.questions.first()
    for name in ("instruments", "start_instrument"):
        assert client.get(url(name)).status_code == 403, name
    for name in ("instrument", "enforce_instrument", "add_question"):
        assert client.get(url(name, draft.pk)).status_code == 403, name
    for name in ("discard_instrument", "hold_back_instrument", "move_question"):
        assert client.post(url(name, draft.pk)).status_code == 403, name
    assert client.post(url("remove_question", draft.pk, question.pk)).status_code == 403
    assert not Instrument.objects.visible_to(client.user).exists()
    for act in (
        lambda: add(draft, client.user),
        lambda: begin(draft.region, client.user),
        lambda: hold_back(draft, actor=client.user),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_another_regencys_versions_do_not_exist(as_role, other_village, draft):
    client, question = as_role(Role.DINAS, other_village), draft.questions.first()
    for name in ("instrument", "enforce_instrument", "add_question"):
        assert client.get(url(name, draft.pk)).status_code == 404, name
    for name in ("discard_instrument", "hold_back_instrument", "move_question"):
        assert client.post(url(name, draft.pk)).status_code == 404, name
    for name in ("change_question", "remove_question"):
        assert client.post(url(name, draft.pk, question.pk)).status_code == 404, name
    assert draft.version not in client.get(url("instruments")).content.decode()


def test_the_nations_is_read_and_not_changed(as_role):
    client, nation = as_role(Role.DINAS), national()
    assert nation.questions.first().text in client.get(url("instrument", nation.pk)).content.decode()
    assert client.get(url("add_question", nation.pk)).status_code == 403
    assert client.post(url("discard_instrument", nation.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        discard_instrument(nation, actor=client.user)


def test_a_question_removed_meanwhile_cannot_be_changed(draft, dinas):
    question, seen = draft.questions.first(), fingerprint(draft)
    remove_question(question, actor=dinas)
    with pytest.raises(DomainError, match="sudah dihapus dari konsep"):
        change_question(question, text="x", help="", answer="scale", actor=dinas, seen=seen)
    with pytest.raises(DomainError, match="sudah dihapus dari konsep"):
        move_question(question, up=True, actor=dinas)


def test_bad_numbers_and_wrong_methods(as_role, draft):
    client = as_role(Role.DINAS)
    assert client.get(url("instrument", 999_999)).status_code == 404
    strange = national().questions.first().pk
    assert client.get(url("change_question", draft.pk, strange)).status_code == 404
    for data in ({"up": strange}, {"up": "x"}, {"down": "9" * 30}, {}):
        assert client.post(url("move_question", draft.pk), data | {"seen": "x"}).status_code == 404, data
    assert client.post(url("instrument", draft.pk)).status_code == 405
    assert client.get(url("discard_instrument", draft.pk)).status_code == 405
    assert client.put(url("add_question", draft.pk)).status_code == 405


def seen_on(page):
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


def test_a_version_is_made_from_the_screen(as_role, village, regency):
    client = as_role(Role.DINAS)
    assert client.get(url("start_instrument")).status_code == 200
    data = {"form_token": uuid4(), "region": regency.pk, "kind": "monitoring", "note": "Papan"}
    for _ in range(2):
        answer = client.post(url("start_instrument"), data)
    draft = Instrument.objects.get(region=regency)
    assert answer["Location"] == draft.get_absolute_url()
    page = client.get(url("add_question", draft.pk))
    asked = {"aspect": "facilities", "text": "Papan terpasang", "help": "", "answer": "yes_no"}
    added = asked | {"form_token": uuid4(), "seen": seen_on(page)}
    for _ in range(2):
        assert client.post(url("add_question", draft.pk), added)["Location"] == draft.get_absolute_url()
    assert draft.questions.count() == 15
    page = client.get(url("enforce_instrument", draft.pk))
    day = {"form_token": uuid4(), "seen": seen_on(page), "on": f"{days(0):%d-%m-%Y}", "note": "Papan"}
    for _ in range(2):
        assert client.post(url("enforce_instrument", draft.pk), day).status_code == 302
    assert instrument_for(KIND, village.code) == draft
    assert client.get(url("add_question", draft.pk))["Location"] == draft.get_absolute_url()
    assert "tidak berubah lagi" in client.get(draft.get_absolute_url()).content.decode()


def test_a_stale_save_keeps_what_was_typed_and_may_be_repeated(as_role, draft, dinas):
    client, question = as_role(Role.DINAS), draft.questions.first()
    page = client.get(url("change_question", draft.pk, question.pk))
    typed = {"form_token": uuid4(), "seen": seen_on(page), "text": "Agenda jalan", "help": "", "answer": "scale"}
    change_question(question, text="Agenda berjalan", help="", answer="scale", actor=dinas)
    answer = client.post(url("change_question", draft.pk, question.pk), typed)
    assert answer.status_code == 409
    assert "Agenda jalan" in answer.content.decode()
    assert "Agenda berjalan" in answer.content.decode()
    again = typed | {"seen": seen_on(answer)}
    assert client.post(url("change_question", draft.pk, question.pk), again).status_code == 302
    assert draft.questions.first().text == "Agenda jalan"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("add_question", {"aspect": "facilities", "text": "x" * 201, "answer": "scale"}, "Paling banyak 200 huruf"),
        ("add_question", {"aspect": "network", "text": "Jejaring", "answer": "scale"}, "tidak ada"),
        ("enforce_instrument", {"on": "01-01-2020", "note": "x"}, "tidak bisa berlaku surut"),
        ("enforce_instrument", {"on": "besok", "note": "x"}, "Tanggal belum benar"),
    ],
)
def test_bad_input_is_said_in_a_sentence(as_role, draft, name, data, sentence):
    answer = as_role(Role.DINAS).post(
        url(name, draft.pk), {"form_token": uuid4(), "seen": fingerprint(draft)} | data
    )  # fmt: skip
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Instrument.objects.get(pk=draft.pk).is_draft


def test_a_draft_is_arranged_held_back_and_discarded_from_its_page(as_role, draft, dinas):
    client, (first, second) = as_role(Role.DINAS), draft.questions.filter(aspect=Aspect.STAGES)
    seen = seen_on(client.get(draft.get_absolute_url()))
    assert client.post(url("move_question", draft.pk), {"up": second.pk, "seen": seen}).status_code == 302
    assert texts(draft, Aspect.STAGES) == [second.text, first.text]
    stale = client.post(url("remove_question", draft.pk, first.pk), {"seen": seen}, follow=True)
    assert "baru saja mengubah" in stale.content.decode()
    for _ in range(2):
        client.post(url("remove_question", draft.pk, first.pk), {"seen": fingerprint(draft)})
    assert texts(draft, Aspect.STAGES) == [second.text]
    enforce(draft, dinas, on=days(2))
    assert "Jadikan konsep lagi" in client.get(draft.get_absolute_url()).content.decode()
    client.post(url("hold_back_instrument", draft.pk))
    assert client.post(url("discard_instrument", draft.pk))["Location"] == url("instruments")
    assert not Instrument.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_much_they_show(as_role, regency, dinas, count, django_assert_max_num_queries):
    client = as_role(Role.DINAS)
    for number in range(count):
        enforce(begin(regency, dinas), dinas, on=days(number))
    largest = begin(regency, dinas)
    for number in range(MOST_QUESTIONS - 14):
        add(largest, dinas, f"{number} {'kata ' * 38}")
    for where in (url("instruments"), largest.get_absolute_url()):
        with django_assert_max_num_queries(10):
            assert client.get(where).status_code == 200
