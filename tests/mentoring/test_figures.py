"""A quarter of one village, counted by hand; and what the pioneers did of their eight tasks in it."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Role
from core.periods import Period
from families.enums import FamilyStatus
from mentoring.enums import MentorshipEnd, TaskState
from mentoring.figures import TASKS, cohorts, eight_tasks, mentoring_figures
from mentoring.models import AgreedTask, Candidate, MentoringVisit, PlannedVisit, Subject
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory, SelectionFactory, train
from tests.factories.cases import CaseFactory, IntakeFactory
from tests.factories.families import FamilyFactory, ProblemFactory, make_assessment, make_status
from tests.factories.institutions import AttendanceFactory, CareUnitFactory, MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db

QUARTER = Period.parse("2026-T3")
DAY = date(2026, 8, 12)


@pytest.fixture
def pioneer(village):
    family = FamilyFactory(village=village, head_name="Obaja Tefnai")
    return make_status(family, FamilyStatus.PIONEER, on=date(2026, 1, 5))


@pytest.fixture
def mentorship(village, pioneer):
    return MentorshipFactory(village=village, pioneer=pioneer, course_began_on=date(2026, 7, 6))


def visited(mentorship, day, *, recorded=None, **fields):
    visit = MentoringVisit.objects.create(
        mentorship=mentorship, visited_on=day, found="Baik", recorded_by=make_user(Role.MENTOR, mentorship.village),
        **fields,
    )  # fmt: skip
    at = recorded or day
    MentoringVisit.objects.filter(pk=visit.pk).update(recorded_at=datetime(at.year, at.month, at.day, 3, tzinfo=UTC))
    return visit


def planned(mentorship, number, day, visit=None):
    made = PlannedVisit.objects.create(mentorship=mentorship, number=number, due_on=day)
    if visit:
        MentoringVisit.objects.filter(pk=visit.pk).update(planned=made)
    return made


def test_a_quarter_counted_by_hand(village, other_village, pioneer, mentorship, django_assert_num_queries):
    train(village, pioneer, held_on=date(2026, 3, 2), subjects=Subject.objects.all()[:7])
    train(village, pioneer, held_on=date(2026, 9, 2), subjects=Subject.objects.all()[7:])
    make_status(FamilyFactory(village=village), FamilyStatus.PIONEER, on=date(2026, 2, 1))
    visit = visited(mentorship, date(2026, 7, 13))
    planned(mentorship, 1, date(2026, 7, 13), visit)
    planned(mentorship, 2, date(2026, 7, 20))
    planned(mentorship, 3, date(2026, 9, 28))
    planned(mentorship, 4, date(2026, 10, 5))
    AgreedTask.objects.create(mentorship=mentorship, agreed_at=visit, text="Tanam sayur")
    AgreedTask.objects.create(
        mentorship=mentorship, agreed_at=visit, text="Urus akta", state=TaskState.DONE,
        settled_at=visited(mentorship, date(2026, 9, 1)),
    )  # fmt: skip
    MentorshipFactory(
        village=village, pioneer=pioneer, course_began_on=date(2025, 2, 3), ends_on=date(2026, 8, 4),
        end=MentorshipEnd.GRADUATED,
    )  # fmt: skip
    Candidate.objects.create(selection=SelectionFactory(village=village, began_on=DAY), family=FamilyFactory())
    MentorshipFactory(village=other_village, course_began_on=DAY)

    with django_assert_num_queries(11):
        counted = mentoring_figures((village.pk,), QUARTER)

    assert counted.candidates == {"listed": 1}
    assert (counted.pioneers_at_end, counted.prepared_at_end, counted.trainings_attended) == (2, 1, 1)
    assert (counted.pairs_at_end, counted.guiding_at_end, counted.begun) == (1, 1, 1)
    assert (counted.planned, counted.missed, counted.late) == (3, 1, 1)
    assert (counted.visits, counted.families_visited) == (2, 1)
    assert (counted.tasks_agreed, counted.tasks_done) == (2, 1)
    assert (counted.graduated, counted.terminated, counted.relapsed) == (1, 0, 0)


def test_a_change_of_pioneer_begins_no_new_course(village, mentorship):
    mentorship.ends_on, mentorship.end = date(2026, 8, 1), MentorshipEnd.CHANGED
    mentorship.save()
    MentorshipFactory(
        village=village,
        plasma=mentorship.plasma,
        course_began_on=mentorship.course_began_on,
        starts_on=date(2026, 8, 1),
    )

    counted = mentoring_figures((village.pk,), QUARTER)

    assert (counted.begun, counted.pairs_at_end) == (1, 1)
    assert [row.began for row in cohorts((village.pk,), date(2026, 11, 26))] == [1]


def test_cohorts_tell_how_long_it_took(village, django_assert_num_queries):
    began = date(2025, 1, 10)
    for ends_on, end in (
        (date(2025, 6, 1), MentorshipEnd.MOVED),
        (date(2025, 12, 1), MentorshipEnd.GRADUATED),
        (date(2026, 6, 30), MentorshipEnd.GRADUATED),
        (None, ""),
    ):
        MentorshipFactory(village=village, course_began_on=began, ends_on=ends_on, end=end)

    with django_assert_num_queries(1):
        row = cohorts((village.pk,), date(2026, 11, 26))[0]

    assert (row.quarter, row.began) == (Period.parse("2025-T1"), 4)
    assert row.marks == {6: (0, 1, 3), 12: (1, 1, 2), 18: (2, 1, 1)}
    young = cohorts((village.pk,), date(2025, 12, 1))[0]
    assert young.marks[18] is None


def test_the_eight_tasks_from_the_records(village, pioneer, mentorship, django_assert_num_queries):
    case = CaseFactory(family=mentorship.plasma, opened_on=DAY)
    first = visited(mentorship, DAY, topics=["health", "economic"], case=case)
    visited(mentorship, date(2026, 8, 20), topics=["health"], recorded=date(2026, 8, 24))
    AgreedTask.objects.create(mentorship=mentorship, agreed_at=first, text="Tanam sayur")
    ProblemFactory(family=mentorship.plasma, recorded_on=DAY)
    ProblemFactory(family=mentorship.plasma, recorded_on=date(2026, 7, 1))
    make_assessment(mentorship.plasma, on=date(2026, 9, 1))
    reported = IntakeFactory(source="pioneer", family=mentorship.plasma, village=village)
    CaseFactory(family=mentorship.plasma, opened_on=date(2026, 9, 9), intake=reported)
    unit = CareUnitFactory(village=village)
    member = MembershipFactory(care_unit=unit, kind="pioneer", family=pioneer, position="")
    AttendanceFactory(meeting=MeetingFactory(care_unit=unit, held_on=DAY), membership=member)
    MentorshipFactory(village=village, course_began_on=date(2026, 10, 2))

    with django_assert_num_queries(10):
        done = eight_tasks(village.pk, QUARTER)

    assert done == {
        pioneer.pk: {
            "identify": 2, "communicate": 2, "motivate": 1, "example": 1, "link": 2, "share": 2, "attend": 1,
            "report": 1,
        }
    }  # fmt: skip
    assert list(done[pioneer.pk]) == list(TASKS)
