"""The rhythm of visits, the job that plans them for everybody, late and missed, and a schedule moved after a gap."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from jobs.models import Job
from jobs.services import run_job
from mentoring.models import PlannedVisit
from mentoring.queries.rhythm import free_day, schedule
from mentoring.services.planning import ask_for_plans, plan_all, replan
from mentoring.services.reminding import ask_for_reminders, remind
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory
from tests.factories.guiding import VisitFactory, days_ago, planned_pair

pytestmark = pytest.mark.django_db


def nothing(done, total):
    """A progress that nobody watches."""


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def replace_plan(mentorship, *days):
    """Planned visits so many days from today; below zero they have passed."""
    mentorship.planned.all().delete()
    return [
        PlannedVisit.objects.create(mentorship=mentorship, number=number, due_on=in_days(day))
        for number, day in enumerate(days, start=1)
    ]


def test_the_rhythm_tapers_over_eighteen_months():
    planned = schedule(date(2026, 6, 9))  # a Tuesday
    days = [day for _, day in planned]
    assert [number for number, _ in planned] == list(range(1, 46))
    assert days == sorted(set(days))
    assert days[0] == date(2026, 6, 17)  # the 16th is a holiday
    assert sum(day < date(2026, 12, 9) for day in days) == 26
    assert sum(date(2026, 12, 9) <= day <= date(2027, 6, 9) for day in days) == 13
    assert days[-1] == date(2027, 12, 7)


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 8, 16), date(2026, 8, 18)),  # Sunday, then Independence Day
        (date(2026, 12, 24), date(2026, 12, 26)),  # cuti bersama, then Christmas
        (date(2026, 8, 15), date(2026, 8, 15)),  # a Saturday is a good day
    ],
)
def test_nobody_is_visited_on_a_day_off(day, free):
    assert free_day(day) == free


def test_two_visits_never_fall_on_one_day():
    """Around Lebaran 2025 eleven days in a row are off."""
    for began in range(7):
        days = [day for _, day in schedule(date(2025, 3, 10) + timedelta(days=began))]
        assert len(set(days)) == len(days)


def test_the_job_plans_everybody_and_a_second_run_changes_nothing(village, other_village):
    pairs = [
        MentorshipFactory(village=place, course_began_on=days_ago(days))
        for place in (village, other_village)
        for days in (3, 3, 40)
    ]
    ended = MentorshipFactory(village=village, ends_on=timezone.localdate(), end="moved")
    run_job(ask_for_plans().pk)
    assert PlannedVisit.objects.count() == 45 * len(pairs)
    for pair in pairs:
        assert list(pair.planned.order_by("number").values_list("number", "due_on")) == schedule(pair.course_began_on)
    assert not ended.planned.exists()
    before = list(PlannedVisit.objects.order_by("pk").values_list())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        plan_all(nothing)
    assert list(PlannedVisit.objects.order_by("pk").values_list()) == before
    assert len(asked) == 1
    assert Job.objects.get().state == "done"


def test_who_took_over_gets_only_what_is_left(village):
    mentorship = MentorshipFactory(village=village, course_began_on=days_ago(100), starts_on=timezone.localdate())
    plan_all(nothing)
    assert mentorship.planned.order_by("due_on").first().due_on >= timezone.localdate()
    assert mentorship.planned.count() == len(
        [day for _, day in schedule(days_ago(100)) if day >= timezone.localdate()]
    )


def test_late_until_the_next_planned_day_then_missed(village):
    mentorship, today = MentorshipFactory(village=village), timezone.localdate()
    missed, late, ahead = replace_plan(mentorship, -9, -2, 5)
    planned = PlannedVisit.objects.all()
    assert (list(planned.missed(today)), list(planned.late(today)), list(planned.ahead(today))) == (
        [missed], [late], [ahead],
    )  # fmt: skip
    ahead.due_on = today
    ahead.save()
    assert set(planned.missed(today)) == {missed, late}
    assert not planned.late(today).exists()
    VisitFactory(mentorship=mentorship, planned=late)
    assert list(planned.missed(today)) == [missed]


def test_after_a_gap_the_open_ones_move_and_numbers_stay(village, as_role):
    user = as_role(Role.SECRETARY).user
    mentorship = planned_pair(village, began=60)
    missed = list(mentorship.planned.missed(timezone.localdate()).values_list("number", "due_on"))
    day = free_day(in_days(10))
    replan(mentorship, day, actor=user)
    rows = list(mentorship.planned.filter(due_on__gte=day).order_by("number"))
    assert rows[0].due_on == day
    assert [row.number for row in rows] == list(range(rows[0].number, 46))
    assert list(mentorship.planned.missed(timezone.localdate()).values_list("number", "due_on")) == missed
    days = [row.due_on for row in rows]
    replan(mentorship, day, actor=user)
    assert list(mentorship.planned.filter(due_on__gte=day).order_by("number").values_list("due_on", flat=True)) == days
    before = list(mentorship.planned.order_by("number").values_list("due_on", flat=True))
    plan_all(nothing)
    assert list(mentorship.planned.order_by("number").values_list("due_on", flat=True)) == before


@pytest.mark.parametrize("days", [-1, 93])
def test_a_schedule_moves_neither_back_nor_far_away(village, as_role, days):
    mentorship = planned_pair(village)
    before = list(mentorship.planned.values_list("due_on", flat=True))
    with pytest.raises(DomainError, match="tiga bulan"):
        replan(mentorship, in_days(days), actor=as_role(Role.SECRETARY).user)
    assert list(mentorship.planned.values_list("due_on", flat=True)) == before


def test_a_finished_schedule_does_not_move(village, as_role):
    mentorship = MentorshipFactory(village=village)
    with pytest.raises(DomainError, match="Tidak ada lagi kunjungan"):
        replan(mentorship, timezone.localdate(), actor=as_role(Role.SECRETARY).user)


def test_only_who_records_moves(village):
    with pytest.raises(PermissionDenied):
        replan(planned_pair(village), timezone.localdate(), actor=make_user(Role.VILLAGE_HEAD, village))


def test_the_page_moves_a_schedule(village, other_village, as_role):
    mentorship = planned_pair(village)
    url = reverse("mentoring:replan", args=[mentorship.pk])
    client, day = as_role(Role.SECRETARY), free_day(in_days(5))
    assert client.get(url).status_code == 200
    assert client.post(url, {"day": f"{day:%d-%m-%Y}"}).url == mentorship.get_absolute_url()
    assert mentorship.planned.ahead(timezone.localdate()).order_by("number").first().due_on == day
    assert client.post(url, {"day": "kemarin"}).status_code == 422
    assert client.post(url, {"day": f"{in_days(-1):%d-%m-%Y}"}).status_code == 422
    assert as_role(Role.VILLAGE_HEAD).get(url).status_code == 403
    assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404
    assert client.put(url).status_code == 405
    assert client.get(reverse("mentoring:replan", args=[999_999])).status_code == 404


def test_once_a_week_mentor_and_coordinator_hear_of_late_visits(village, other_village):
    mentor, coordinator = make_user(Role.MENTOR, village), make_user(Role.COORDINATOR, village)
    make_user(Role.COORDINATOR, other_village)
    for mine in (mentor, mentor, None):
        replace_plan(MentorshipFactory(village=village, mentor=mine), -2, 5)
    replace_plan(MentorshipFactory(village=other_village), 5)
    run_job(ask_for_reminders().pk)
    told = {notice.user: notice.text for notice in Notice.objects.all()}
    assert told == {
        mentor: "Kunjungan ke 2 keluarga terlambat.",
        coordinator: "Kunjungan ke 3 keluarga terlambat.",
    }
    remind(nothing)
    assert Notice.objects.count() == 2
    Notice.objects.update(created_at=timezone.now() - timedelta(days=8))
    remind(nothing)
    assert Notice.objects.count() == 4
