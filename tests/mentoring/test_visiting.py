"""A visit recorded on a telephone: once, on a day that can be, for the planned visit whose turn it is."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import FamilyStatus
from families.models import Family
from mentoring.enums import TaskState
from mentoring.models import AgreedTask, MentoringVisit
from mentoring.services.visiting import NewTask, change_visit, record_visit
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.cases import CaseFactory
from tests.factories.documents import make_photo
from tests.factories.families import ConsentFactory, FamilyFactory
from tests.factories.guiding import TaskFactory, VisitFactory, days_ago, planned_pair, visit_data, visit_form
from tests.mentoring.test_schedule import in_days, replace_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(village):
    return make_user(Role.MENTOR, village)


@pytest.fixture
def mentorship(village, mentor):
    return planned_pair(village, began=60, mentor=mentor)


def test_a_visit_counts_for_the_planned_one_whose_turn_it_is(mentorship, mentor):
    missed, late, ahead = replace_plan(mentorship, -9, -2, 5)
    visit = record_visit(mentorship, data=visit_data(), actor=mentor)
    assert visit.planned == late
    second = record_visit(mentorship, data=visit_data(visited_on=days_ago(1)), actor=mentor)
    assert second.planned == ahead
    third = record_visit(mentorship, data=visit_data(visited_on=days_ago(5)), actor=mentor)
    assert third.planned == missed


def test_a_missed_visit_stays_missed(mentorship, mentor):
    for planned in replace_plan(mentorship, -9, -2, 5)[1:]:
        VisitFactory(mentorship=mentorship, planned=planned, visited_on=min(planned.due_on, days_ago(1)))
    assert record_visit(mentorship, data=visit_data(), actor=mentor).planned is None


def test_a_visit_long_before_its_turn_counts_for_none(mentorship, mentor):
    replace_plan(mentorship, 8)
    assert record_visit(mentorship, data=visit_data(), actor=mentor).planned is None


def test_a_pair_whose_visits_are_not_planned_yet_is_visited_all_the_same(mentorship, mentor):
    replace_plan(mentorship)
    assert record_visit(mentorship, data=visit_data(), actor=mentor).planned is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"visited_on": 1}, "belum tiba"),
        ({"visited_on": -61}, "Pembinaan ini dimulai"),
        ({"topics": []}, "satu bidang"),
        ({"topics": ["sihir"]}, "satu bidang"),
        ({"found": " "}, "Isi yang ditemukan"),
        ({"next_on": 0}, "harus sesudah"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(mentorship, mentor, changes, words):
    changes = {name: in_days(value) if isinstance(value, int) else value for name, value in changes.items()}
    with pytest.raises(DomainError, match=words):
        record_visit(mentorship, data=visit_data(**changes), tasks=[NewTask("Menabung")], actor=mentor)
    assert not MentoringVisit.objects.exists()
    assert not AgreedTask.objects.exists()


def test_one_visit_a_day(mentorship, mentor):
    record_visit(mentorship, data=visit_data(), actor=mentor)
    with pytest.raises(DomainError, match="sudah dicatat"):
        record_visit(mentorship, data=visit_data(), actor=mentor)
    assert mentorship.visits.count() == 1


def test_an_ended_pair_or_a_closed_file_takes_no_visit(village, mentorship, mentor):
    Family.objects.filter(pk=mentorship.plasma_id).update(closed_on=days_ago(1), closed_reason="moved")
    with pytest.raises(DomainError, match="sudah ditutup"):
        record_visit(mentorship, data=visit_data(), actor=mentor)
    coordinator = make_user(Role.COORDINATOR, village)
    mentorship.ends_on, mentorship.end = timezone.localdate(), "moved"
    mentorship.save()
    with pytest.raises(StaleState, match="sudah berakhir"):
        record_visit(mentorship, data=visit_data(), actor=coordinator)
    with pytest.raises(PermissionDenied):
        record_visit(mentorship, data=visit_data(), actor=mentor)


def test_who_records(village, other_village, mentorship):
    for number, role in enumerate((Role.SECRETARY, Role.COORDINATOR, Role.TKSK)):
        record_visit(mentorship, data=visit_data(visited_on=days_ago(number)), actor=make_user(role, village))
    strangers = [make_user(role, village) for role in (Role.MENTOR, Role.VILLAGE_HEAD, Role.LK3, Role.DINAS)]
    for stranger in (*strangers, make_user(Role.SECRETARY, other_village)):
        with pytest.raises(PermissionDenied):
            record_visit(mentorship, data=visit_data(visited_on=days_ago(9)), actor=stranger)
    assert mentorship.visits.count() == 3


def test_agreed_tasks_come_back_until_they_are_settled(mentorship, mentor):
    tasks = [NewTask("Mengurus akta"), NewTask("Menabung", due_on=in_days(7))]
    first = record_visit(mentorship, data=visit_data(visited_on=days_ago(7)), tasks=tasks, actor=mentor)
    akta, saving = first.tasks.order_by("pk")
    second = record_visit(mentorship, data=visit_data(), settled={akta.pk: TaskState.DONE}, actor=mentor)
    akta.refresh_from_db()
    saving.refresh_from_db()
    assert (akta.state, akta.settled_at, saving.state) == (TaskState.DONE, second, TaskState.OPEN)


def test_a_settled_or_strange_task_is_not_settled_again(village, mentorship, mentor):
    stranger = TaskFactory(agreed_at=VisitFactory(mentorship=MentorshipFactory(village=village)))
    with pytest.raises(StaleState):
        record_visit(mentorship, data=visit_data(), settled={stranger.pk: TaskState.DONE}, actor=mentor)
    with pytest.raises(DomainError, match="Paling banyak 3"):
        record_visit(mentorship, data=visit_data(), tasks=[NewTask("x")] * 4, actor=mentor)
    assert not mentorship.visits.exists()


def test_another_day_for_the_next_visit_moves_the_plan(mentorship, mentor):
    replace_plan(mentorship, -1, 6, 13, 20)
    record_visit(mentorship, data=visit_data(next_on=in_days(8)), actor=mentor)
    days = list(mentorship.planned.order_by("number").values_list("due_on", flat=True))
    assert days[1:] == [in_days(8), in_days(13), in_days(20)]


def test_a_next_visit_behind_the_one_after_moves_all(mentorship, mentor):
    replace_plan(mentorship, -1, 6, 13, 20)
    record_visit(mentorship, data=visit_data(next_on=in_days(15)), actor=mentor)
    days = list(mentorship.planned.order_by("number").values_list("due_on", flat=True))
    assert days[1] == in_days(15)
    assert days[1:] == sorted(set(days[1:]))


def test_a_case_of_another_family_or_out_of_sight_is_refused(village, mentorship, mentor):
    own = CaseFactory(family=mentorship.plasma, handler=mentor)
    unseen, strange = CaseFactory(family=mentorship.plasma), CaseFactory(family=FamilyFactory(village=village))
    for case in (unseen, strange):
        with pytest.raises(DomainError, match="bukan kasus terbuka"):
            record_visit(mentorship, data=visit_data(case=case), actor=mentor)
    assert record_visit(mentorship, data=visit_data(case=own), actor=mentor).case == own


def test_a_photo_needs_the_familys_consent(mentorship, mentor):
    with pytest.raises(DomainError, match="foto dipakai"):
        record_visit(mentorship, data=visit_data(), upload=make_photo(), actor=mentor)
    assert not MentoringVisit.objects.exists()
    ConsentFactory(family=mentorship.plasma, purpose="photo")
    assert record_visit(mentorship, data=visit_data(), upload=make_photo(), actor=mentor).photo


def test_its_author_corrects_a_visit_for_a_day(village, mentorship, mentor):
    visit = record_visit(mentorship, data=visit_data(), tasks=[NewTask("Salah tulis")], actor=mentor)
    changed = change_visit(visit, data=visit_data(found="Lain."), tasks=[NewTask("Menabung")], seen=1, actor=mentor)
    assert (changed.found, changed.version, changed.tasks.get().text) == ("Lain.", 2, "Menabung")
    with pytest.raises(StaleState):
        change_visit(visit, data=visit_data(), seen=1, actor=mentor)
    with pytest.raises(DomainError, match="sampai sehari"):
        change_visit(visit, data=visit_data(), actor=make_user(Role.SECRETARY, village))
    MentoringVisit.objects.update(recorded_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(DomainError, match="sampai sehari"):
        change_visit(visit, data=visit_data(), actor=mentor)
    visit.refresh_from_db()
    assert visit.found == "Lain."


def test_a_task_that_was_looked_at_since_is_kept(mentorship, mentor):
    first = record_visit(mentorship, data=visit_data(visited_on=days_ago(1)), tasks=[NewTask("Akta")], actor=mentor)
    record_visit(mentorship, data=visit_data(), settled={first.tasks.get().pk: "done"}, actor=mentor)
    with pytest.raises(DomainError, match="sudah diperiksa"):
        change_visit(first, data=visit_data(visited_on=days_ago(1)), actor=mentor)
    assert first.tasks.get().text == "Akta"


def record_url(mentorship):
    return reverse("mentoring:record_visit", args=[mentorship.pk])


def test_the_form_on_a_telephone(mentorship, mentor, as_user):
    client, member = as_user(mentor), mentorship.plasma.members.get()
    task = TaskFactory(agreed_at=VisitFactory(mentorship=mentorship, visited_on=days_ago(20)), text="Mengurus akta")
    page = client.get(record_url(mentorship)).content.decode()
    assert "Mengurus akta" in page
    assert member.name in page
    sent = visit_form(
        who=[member.name, "Keluarga pionir"], task_1="Menabung", doer_1="plasma", by_1=f"{in_days(7):%d-%m-%Y}",
        next_on=f"{in_days(7):%d-%m-%Y}", **{f"settled_{task.pk}": "done"},
    )  # fmt: skip
    first, second = client.post(record_url(mentorship), sent), client.post(record_url(mentorship), sent)
    visit = MentoringVisit.objects.latest("pk")
    assert first.url == second.url == visit.get_absolute_url()
    assert (visit.who, visit.topics, visit.recorded_by) == ([member.name, "Keluarga pionir"], ["economic"], mentor)
    assert visit.tasks.get().text == "Menabung"
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    shown = client.get(visit.get_absolute_url()).content.decode()
    assert "Menabung" in shown
    assert "Mengurus akta" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"visited_on": "31-02-2026"}, "Tanggal belum benar"),
        ({"visited_on": "01-01-2099"}, "belum tiba"),
        ({"topics": []}, "Pilih bidang"),
        ({"topics": ["sihir"]}, "tidak ada"),
        ({"who": ["Orang lain"]}, "tidak ada"),
        ({"found": ""}, "Isi yang ditemukan"),
        ({"found": "x" * 2001}, "Persingkat"),
        ({"by_2": "01-12-2026"}, "Isi tugasnya"),
        ({"form_token": "x"}, "tidak lengkap"),
    ],
)
def test_bad_input_stays_on_the_page(mentorship, mentor, as_user, changes, words):
    page = as_user(mentor).post(record_url(mentorship), visit_form(**changes))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not MentoringVisit.objects.exists()


def test_what_was_typed_is_there_again(mentorship, mentor, as_user):
    client = as_user(mentor)
    page = client.get(record_url(mentorship))
    draft = page.context["draft_url"]
    assert client.post(draft, {"found": "Baru setengah", "topics": ["health"]}).status_code == 204
    again = client.get(record_url(mentorship)).content.decode()
    assert "Baru setengah" in again
    assert "checked" in again
    token = draft.rstrip("/").rpartition("/")[2]
    client.post(record_url(mentorship), visit_form(form_token=token))
    assert "Baru setengah" not in client.get(record_url(mentorship)).content.decode()


def test_a_sent_photo_is_judged_beside_its_field(mentorship, mentor, as_user):
    client = as_user(mentor)
    ConsentFactory(family=mentorship.plasma, purpose="photo")
    bad = client.post(record_url(mentorship), visit_form(photo=SimpleUploadedFile("foto.jpg", b"kosong")))
    assert bad.status_code == 422
    assert "Jenis berkas ini tidak diterima" in bad.content.decode()
    client.post(record_url(mentorship), visit_form(photo=make_photo()))
    visit = MentoringVisit.objects.get()
    photo = reverse("mentoring:visit_photo", args=[visit.pk])
    answer = client.get(photo)
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert mentorship.plasma.head_name not in answer["Content-Disposition"]
    mentorship.plasma.consents.update(withdrawn_on=timezone.localdate())
    assert client.get(photo).status_code == 404
    assert client.post(photo).status_code == 405


def test_the_page_corrects_a_visit(village, mentorship, mentor, as_user, as_role):
    visit = record_visit(mentorship, data=visit_data(), tasks=[NewTask("Menabung")], actor=mentor)
    client, url = as_user(mentor), reverse("mentoring:change_visit", args=[visit.pk])
    assert "Menabung" in client.get(url).content.decode()
    assert client.post(url, visit_form(version=1, task_1="Menabung lagi")).url == visit.get_absolute_url()
    assert visit.tasks.get().text == "Menabung lagi"
    assert client.post(url, visit_form(version=1)).status_code == 422
    assert as_role(Role.SECRETARY).get(url).status_code == 403
    MentoringVisit.objects.update(recorded_at=timezone.now() - timedelta(hours=25))
    assert client.get(url).status_code == 403
    assert "Ubah" not in client.get(visit.get_absolute_url()).content.decode()


def test_who_opens_the_pages_of_a_visit(village, other_village, mentorship, as_role, as_user, mentor):
    visit = VisitFactory(mentorship=mentorship)
    for url in (record_url(mentorship), visit.get_absolute_url()):
        for opener in (as_role(Role.SECRETARY), as_role(Role.TKSK), as_user(mentor)):
            assert opener.get(url).status_code == 200
        assert as_role(Role.MENTOR).get(url).status_code == 404
        assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404
        assert as_role(Role.VILLAGE_HEAD).get(url).status_code == (403 if url == record_url(mentorship) else 200)
        assert as_role(Role.SECRETARY).put(url).status_code == 405
    for name in ("record_visit", "visit", "change_visit", "visit_photo"):
        assert as_user(mentor).get(reverse(f"mentoring:{name}", args=[999_999])).status_code == 404


def test_an_ended_pair_offers_no_visit(village, as_role):
    ended = MentorshipFactory(village=village, ends_on=timezone.localdate(), end="withdrawn")
    client = as_role(Role.SECRETARY)
    assert client.get(record_url(ended)).status_code == 404
    page = client.get(ended.get_absolute_url()).content.decode()
    assert "Catat kunjungan" not in page
    assert "Keluarga menarik kesediaan" in page


def test_a_pioneer_that_is_not_the_own_family_is_named_without_a_link(village, mentorship, mentor, as_user):
    Family.objects.filter(pk=mentorship.pioneer_id).update(status=FamilyStatus.PIONEER)
    page = as_user(mentor).get(mentorship.get_absolute_url()).content.decode()
    assert str(mentorship.pioneer) in page
    assert mentorship.pioneer.get_absolute_url() not in page
