"""Programmes as the services write them: plans, activities, months, reviews, and their end."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import Period, months_later
from institutions.enums import FundSource
from programmes.enums import AfterEnd, ProgrammeState, ReviewKind
from programmes.models import MonthlyProgress, Programme, TrainingSession
from programmes.queries.programme import activities_of, still_open
from programmes.queries.reviews import reviews_of
from programmes.services.programme import add_programme, change_programme, set_villages
from programmes.services.programme_activities import add_activity, change_activity, remove_activity
from programmes.services.programme_steps import advance_programme
from programmes.services.progress import MoreThanPlanned, Reached, save_progress
from programmes.services.reviews import record_review
from tests.factories.accounts import make_user
from tests.factories.programmes import (
    ActivityOfProgrammeFactory,
    ProgrammeFactory,
    ProgressFactory,
    ReviewFactory,
    month_start,
)
from tests.factories.regions import make_region, make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def dinas(village):
    return make_user(Role.DINAS, village)


@pytest.fixture
def running(village):
    programme = ProgrammeFactory(state=ProgrammeState.RUNNING, villages=[village])
    ActivityOfProgrammeFactory(programme=programme)
    return programme


def given(**changes):
    return {
        "region": make_region("53.01.05"), "name": "PKSA", "agency_name": "IPSI", "goal": "Anak terpenuhi haknya",
        "target_group": "Anak", "starts_on": month_start(0),
        "ends_on": months_later(month_start(0), 18) - timedelta(days=1), **changes,
    }  # fmt: skip


def month(ago):
    return Period.of("M", month_start(ago))


def test_a_programme_of_a_village_reaches_it_at_once(village, dinas):
    programme = add_programme(actor=dinas, team=[("Pembina", 1), ("Pelatih", 9)], **given(region=village))
    assert list(programme.villages.all()) == [village]
    assert list(programme.team.values_list("role", "people")) == [("Pembina", 1), ("Pelatih", 9)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"agency_name": ""}, "salah satu"),
        ({"budget": 5, "source": ""}, "tanpa sumber dana"),
        ({"budget": 5, "source": FundSource.NONE}, "tanpa biaya"),
        ({"reference": "0361", "reference_kind": ""}, "tanpa jenisnya"),
        ({"ends_on": month_start(2)}, "sebelum dimulai"),
        ({"ends_on": months_later(month_start(0), 60)}, "60 bulan"),
    ],
)
def test_what_does_not_fit_is_refused(village, dinas, changes, words):
    with pytest.raises(DomainError, match=words):
        add_programme(actor=dinas, **given(**changes))
    assert not Programme.objects.exists()


def test_only_the_dinas_of_the_region_plans(village, other_village):
    for role in set(Role) - {Role.DINAS}:
        with pytest.raises(PermissionDenied):
            add_programme(actor=make_user(role, village), **given())
    with pytest.raises(PermissionDenied):
        add_programme(actor=make_user(Role.DINAS, other_village), **given())


def test_a_change_needs_the_version_that_was_shown(running, dinas):
    change_programme(running, actor=dinas, seen=1, name="Pesisir", team=[("Ketua", 1)])
    with pytest.raises(StaleState):
        change_programme(running, actor=dinas, seen=1, name="Lain")
    running.refresh_from_db()
    assert (running.name, running.team.get().role) == ("Pesisir", "Ketua")


def test_a_period_holds_its_activities_and_months(running, dinas):
    activity = running.activities.get()
    with pytest.raises(DomainError, match=activity.name):
        change_programme(running, actor=dinas, ends_on=months_later(running.ends_on, -6))
    change_activity(activity, actor=dinas, starts_on=month_start(1), ends_on=month_start(0) + timedelta(days=27))
    ProgressFactory(activity=activity, month=month_start(2))
    with pytest.raises(DomainError, match="tercatat di luar"):
        change_programme(running, actor=dinas, starts_on=month_start(1))


def test_villages_are_set_kecamatan_by_kecamatan(dinas):
    programme = ProgrammeFactory(region=make_region("53.01"))
    first, second = make_village("53.01.05.2010"), make_village("53.01.06.2001")
    set_villages(programme, first.parent, [first], actor=dinas)
    set_villages(programme, second.parent, [second], actor=dinas)
    set_villages(programme, first.parent, [], actor=dinas)
    assert list(programme.villages.all()) == [second]
    with pytest.raises(DomainError, match="kecamatan ini"):
        set_villages(programme, first.parent, [second], actor=dinas)


def test_a_programme_reaches_no_village_outside_of_its_region(running, other_village, dinas):
    with pytest.raises(DomainError, match="di dalam wilayah"):
        set_villages(running, other_village.parent, [other_village], actor=dinas)
    with pytest.raises(DomainError, match="paling sedikit satu desa"):
        set_villages(running, make_region("53.01.05"), [], actor=dinas)


def test_an_activity_lies_in_the_period(running, dinas):
    plan = {"name": "Diklat", "target": 30, "starts_on": month_start(3), "ends_on": month_start(2)}
    assert add_activity(running, actor=dinas, **plan).unit == "orang"
    with pytest.raises(DomainError, match="masa program"):
        add_activity(running, actor=dinas, **plan | {"starts_on": month_start(4)})
    with pytest.raises(DomainError, match="sebelum bulan pertamanya"):
        add_activity(running, actor=dinas, **plan | {"ends_on": month_start(4)})


def test_an_activity_with_progress_stays(running, dinas):
    activity = running.activities.get()
    progress = ProgressFactory(activity=activity)
    with pytest.raises(DomainError, match="tetap dalam program"):
        remove_activity(activity, actor=dinas)
    progress.delete()
    assert remove_activity(activity, actor=dinas).removed_on
    with pytest.raises(DomainError, match="sudah dihapus orang lain"):
        change_activity(activity, actor=dinas, name="Lain")


def test_what_ended_or_was_stopped_is_only_read(running, dinas):
    for state in (ProgrammeState.ENDED, ProgrammeState.STOPPED):
        Programme.objects.filter(pk=running.pk).update(state=state)
        with pytest.raises(DomainError):
            change_programme(running, actor=dinas, name="Lain")
        with pytest.raises(DomainError):
            save_progress(running, month(1), {}, actor=dinas)


def test_months_add_up_and_a_row_can_be_taken_back(running, dinas):
    key = running.activities.get().pk
    save_progress(running, month(1), {key: Reached(20, 1_000_000, "Hujan")}, actor=dinas)
    save_progress(running, month(0), {key: Reached(15, 500_000)}, actor=dinas)
    assert [(each.done, each.spent) for each in activities_of(running)] == [(35, 1_500_000)]
    save_progress(running, month(1), {key: Reached(None, seen=1)}, actor=dinas)
    assert MonthlyProgress.objects.get().done == 15


def test_an_older_version_of_a_month_is_asked(running, dinas):
    key = running.activities.get().pk
    save_progress(running, month(1), {key: Reached(20)}, actor=dinas)
    with pytest.raises(StaleState):
        save_progress(running, month(1), {key: Reached(25)}, actor=dinas)
    save_progress(running, month(1), {key: Reached(25, seen=1)}, actor=dinas)
    assert MonthlyProgress.objects.get().done == 25


@pytest.mark.parametrize(
    ("reached", "words"), [(Reached(61), "61 dari target 60"), (Reached(1, 40_000_001), "anggaran")]
)
def test_more_than_planned_is_asked_and_then_taken(running, dinas, reached, words):
    key = running.activities.get().pk
    with pytest.raises(MoreThanPlanned, match=words):
        save_progress(running, month(1), {key: reached}, actor=dinas)
    assert not MonthlyProgress.objects.exists()
    save_progress(running, month(1), {key: reached}, actor=dinas, sure=True)
    assert MonthlyProgress.objects.get().done == reached.done


def test_earlier_months_count_towards_the_target(running, dinas):
    key = running.activities.get().pk
    save_progress(running, month(1), {key: Reached(50)}, actor=dinas)
    with pytest.raises(MoreThanPlanned):
        save_progress(running, month(0), {key: Reached(11)}, actor=dinas)
    save_progress(running, month(0), {key: Reached(10)}, actor=dinas)


def test_months_outside_or_ahead_are_refused(running, dinas):
    key = running.activities.get().pk
    with pytest.raises(DomainError, match="belum tiba"):
        save_progress(running, month(-1), {key: Reached(1)}, actor=dinas)
    with pytest.raises(DomainError, match="di luar masa"):
        save_progress(running, month(4), {key: Reached(1)}, actor=dinas)
    Programme.objects.filter(pk=running.pk).update(state=ProgrammeState.PLANNED)
    with pytest.raises(DomainError, match="belum dimulai"):
        save_progress(running, month(1), {key: Reached(1)}, actor=dinas)


def test_an_activity_of_another_programme_has_no_month_here(running, dinas):
    other = ActivityOfProgrammeFactory()
    with pytest.raises(DomainError, match="dihapus orang lain"):
        save_progress(running, month(1), {other.pk: Reached(1)}, actor=dinas)


def test_a_start_writes_the_reviews_of_eighteen_months(village, dinas):
    programme = ProgrammeFactory(villages=[village])
    ActivityOfProgrammeFactory(programme=programme)
    advance_programme(programme, "start", actor=dinas)
    counted = [programme.reviews.filter(kind=kind).count() for kind in ReviewKind]
    assert counted == [18, 6, 3]
    assert programme.reviews.filter(kind=ReviewKind.RESULT).last().due_on == programme.ends_on


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda each: each.activities.all().delete(), "kegiatan"),
        (lambda each: each.villages.clear(), "desa sasaran"),
        (lambda each: Programme.objects.filter(pk=each.pk).update(starts_on=month_start(-1)), "Tunggu"),
    ],
)
def test_a_start_needs_activities_villages_and_its_day(village, dinas, spoil, words):
    programme = ProgrammeFactory(villages=[village])
    ActivityOfProgrammeFactory(programme=programme)
    spoil(programme)
    with pytest.raises(DomainError, match=words):
        advance_programme(programme, "start", actor=dinas)


def test_another_period_moves_only_reviews_that_are_not_done(running, dinas):
    advance_programme(running, "stop", note="Banjir", actor=dinas)
    advance_programme(running, "resume", note="Surut", actor=dinas)
    done = running.reviews.filter(kind=ReviewKind.MONITORING).first()
    record_review(done, actor=dinas, done_on=timezone.localdate(), findings="Berjalan")
    running.activities.update(starts_on=month_start(1), ends_on=month_start(0) + timedelta(days=27))
    change_programme(
        running, actor=dinas, starts_on=month_start(2), ends_on=months_later(month_start(2), 6) - timedelta(days=1)
    )
    assert running.reviews.filter(done_on=None).count() == 6 + 2 + 1
    assert running.reviews.filter(pk=done.pk).exists()


def test_a_review_says_what_was_found_on_a_day_that_was(running, dinas):
    review = ReviewFactory(programme=running)
    today = timezone.localdate()
    with pytest.raises(DomainError, match="belum tiba"):
        record_review(review, actor=dinas, done_on=today + timedelta(days=1), findings="x")
    with pytest.raises(DomainError, match="Program dimulai"):
        record_review(review, actor=dinas, done_on=running.starts_on - timedelta(days=1), findings="x")
    with pytest.raises(DomainError, match="temuan"):
        record_review(review, actor=dinas, done_on=today, findings=" ")
    record_review(review, actor=dinas, done_on=today, findings="Peserta hadir", seen=1)
    with pytest.raises(StaleState):
        record_review(review, actor=dinas, done_on=today, findings="Lain", seen=1)


def test_an_early_end_has_a_reason(running, dinas):
    with pytest.raises(DomainError, match="tindak lanjut"):
        advance_programme(running, "end", note="Tercapai", actor=dinas)
    with pytest.raises(DomainError, match="lebih awal"):
        advance_programme(running, "end", note="Tercapai", after_end=AfterEnd.INDEPENDENT, actor=dinas)
    event = advance_programme(
        running, "end", note="Tercapai", after_end=AfterEnd.INDEPENDENT, early_reason="Dana habis", actor=dinas
    )
    running.refresh_from_db()
    assert (running.ended_on, running.after_end) == (timezone.localdate(), AfterEnd.INDEPENDENT)
    assert event.note.endswith("Berakhir lebih awal: Dana habis")


def test_after_eighteen_months_no_reason_is_asked(running, dinas):
    Programme.objects.filter(pk=running.pk).update(
        starts_on=month_start(18), ends_on=timezone.localdate() - timedelta(days=1)
    )
    event = advance_programme(running, "end", note="Selesai", after_end=AfterEnd.REFERRAL, actor=dinas)
    assert event.note == "Selesai"
    advance_programme(running, "resume", note="Belum tuntas", actor=dinas)
    running.refresh_from_db()
    assert (running.ended_on, running.after_end) == (None, "")


def test_what_is_still_open_is_told(running, village):
    ReviewFactory(programme=running)
    group = running.groups.create(village=village, kind="fishers", name="Nelayan", formed_on=timezone.localdate())
    TrainingSession.objects.create(group=group, kind="skills", number=1, planned_on=timezone.localdate())
    told = " ".join(still_open(running, activities_of(running), reviews_of(running)))
    assert "mencapai 0 dari 60 orang" in told
    assert "1 pemantauan atau evaluasi" in told
    assert "1 pertemuan belajar" in told


def test_a_new_plan_carries_on_an_ended_one(running, village, dinas):
    data = given(region=running.region, follows=running)
    with pytest.raises(DomainError, match="sudah berakhir"):
        add_programme(actor=dinas, **data)
    Programme.objects.filter(pk=running.pk).update(state=ProgrammeState.ENDED)
    running.refresh_from_db()
    assert list(add_programme(actor=dinas, **data).villages.all()) == [village]
    with pytest.raises(DomainError, match="wilayah yang sama"):
        add_programme(actor=dinas, **data | {"region": make_region("53.01.06")})
