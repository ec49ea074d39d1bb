"""Who guides whom: what a pair needs, what refuses it, how it changes and ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import FamilyStatus, StrengthKind
from families.models import Family
from mentoring.enums import MentorshipEnd
from mentoring.models import Mentorship
from mentoring.queries.pairing import suggestions
from mentoring.queries.visits import open_tasks
from mentoring.services.pairing import (
    change_mentor,
    change_pioneer,
    end_closed_files,
    end_guidance,
    pair_families,
    set_rule,
)
from mentoring.services.visiting import NewTask, record_visit
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.families import FamilyFactory, ProblemFactory, StrengthFactory, make_status
from tests.factories.guiding import VisitFactory, days_ago, make_pioneer, make_plasma, paired, visit_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(village):
    return make_user(Role.COORDINATOR, village)


@pytest.fixture
def mentor(village):
    return make_user(Role.MENTOR, village)


def pair(village, coordinator, *, pioneer=None, plasma=None, starts_on=None, **fields):
    return pair_families(
        pioneer or make_pioneer(village), plasma or make_plasma(village), starts_on=starts_on or timezone.localdate(),
        actor=coordinator, **fields,
    )  # fmt: skip


def refused(village, coordinator, words, **fields):
    with pytest.raises(DomainError, match=words):
        pair(village, coordinator, **fields)
    assert not Mentorship.objects.filter(paired_by=coordinator).exists()


def test_a_pair_has_a_schedule_and_opens_the_file_to_its_mentor(village, coordinator, mentor):
    mentorship = pair(village, coordinator, mentor=mentor)
    assert mentorship.is_open
    assert mentorship.planned.count() == 45
    assert Family.objects.visible_to(mentor).get() == mentorship.plasma
    assert Mentorship.objects.visible_to(mentor).get() == mentorship


def test_a_family_does_not_guide_itself(village, coordinator):
    family = make_plasma(village)
    refused(village, coordinator, "dirinya sendiri", pioneer=family, plasma=family)


def test_a_plasma_family_has_one_pioneer_at_a_time(village, coordinator):
    mentorship = pair(village, coordinator)
    with pytest.raises(DomainError, match="sudah dibina keluarga pionir lain"):
        pair(village, coordinator, plasma=mentorship.plasma)
    assert Mentorship.objects.get() == mentorship


def test_both_are_of_one_village(village, other_village, coordinator):
    refused(village, coordinator, "desa yang sama", pioneer=make_pioneer(other_village))


def test_who_guides_is_an_established_pioneer(village, coordinator):
    refused(village, coordinator, "belum ditetapkan sebagai keluarga pionir", pioneer=FamilyFactory(village=village))


def test_who_guides_is_prepared(village, coordinator):
    unprepared = FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    refused(village, coordinator, "belum selesai penyiapan", pioneer=unprepared)


def test_who_is_guided_is_a_plasma_family_that_agreed(village, coordinator):
    refused(village, coordinator, "belum ditetapkan sebagai keluarga plasma", plasma=FamilyFactory(village=village))
    family = make_status(FamilyFactory(village=village), FamilyStatus.PLASMA, on=days_ago(9))
    refused(village, coordinator, "belum ada atau sudah ditarik", plasma=family)


def test_a_course_begins_neither_tomorrow_nor_before_the_family_was_plasma(village, coordinator):
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(village, coordinator, "belum tiba", starts_on=tomorrow)
    refused(village, coordinator, "Menjadi keluarga plasma sejak", starts_on=days_ago(401))


def test_a_closed_file_is_not_paired(village, coordinator):
    closed = make_plasma(village)
    Family.objects.filter(pk=closed.pk).update(closed_on=timezone.localdate(), closed_reason="moved")
    refused(village, coordinator, "sudah ditutup", plasma=closed)


def test_the_limit_of_the_village_holds(village, coordinator):
    pioneer = make_pioneer(village)
    set_rule(village, 1, actor=coordinator)
    pair(village, coordinator, pioneer=pioneer)
    with pytest.raises(DomainError, match="sudah membina 1 keluarga"):
        pair(village, coordinator, pioneer=pioneer)
    assert pioneer.guiding.count() == 1


def test_a_mentor_is_one_of_the_village(village, other_village, coordinator):
    refused(village, coordinator, "bukan pendamping di desa ini", mentor=make_user(Role.MENTOR, other_village))
    refused(village, coordinator, "bukan pendamping di desa ini", mentor=make_user(Role.SECRETARY, village))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TKSK, Role.MENTOR])
def test_only_the_coordinator_pairs(village, role):
    with pytest.raises(PermissionDenied):
        pair(village, make_user(role, village))


def test_another_pioneer_goes_on_with_the_course(village, coordinator, mentor):
    first = paired(village, began=100, mentor=mentor, coordinator=coordinator)
    moved = first.planned.get(number=20)
    moved.due_on += timedelta(days=2)
    moved.save()
    made_early = first.planned.ahead(timezone.localdate()).order_by("number").first()
    VisitFactory(mentorship=first, planned=made_early)
    second = change_pioneer(
        first, make_pioneer(village), on=timezone.localdate(), reason="Sakit lama", actor=coordinator
    )
    first.refresh_from_db()
    assert (first.end, first.end_note, first.ends_on) == (MentorshipEnd.CHANGED, "Sakit lama", timezone.localdate())
    assert second.course_began_on == first.course_began_on
    assert second.planned.get(number=20).due_on == moved.due_on
    assert first.planned.count() + second.planned.count() == 45
    assert first.planned.unmade().filter(due_on__gte=timezone.localdate()).count() == 0
    assert not Family.objects.visible_to(mentor).exists()


def test_a_change_needs_a_reason_and_another_family(village, coordinator):
    mentorship = paired(village, coordinator=coordinator)
    today = timezone.localdate()
    with pytest.raises(DomainError, match="Isi alasan"):
        change_pioneer(mentorship, make_pioneer(village), on=today, reason=" ", actor=coordinator)
    with pytest.raises(DomainError, match="sudah membina keluarga ini"):
        change_pioneer(mentorship, mentorship.pioneer, on=today, reason="Sakit", actor=coordinator)
    with pytest.raises(StaleState):
        change_pioneer(mentorship, make_pioneer(village), on=today, reason="Sakit", seen=99, actor=coordinator)
    mentorship.refresh_from_db()
    assert mentorship.is_open
    assert mentorship.planned.count() == 45


def test_tasks_come_back_to_the_new_pioneer(village, coordinator):
    mentorship = paired(village, coordinator=coordinator)
    record_visit(mentorship, data=visit_data(), tasks=[NewTask("Mengurus akta")], actor=coordinator)
    second = change_pioneer(
        mentorship, make_pioneer(village), on=timezone.localdate(), reason="Sakit", actor=coordinator
    )
    assert [task.text for task in open_tasks(second)] == ["Mengurus akta"]


def test_guidance_ends_with_its_shares_and_its_plans(village, coordinator, mentor):
    mentorship = paired(village, mentor=mentor, coordinator=coordinator)
    end_guidance(mentorship, "withdrawn", on=timezone.localdate(), note="", actor=coordinator)
    mentorship.refresh_from_db()
    assert mentorship.end == MentorshipEnd.WITHDRAWN
    assert not mentorship.planned.filter(due_on__gt=timezone.localdate()).exists()
    assert not Family.objects.visible_to(mentor).exists()
    with pytest.raises(StaleState, match="sudah berakhir"):
        end_guidance(mentorship, "moved", on=timezone.localdate(), note="", actor=coordinator)


def test_graduation_is_no_plain_end_and_no_end_lies_before_a_visit(village, coordinator):
    mentorship = paired(village, coordinator=coordinator)
    VisitFactory(mentorship=mentorship, visited_on=days_ago(2))
    with pytest.raises(DomainError, match="Pilih sebab"):
        end_guidance(mentorship, "graduated", on=timezone.localdate(), note="", actor=coordinator)
    with pytest.raises(DomainError, match="Ada kunjungan sesudah"):
        end_guidance(mentorship, "moved", on=days_ago(3), note="", actor=coordinator)


def test_another_account_records_the_visits(village, coordinator, mentor):
    mentorship = paired(village, mentor=mentor, coordinator=coordinator)
    other = make_user(Role.MENTOR, village)
    change_mentor(mentorship, other, actor=coordinator)
    assert not Family.objects.visible_to(mentor).exists()
    assert Family.objects.visible_to(other).get() == mentorship.plasma
    change_mentor(mentorship, None, actor=coordinator)
    assert not Family.objects.visible_to(other).exists()


def test_a_closed_file_is_not_guided_any_more(village, coordinator):
    mentorship = paired(village, coordinator=coordinator)
    Family.objects.filter(pk=mentorship.plasma_id).update(closed_on=days_ago(3), closed_reason="deceased")
    other = MentorshipFactory(village=village)
    end_closed_files()
    mentorship.refresh_from_db()
    other.refresh_from_db()
    assert (mentorship.end, mentorship.ends_on) == (MentorshipEnd.CLOSED, days_ago(3))
    assert other.is_open


def test_the_nearest_with_what_is_needed_comes_first(village, django_assert_num_queries):
    plasma = make_plasma(village, rt="004", rw="002", hamlet="Dusun II")
    ProblemFactory(family=plasma)  # poverty
    far = make_pioneer(village, rt="009", rw="008", hamlet="Dusun V", head_name="Jauh")
    near = make_pioneer(village, rt="004", rw="002", hamlet="Dusun II", head_name="Dekat")
    skilled = make_pioneer(village, rt="001", rw="001", hamlet="Dusun II", head_name="Terampil")
    StrengthFactory(family=skilled, kind=StrengthKind.SKILL)
    StrengthFactory(family=far, kind=StrengthKind.ROLE, text="Ketua RT")
    MentorshipFactory(village=village, pioneer=near)
    FamilyFactory(village=village, status=FamilyStatus.PIONEER, head_name="Belum siap")
    with django_assert_num_queries(7):
        found = suggestions(plasma)
    assert [each.pioneer.head_name for each in found] == ["Dekat", "Terampil", "Jauh"]
    words = {each.pioneer.head_name: " ".join(each.reasons) for each in found}
    assert "satu RT 004" in words["Dekat"]
    assert "membina 1 dari 5" in words["Dekat"]
    assert "Pandai menenun" in words["Terampil"]
    assert "Ketua RT" not in words["Jauh"]


def test_a_full_pioneer_is_not_suggested(village, coordinator):
    mentorship = paired(village, coordinator=coordinator)
    set_rule(village, 1, actor=coordinator)
    assert mentorship.pioneer not in [each.pioneer for each in suggestions(make_plasma(village))]
