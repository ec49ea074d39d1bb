"""Problems with their course, and strengths by kind."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import ProblemState, Relation, Severity, Sex, StrengthKind
from families.models import Strength
from families.queries import edition_of
from families.services import record_problem, set_problem_state
from tests.factories.families import FamilyFactory, FamilyMemberFactory, StrengthFactory, category
from tests.families.reading import text_of, url_of

TODAY = timezone.localdate
OPEN, HANDLED, SOLVED = ProblemState.OPEN, ProblemState.HANDLED, ProblemState.SOLVED


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=2, head_name="Obaja Tefnai")


@pytest.fixture
def problem(family, actor):
    return record_problem(
        family, category=category("PPKS-24"), since=date(2025, 1, 5), on=date(2025, 2, 1), actor=actor
    )


def _step(client, problem, **data):
    last = problem.steps.latest("pk").pk
    whole = {"form_token": str(uuid4()), "version": last, "state": problem.state, "severity": problem.severity}
    whole |= {"on": f"{TODAY():%d-%m-%Y}", "note": "", **data}
    return client.post(url_of("move_problem", problem.family, problem.pk), whole)


def test_each_step_says_when_how_grave_why_and_who(as_role, problem):
    client = as_role(Role.SECRETARY)
    assert _step(client, problem, state="handled", severity="3", note="Panen gagal").status_code == 302
    problem.refresh_from_db()
    assert (problem.state, problem.severity, problem.handled_on) == (HANDLED, Severity.GRAVE, TODAY())
    page = text_of(client.get(problem.family.get_absolute_url()))
    assert "Perjalanan (2)" in page
    assert "Sedang ditangani, berat" in page
    assert "Panen gagal" in page
    assert f"· {client.user}" in page


def test_gravity_alone_is_a_step(as_role, problem):
    assert _step(as_role(Role.SECRETARY), problem, severity="1").status_code == 302
    problem.refresh_from_db()
    assert (problem.state, problem.severity, problem.steps.count()) == (OPEN, Severity.LIGHT, 2)


def test_a_step_that_changes_nothing_is_not_written(as_role, problem):
    response = _step(as_role(Role.SECRETARY), problem)
    assert response.status_code == 422
    assert "Belum ada yang berubah" in text_of(response)
    assert problem.steps.count() == 1


def test_a_solved_problem_opens_again_only_with_a_note(as_role, problem, actor):
    set_problem_state(problem, SOLVED, on=date(2025, 6, 1), actor=actor)
    client = as_role(Role.SECRETARY)
    assert "Buka lagi" in text_of(client.get(problem.family.get_absolute_url()))
    response = _step(client, problem, state="open")
    assert response.status_code == 422
    assert "Tulis mengapa dibuka lagi" in text_of(response)
    assert _step(client, problem, state="open", note="Kambuh setelah panen").status_code == 302
    problem.refresh_from_db()
    assert (problem.state, problem.solved_on, problem.handled_on) == (OPEN, None, None)


def test_a_problem_that_was_recorded_anew_is_not_opened_a_second_time(problem, actor):
    set_problem_state(problem, SOLVED, on=date(2025, 6, 1), actor=actor)
    record_problem(problem.family, category=problem.category, actor=actor)
    with pytest.raises(DomainError, match="sudah dicatat lagi dan belum selesai"):
        set_problem_state(problem, OPEN, on=TODAY(), note="Kambuh", actor=actor)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2024, 12, 31), "ada sejak 05-01-2025"),
        (date(2025, 2, 28), "ditangani sejak 01-03-2025"),
        (date(2025, 3, 31), "selesai sejak 01-04-2025"),
    ],
)
def test_a_step_does_not_lie_before_what_was_already_there(problem, actor, on, sentence):
    set_problem_state(problem, HANDLED, on=date(2025, 3, 1), actor=actor)
    if on.month == 3:
        set_problem_state(problem, SOLVED, on=date(2025, 4, 1), actor=actor)
    with pytest.raises(DomainError, match=sentence):
        set_problem_state(problem, SOLVED, on=on, actor=actor)


def test_a_stale_page_is_told_what_came_in_between(as_role, problem, actor):
    client, seen = as_role(Role.SECRETARY), problem.steps.latest("pk").pk
    set_problem_state(problem, SOLVED, on=TODAY(), note="Sudah bekerja", actor=actor)
    problem.state = OPEN
    response = _step(client, problem, version=seen, state="handled", note="Mulai hari ini")
    assert response.status_code == 422
    assert "Orang lain baru saja mencatat langkah baru" in text_of(response)
    assert "Sudah bekerja" in text_of(response)
    problem.refresh_from_db()
    assert problem.state == SOLVED
    again = re.search(r'name="version" value="(\d+)"', response.content.decode())[1]
    assert _step(client, problem, version=again, state="handled", note="Mulai hari ini").status_code == 302


def test_the_service_compares_only_where_a_page_was_shown(problem, actor):
    seen = problem.steps.latest("pk").pk
    set_problem_state(problem, HANDLED, on=TODAY(), actor=actor)
    set_problem_state(problem, HANDLED, on=TODAY(), note="Tanpa halaman", actor=actor)
    with pytest.raises(StaleState):
        set_problem_state(problem, SOLVED, on=TODAY(), last_step=seen, actor=actor)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"state": "lupa"}, "tidak ada. Pilih satu dari daftar"),
        ({"severity": "9"}, "tidak ada. Pilih satu dari daftar"),
        ({"state": "solved", "on": "01-01-2099"}, "belum tiba"),
        ({"state": "solved", "version": ""}, "Halaman ini tidak lengkap"),
        ({"note": "x" * 301}, "Paling banyak 300 huruf"),
    ],
)
def test_a_step_that_cannot_be_is_refused(as_role, problem, data, sentence):
    response = _step(as_role(Role.SECRETARY), problem, **data)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert problem.steps.count() == 1


def test_who_opens_the_page_of_a_step(as_role, problem, other_village):
    url = url_of("move_problem", problem.family, problem.pk)
    assert as_role(Role.COORDINATOR).get(url).status_code == 200
    assert as_role(Role.TKSK).get(url).status_code == 403
    assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404
    assert as_role(Role.SECRETARY).get(url_of("move_problem", problem.family, 999_999)).status_code == 404


def _record(client, family, code, member, **data):
    whole = {"form_token": str(uuid4()), "category": code, "member": member.pk, "since": f"{TODAY():%d-%m-%Y}"}
    return client.post(url_of("add_problem", family), {**whole, "severity": "2", **data})


@pytest.mark.parametrize(
    ("code", "years", "fits"),
    [
        ("PPKS-01", 4, True), ("PPKS-01", 5, False), ("PPKS-02", 4, False), ("PPKS-02", 5, True),
        ("PPKS-02", 18, True), ("PPKS-02", 19, False), ("PPKS-05", 17, True), ("PPKS-05", 18, False),
        ("PPKS-08", 59, False), ("PPKS-08", 60, True), ("PPKS-24", 3, True),
    ],
)  # fmt: skip
def test_an_age_that_does_not_fit_the_category_is_to_be_confirmed(as_role, family, code, years, fits):
    born = TODAY() - timedelta(days=int(years * 365.25) + 30)
    client, member = as_role(Role.SECRETARY), FamilyMemberFactory(family=family, birth_date=born)
    response = _record(client, family, code, member)
    assert response.status_code == (302 if fits else 422)
    assert fits or f"{member.name} berumur {years} tahun" in text_of(response)
    if not fits:
        assert re.search(r'<input type="checkbox" name="checked"', text_of(response))
        assert _record(client, family, code, member, checked="on").status_code == 302
    assert family.problems.count() == 1


def test_the_whole_family_has_no_age(as_role, family):
    data = {"form_token": str(uuid4()), "category": "PPKS-08", "since": "01-01-2026", "severity": "1"}
    assert as_role(Role.SECRETARY).post(url_of("add_problem", family), data).status_code == 302


def test_a_child_that_grew_up_since_may_have_been_neglected_as_one(as_role, family):
    born = TODAY() - timedelta(days=int(20 * 365.25))
    grown = FamilyMemberFactory(family=family, birth_date=born, sex=Sex.FEMALE, relation=Relation.CHILD)
    since = born + timedelta(days=int(15 * 365.25))
    assert _record(as_role(Role.SECRETARY), family, "PPKS-02", grown, since=f"{since:%d-%m-%Y}").status_code == 302


def test_the_forms_say_what_grave_means(as_role, family):
    page = text_of(as_role(Role.SECRETARY).get(url_of("add_problem", family)))
    assert "Ringan: keluarga masih bisa mengatasinya sendiri" in page
    assert "Berat: mengancam keselamatan" in page


def test_strengths_have_a_kind_and_are_shown_by_it(as_role, family):
    client = as_role(Role.SECRETARY)
    for kind, text in (("land", "Kebun 20 are"), ("skill", "Menenun"), ("land", "Tambak")):
        data = {"form_token": str(uuid4()), "kind": kind, "text": text}
        assert client.post(url_of("add_strength", family), data).status_code == 302
    page = text_of(client.get(family.get_absolute_url()))
    page = page[page.index(">Potensi<") :]
    assert page.index("Keterampilan") < page.index("Menenun") < page.index("Lahan") < page.index("Kebun 20 are")
    assert page.index("Kebun 20 are") < page.index("Tambak") < page.index("Catat potensi")
    assert page.count("Lahan") == 1


@pytest.mark.parametrize("data", [{"text": "Menenun"}, {"kind": "uang", "text": "x"}, {"kind": "skill", "text": " "}])
def test_a_strength_without_kind_or_words_is_refused(as_role, family, data):
    response = as_role(Role.SECRETARY).post(url_of("add_strength", family), {"form_token": str(uuid4()), **data})
    assert response.status_code == 422
    assert not family.strengths.exists()


def test_a_wrong_strength_is_corrected_and_the_history_keeps_it(as_role, family):
    strength = Strength.objects.get(pk=StrengthFactory(family=family, text="Menenum").pk)
    client, version = as_role(Role.SECRETARY), edition_of(strength)
    data = {"form_token": str(uuid4()), "kind": "skill", "text": "Menenun", "version": version}
    assert client.post(url_of("correct_strength", family, strength.pk), data).status_code == 302
    assert (family.strengths.get().text, family.strengths.get().kind) == ("Menenun", StrengthKind.SKILL)
    assert "Potensi: Menenum → Menenun" in text_of(client.get(url_of("history", family)))
    assert as_role(Role.DINAS).get(url_of("correct_strength", family, strength.pk)).status_code == 403
