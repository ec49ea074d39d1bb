"""The pages of choosing, preparing, ending and progress: who gets in, and what each does."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import months_later
from families.enums import FamilyStatus
from institutions.enums import MeetingKind
from jobs.models import Job
from jobs.services import run_job
from mentoring.models import Candidate, Graduation, Mentorship, Selection, Subject, Training
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory, SelectionFactory, ready_family, train, unit_meeting
from tests.factories.families import FamilyFactory, make_status
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_village

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate().strftime("%d-%m-%Y")


def url(name, *args):
    return reverse(f"mentoring:{name}", args=args)


@pytest.fixture
def selection(village):
    return SelectionFactory(village=village, focus_group=unit_meeting(village, MeetingKind.FOCUS_GROUP))


@pytest.fixture
def mentorship(village):
    return MentorshipFactory(
        village=village, plasma=ready_family(village), course_began_on=months_later(timezone.localdate(), -18)
    )


@pytest.fixture
def graduation(village, mentorship):
    return Graduation.objects.create(
        mentorship=mentorship, decided_in=unit_meeting(village), assessment=mentorship.plasma.assessments.get(),
        decided_on=timezone.localdate(), watch_until=months_later(timezone.localdate(), 12),
        decided_by=make_user(Role.COORDINATOR, village),
    )  # fmt: skip


def test_the_secretary_opens_a_round_and_lists_the_best(village, as_role):
    client, family = as_role(Role.SECRETARY), ready_family(village, head_name="Obaja Tefnai")
    answer = client.post(url("open_selection"), {"form_token": uuid.uuid4(), "village": village.pk, "note": ""})
    selection = Selection.objects.get()
    assert answer.url == selection.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "Obaja Tefnai" in page
    assert "rata-rata 3,0" in page

    client.post(url("add_candidates", selection.pk), {"families": [family.pk]})

    candidate = Candidate.objects.get()
    assert candidate.family == family
    assert candidate.reasons[0] == "rata-rata 3,0, ambang 2,4"
    empty = client.post(url("add_candidates", selection.pk), {})
    assert empty.status_code == 422
    assert "Pilih paling sedikit satu keluarga." in empty.content.decode()


def test_the_groups_of_a_round_are_chosen_on_its_page(village, as_role):
    client, selection = as_role(Role.SECRETARY), SelectionFactory(village=village)
    meeting = unit_meeting(village, MeetingKind.FOCUS_GROUP)

    client.post(url("change_selection", selection.pk), {"version": 1, "focus_group": meeting.pk, "note": "Dusun I"})

    selection.refresh_from_db()
    assert (selection.focus_group, selection.note) == (meeting, "Dusun I")
    stale = client.post(url("change_selection", selection.pk), {"version": 1, "note": "Lain"})
    assert stale.status_code == 409
    assert "Dusun I" in stale.content.decode()


@pytest.mark.parametrize(("role", "leads"), [(Role.TKSK, True), (Role.VILLAGE_HEAD, False)])
def test_the_focus_group_is_linked_for_who_may_open_its_meeting(selection, as_role, role, leads):
    page = as_role(role).get(selection.get_absolute_url()).content.decode()
    assert selection.focus_group.title in page
    assert (selection.focus_group.get_absolute_url() in page) is leads


def test_a_candidate_goes_its_way_from_the_page(village, selection, as_role):
    secretary, coordinator = as_role(Role.SECRETARY), as_role(Role.COORDINATOR)
    candidate = Candidate.objects.create(selection=selection, family=ready_family(village))

    def press(client, name, **data):
        candidate.refresh_from_db()
        form = {"version": candidate.version, **data}
        return client.post(url("candidate_step", selection.pk, candidate.pk, name), form)

    press(secretary, "propose")
    press(secretary, "consent")
    assert press(secretary, "establish").status_code == 403
    assert press(coordinator, "establish", decided_in="", on="").status_code == 422
    press(coordinator, "establish", decided_in=unit_meeting(village).pk, on=today())

    candidate.family.refresh_from_db()
    assert candidate.family.status == FamilyStatus.PIONEER
    assert "Ditetapkan" in coordinator.get(selection.get_absolute_url()).content.decode()


def test_a_round_is_closed_when_nobody_waits(selection, as_role):
    client = as_role(Role.SECRETARY)

    client.post(url("close_selection", selection.pk))

    selection.refresh_from_db()
    assert selection.ended_on == timezone.localdate()
    assert client.post(url("change_selection", selection.pk), {"version": 2, "note": ""}).status_code == 422


def test_lk3_records_a_training_and_sees_no_family_file(village, as_role):
    CareUnitFactory(village=village)
    client, family = as_role(Role.LK3, village), FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    form = {
        "form_token": uuid.uuid4(), "held_on": today(), "place": "Balai desa", "given_by": "Ruth Pandie, LK3",
        "methods": ["discussion"], "subjects": [Subject.objects.first().pk], "families": [family.pk], "note": "",
    }  # fmt: skip
    answer = client.post(url("record_training", village.pk), form)
    training = Training.objects.get()
    assert answer.url == training.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert family.head_name in page
    assert family.get_absolute_url() not in page

    twice = client.post(url("record_training", village.pk), form)

    assert (twice.url, Training.objects.count()) == (training.get_absolute_url(), 1)
    none = client.post(url("record_training", village.pk), form | {"form_token": uuid.uuid4(), "subjects": []})
    assert "Pilih paling sedikit satu materi" in none.content.decode()


def test_trainings_are_recorded_where_an_fcu_is_at_work(village, as_role):
    client, other = as_role(Role.LK3, village.parent.parent), make_village("53.01.05.2010")
    CareUnitFactory(village=village)

    page = client.get(url("training_where")).content.decode()

    assert url("record_training", village.pk) in page
    assert url("record_training", other.pk) not in page
    assert client.get(url("record_training", other.pk)).status_code == 404


def test_a_training_is_changed_and_says_who_lacks_what(village, as_role):
    CareUnitFactory(village=village)
    client, family = as_role(Role.SECRETARY), FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    training = train(village, subjects=Subject.objects.all()[:1], methods=["discussion"])
    form = {
        "version": 1, "held_on": today(), "place": "Posyandu", "given_by": "TKSK", "methods": ["role_play"],
        "subjects": list(Subject.objects.values_list("pk", flat=True)), "families": [family.pk], "note": "",
    }  # fmt: skip
    assert "Belum siap" in client.get(url("trainings")).content.decode()

    client.post(url("change_training", training.pk), form)

    page = client.get(url("trainings")).content.decode()
    assert "Belum siap" not in page
    assert client.post(url("change_training", training.pk), form).status_code == 409


def test_graduation_from_the_page_with_its_certificate(village, mentorship, as_role):
    client = as_role(Role.COORDINATOR)
    page = client.get(url("graduate", mentorship.pk)).content.decode()
    assert "Semua ambang keluarga pionir tercapai." in page
    form = {
        "version": 1, "assessment": mentorship.plasma.assessments.get().pk, "decided_in": unit_meeting(village).pk,
        "decided_on": today(),
    }  # fmt: skip

    answer = client.post(url("graduate", mentorship.pk), form)

    graduation = Graduation.objects.get()
    assert answer.url == graduation.get_absolute_url()
    client.post(url("print_certificate", graduation.pk))
    assert client.get(url("certificate", graduation.pk)).status_code == 302
    run_job(Job.objects.get(kind="documents.render_document").pk)
    paper = client.get(url("certificate", graduation.pk))
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")
    number = Graduation.objects.get().certificate.number
    client.post(url("print_certificate", graduation.pk))
    assert Graduation.objects.get().certificate.number == number
    again = client.post(url("graduate", mentorship.pk), form)
    assert "sudah berakhir" in again.content.decode()


def test_an_assessment_of_the_past_is_pointed_out(mentorship, as_role):
    mentorship.plasma.assessments.update(assessed_on=timezone.localdate() - timedelta(days=100))

    page = as_role(Role.COORDINATOR).get(url("graduate", mentorship.pk)).content.decode()

    assert "lebih lama dari 90 hari" in page


def test_the_watch_is_ended_on_the_page_of_the_graduation(graduation, as_role):
    client = as_role(Role.COORDINATOR)
    form = {"version": 1, "result": "steady", "note": "Baik", "on": today()}
    assert "berlangsung sampai" in client.post(graduation.get_absolute_url(), form).content.decode()
    Graduation.objects.update(watch_until=timezone.localdate())

    client.post(graduation.get_absolute_url(), form)

    graduation.refresh_from_db()
    assert graduation.watch_result == "steady"
    assert as_role(Role.SECRETARY).post(graduation.get_absolute_url(), form).status_code == 403


def test_termination_from_the_page(mentorship, as_role):
    form = {"version": 1, "reason": "Tidak maju", "way": "new_plan", "plan": "Ulang", "decided_on": today()}

    answer = as_role(Role.COORDINATOR).post(url("terminate", mentorship.pk), form)

    assert answer.url == mentorship.plasma.get_absolute_url()
    assert Mentorship.objects.get().end == "terminated"


@pytest.mark.parametrize("name", ["selection", "change_selection", "graduate", "terminate", "graduation", "training"])
def test_outsiders_get_404_and_bad_ids_too(village, other_village, selection, graduation, as_role, name):
    records = {"selection": selection, "change_selection": selection, "graduation": graduation}
    records |= {"training": train(village), "graduate": graduation.mentorship, "terminate": graduation.mentorship}
    outsider, insider = as_role(Role.COORDINATOR, other_village), as_role(Role.COORDINATOR)

    assert outsider.get(url(name, records[name].pk)).status_code == 404
    assert insider.get(url(name, records[name].pk)).status_code == 200
    assert insider.get(url(name, 999_999)).status_code == 404


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("change_selection", Role.TKSK), ("graduate", Role.SECRETARY), ("terminate", Role.TKSK),
        ("open_selection", Role.TKSK), ("trainings", Role.TREASURER), ("cohorts", Role.MENTOR),
    ],
)  # fmt: skip
def test_who_only_reads_gets_403(village, selection, mentorship, as_role, name, role):
    records = {"change_selection": [selection.pk], "graduate": [mentorship.pk], "terminate": [mentorship.pk]}

    assert (
        as_role(role, village.parent if role == Role.TKSK else village)
        .get(url(name, *records.get(name, [])))
        .status_code
        == 403
    )


@pytest.mark.parametrize("name", ["close_selection", "add_candidates", "print_certificate"])
def test_what_changes_something_refuses_get(selection, graduation, as_role, name):
    pk = graduation.pk if name == "print_certificate" else selection.pk

    assert as_role(Role.COORDINATOR).get(url(name, pk)).status_code == 405


@pytest.mark.parametrize("name", ["selections", "trainings", "progress", "eight_tasks", "cohorts"])
@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_few_queries(village, as_role, django_assert_max_num_queries, name, count):
    for _ in range(count):
        pioneer = make_status(FamilyFactory(village=village), FamilyStatus.PIONEER, on=timezone.localdate())
        MentorshipFactory(village=village, pioneer=pioneer)
        train(village, pioneer)
    SelectionFactory(village=village)
    client = as_role(Role.COORDINATOR)
    client.get(url(name))

    with django_assert_max_num_queries(22 if name == "eight_tasks" else 12):
        client.get(url(name))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_round_takes_few_queries(village, selection, as_role, django_assert_max_num_queries, count):
    for _ in range(count):
        Candidate.objects.create(selection=selection, family=ready_family(village))
        ready_family(village)
    client = as_role(Role.COORDINATOR)
    client.get(selection.get_absolute_url())

    with django_assert_max_num_queries(16):
        client.get(selection.get_absolute_url())
