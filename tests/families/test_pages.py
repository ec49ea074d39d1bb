"""The page of a family: who opens it, what it shows, and the acts that start from it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from families.enums import ConsentPurpose, FamilyStatus, ProblemState, Rate, Relation
from families.models import Family, Strength
from families.services import end_shares, share_family
from tests.factories.accounts import make_user
from tests.factories.families import (
    ConsentFactory,
    FamilyFactory,
    ProblemFactory,
    StrengthFactory,
    category,
    make_assessment,
    national_set,
)
from tests.families.reading import text_of, url_of

READERS = [Role.SECRETARY, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS]
SHARED_ONLY = [Role.LK3, Role.MENTOR]
NOBODY = [Role.TREASURER, Role.DISTRICT_HEAD, Role.DINAS_PROVINCE, Role.MINISTRY, Role.PROVIDER, Role.ADMIN]
WRITING = ["edit", "close", "assess", "add_problem", "add_strength", "add_consent"]


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai")


@pytest.mark.parametrize("role", READERS)
def test_who_sees_families_opens_the_page(as_role, family, role):
    response = as_role(role).get(family.get_absolute_url())
    assert "Keluarga Obaja Tefnai" in text_of(response)


@pytest.mark.parametrize("role", SHARED_ONLY + NOBODY)
def test_for_the_others_it_does_not_exist(as_role, family, role):
    client = as_role(role)
    for name in ("detail", "history", "status", *WRITING):
        assert client.get(url_of(name, family)).status_code in {403, 404}, name
        assert client.get(url_of("detail", family)).status_code == 404


@pytest.mark.parametrize("role", READERS)
def test_another_village_does_not_exist(as_role, other_village, role):
    elsewhere = FamilyFactory(village=other_village, members=1)
    client = as_role(role)
    for name in ("detail", "history", *WRITING):
        assert client.get(url_of(name, elsewhere)).status_code == 404, name
    assert client.post(url_of("reveal", elsewhere), {"reason": "match_card"}).status_code == 404


@pytest.mark.parametrize("role", [Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS])
def test_readers_change_nothing(as_role, family, role):
    client = as_role(role)
    for name in (*WRITING, "status"):
        assert client.get(url_of(name, family)).status_code == 403, name
    assert "Ubah data" not in text_of(client.get(family.get_absolute_url()))


@pytest.mark.parametrize("name", ["detail", "history", "edit", "status", "close", "assess", "add_problem"])
def test_a_number_that_is_no_family_is_not_found(as_role, name):
    assert as_role(Role.COORDINATOR).get(reverse(f"families:{name}", args=[999_999])).status_code == 404


def test_wrong_methods_are_refused(as_role, family):
    client = as_role(Role.COORDINATOR)
    for url in (
        url_of("reveal", family),
        reverse("families:search"), reverse("families:start_over"),
    ):  # fmt: skip
        assert client.get(url).status_code == 405, url
    assert client.post(family.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("role", SHARED_ONLY)
def test_a_shared_file_opens_until_the_share_ends(as_role, as_user, village, family, role):
    client, secretary = as_role(role), make_user(Role.SECRETARY, village)
    place = {"user": client.user} if role == Role.MENTOR else {"role": Role.LK3, "region": village.parent.parent}
    share_family(family, reason="Kasus 1", actor=secretary, **place)
    assert client.get(family.get_absolute_url()).status_code == 200
    assert "Obaja Tefnai" in text_of(client.get(reverse("families:list")))
    end_shares(family, reason="Kasus 1", actor=secretary)
    assert client.get(family.get_absolute_url()).status_code == 404


def test_numbers_are_masked_until_they_are_revealed_for_two_minutes(as_role, family):
    client, member = as_role(Role.TKSK), family.members.first()
    assert member.national_id not in text_of(client.get(family.get_absolute_url()))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(url_of("reveal", family), {"reason": "arrange_service"})
        shown = text_of(client.get(family.get_absolute_url()))
        assert member.national_id in shown
        assert family.family_card_number in shown
        clock.shift(timedelta(seconds=121))
        assert member.national_id not in text_of(client.get(family.get_absolute_url()))
    log = AccessLog.objects.get(kind=AccessKind.REVEAL)
    assert (log.actor, log.subject_id, log.reason) == (client.user, family.pk, "Mengurus layanan")


def test_a_reveal_opens_one_family_and_wants_a_reason(as_role, village, family):
    client, other = as_role(Role.SECRETARY), FamilyFactory(village=village, members=1)
    client.post(url_of("reveal", family), {"reason": "match_card"})
    assert other.members.get().national_id not in text_of(client.get(other.get_absolute_url()))
    client.post(url_of("reveal", other), {"reason": "ingin tahu"})
    assert other.members.get().national_id not in text_of(client.get(other.get_absolute_url()))
    assert AccessLog.objects.filter(kind=AccessKind.REVEAL).count() == 1


def test_a_mentor_reveals_nothing(as_role, village, family):
    client = as_role(Role.MENTOR)
    share_family(family, reason="Kasus 1", actor=make_user(Role.SECRETARY, village), user=client.user)
    assert client.post(url_of("reveal", family), {"reason": "match_card"}).status_code == 403


def test_looking_is_logged_once_in_ten_minutes(as_role, family):
    client = as_role(Role.DINAS)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(3):
            client.get(family.get_absolute_url())
        assert AccessLog.objects.filter(kind=AccessKind.VIEW, subject_id=family.pk).count() == 1
        clock.shift(timedelta(minutes=11))
        client.get(family.get_absolute_url())
    assert AccessLog.objects.filter(kind=AccessKind.VIEW, subject_id=family.pk).count() == 2
    assert str(client.user) in text_of(client.get(url_of("history", family)))


def test_sensitive_problems_are_named_only_to_those_who_work_on_them(as_role, family):
    ProblemFactory(family=family, category=category("PPKS-19"), note="Suami memukul", member=family.members.last())
    assert "Korban tindak kekerasan" in text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    for role in (Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS):
        client = as_role(role)
        page, history = text_of(client.get(family.get_absolute_url())), text_of(client.get(url_of("history", family)))
        assert "Masalah peka" in page
        assert "kekerasan" not in page + history
        assert "memukul" not in page + history


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(as_role, village, rows, django_assert_max_num_queries):
    family, client = FamilyFactory(village=village, members=rows * 3), as_role(Role.COORDINATOR)
    for day in range(rows):
        make_assessment(family, on=timezone.localdate() - timedelta(days=day))
        ProblemFactory(family=family, member=family.members.first(), category=category(f"PPKS-2{day}"))
        StrengthFactory(family=family)
        ConsentFactory(family=family)
    # Each part of the page is one or two statements of its own, whatever the number of its rows.
    for url, most in ((family.get_absolute_url(), 32), (url_of("history", family), 16)):
        with django_assert_max_num_queries(most):
            client.get(url)


def test_the_history_tells_what_changed_without_full_numbers(as_role, family):
    client, member = as_role(Role.SECRETARY), family.members.get(relation=Relation.HEAD)
    old = member.national_id
    member.name, member.national_id = "Obaja Baru", ""
    member.save()
    family.hamlet = "Dusun IX"
    family.save()
    page = text_of(client.get(url_of("history", family)))
    assert "Nama lengkap: Obaja Tefnai → Obaja Baru" in page
    assert "Dusun: Dusun II → Dusun IX" in page
    assert old not in page
    part = client.get(url_of("history", family), headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)


def _act(client, name, family, **data):
    return client.post(url_of(name, family), {"form_token": str(uuid4()), **data})


def test_the_coordinator_sets_the_status_and_the_chain_has_no_gap(as_role, family):
    today = timezone.localdate()
    Family.objects.filter(pk=family.pk).update(recorded_at=timezone.now() - timedelta(days=30))
    family.status_periods.update(starts_on=today - timedelta(days=30))
    ConsentFactory(family=family, purpose=ConsentPurpose.PLASMA)
    client = as_role(Role.COORDINATOR)
    _act(client, "status", family, status="plasma", on=f"{today:%d-%m-%Y}", note="Rapat FCU")
    family.refresh_from_db()
    newest, oldest = family.status_periods.all()
    assert family.status == newest.status == FamilyStatus.PLASMA
    assert oldest.ends_on == newest.starts_on - timedelta(days=1)
    assert as_role(Role.SECRETARY).get(url_of("status", family)).status_code == 403


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"status": "plasma", "on": "01-01-2099", "note": "x"}, "belum tiba"),
        ({"status": "plasma", "on": "01-01-2001", "note": "x"}, "Isi tanggal sesudahnya"),
        ({"status": "registered", "on": "", "note": ""}, "tidak ada"),
        ({"status": "plasma", "on": "kemarin", "note": "x"}, "Tanggal belum benar"),
    ],
)
def test_a_status_that_cannot_be_is_refused_with_a_sentence(as_role, family, data, sentence):
    ConsentFactory(family=family, purpose=ConsentPurpose.PLASMA)
    response = _act(as_role(Role.COORDINATOR), "status", family, **data)
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_problems_are_recorded_and_followed_to_their_end(as_role, family):
    client, today = as_role(Role.SECRETARY), f"{timezone.localdate():%d-%m-%Y}"
    data = {"category": "PPKS-24", "since": today, "severity": "3", "note": "Sering kurang makan"}
    assert _act(client, "add_problem", family, **data).status_code == 302
    assert "belum selesai" in text_of(_act(client, "add_problem", family, **data))
    problem = family.problems.get()
    for state in (ProblemState.HANDLED, ProblemState.SOLVED):
        step = {"state": state.value, "severity": "3", "on": today, "version": problem.steps.latest("pk").pk}
        client.post(url_of("move_problem", family, problem.pk), {"form_token": str(uuid4()), **step})
    problem.refresh_from_db()
    assert (problem.state, problem.solved_on) == (ProblemState.SOLVED, timezone.localdate())


def test_a_problem_names_only_members_of_the_family(as_role, village, family):
    stranger = FamilyFactory(village=village, members=1).members.get()
    data = {"category": "PPKS-24", "member": stranger.pk, "since": "01-01-2026", "severity": "1"}
    assert _act(as_role(Role.SECRETARY), "add_problem", family, **data).status_code == 422


def test_a_problem_of_another_family_is_not_found(as_role, village, family):
    other = ProblemFactory(family=FamilyFactory(village=village, members=1))
    response = as_role(Role.SECRETARY).post(url_of("move_problem", family, other.pk), {"state": "solved", "on": ""})
    assert response.status_code == 404


def test_a_strength_is_recorded_once_however_often_the_button_is_pressed(as_role, family):
    client, data = as_role(Role.SECRETARY), {"form_token": str(uuid4()), "kind": "skill", "text": "Menenun"}
    for _ in range(2):
        client.post(url_of("add_strength", family), data)
    assert Strength.objects.count() == 1


def test_an_assessment_keeps_what_was_not_assessed_open(as_role, family):
    client, checklist = as_role(Role.SECRETARY), national_set()
    first, second = checklist.indicators.all()[:2]
    data = {"indicator_set": checklist.pk, "assessed_on": f"{timezone.localdate():%d-%m-%Y}"}
    assert "paling sedikit satu indikator" in text_of(_act(client, "assess", family, **data))
    _act(client, "assess", family, **data, **{f"i{first.pk}": "3", f"i{second.pk}": ""})
    ratings = dict(family.assessments.get().ratings.values_list("indicator", "value"))
    assert (ratings[first.pk], ratings[second.pk], len(ratings)) == (Rate.GOOD, None, 21)
    assert "Rata-rata 18 indikator" in text_of(client.get(family.get_absolute_url()))


def test_a_closed_file_is_read_and_no_longer_written(as_role, family):
    client = as_role(Role.SECRETARY)
    _act(client, "close", family, reason="moved", on=f"{timezone.localdate():%d-%m-%Y}")
    page = text_of(client.get(family.get_absolute_url()))
    assert "Ditutup: pindah" in page
    assert "Ubah data" not in page
    for name in WRITING:
        response = client.post(url_of(name, family), {"form_token": str(uuid4())})
        assert response.status_code in {302, 422}, name
    assert not family.strengths.exists()
    assert family.members.filter(left_on=None).count() == 0


def test_the_form_that_shows_full_numbers_leaves_a_trace(as_role, family):
    client = as_role(Role.SECRETARY)
    for _ in range(2):
        assert family.members.first().national_id in text_of(client.get(url_of("edit", family)))
    log = AccessLog.objects.get(kind=AccessKind.REVEAL)
    assert (log.actor, log.subject_id, log.reason) == (client.user, family.pk, "Membetulkan data")


@pytest.mark.parametrize("name", ["history", "comparison", "leave", "edit"])
def test_no_page_of_a_file_is_read_without_a_trace(as_role, family, name):
    client, more = as_role(Role.SECRETARY), [family.members.last().pk] if name == "leave" else []
    assert client.get(url_of(name, family, *more)).status_code in {200, 302}
    assert AccessLog.objects.about(family).filter(actor=client.user).exists()


def test_a_page_that_is_sent_empty_shows_no_number_without_a_trace(as_role, family):
    client, member = as_role(Role.SECRETARY), family.members.first()
    data = {"form_token": str(uuid4()), "anggota-TOTAL_FORMS": "0", "anggota-INITIAL_FORMS": "0"}
    assert member.national_id in text_of(client.post(url_of("edit", family), data))
    assert AccessLog.objects.about(family).get(kind=AccessKind.REVEAL).actor == client.user
