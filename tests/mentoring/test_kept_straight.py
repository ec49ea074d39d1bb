"""What came late, twice, or from beside must not bend the course of a family: each of these once did."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from core.periods import Period
from families.enums import ConsentPurpose, FamilyStatus, Rate
from families.services import set_status, withdraw_consent
from mentoring.enums import MentorshipEnd, WatchResult
from mentoring.figures import eight_tasks
from mentoring.forms.training import TrainingForm
from mentoring.models import MentoringVisit
from mentoring.services.ending import end_watch, graduate
from mentoring.services.pairing import end_guidance, pair_families
from mentoring.services.training import change_training
from mentoring.services.visiting import record_visit
from notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory, ready_family, train, unit_meeting
from tests.factories.cases import CaseFactory
from tests.factories.families import ConsentFactory, FamilyFactory, make_assessment
from tests.factories.guiding import days_ago, make_pioneer, make_plasma, paired, planned_pair, visit_data
from tests.mentoring.test_schedule import in_days, replace_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(village):
    return make_user(Role.COORDINATOR, village)


@pytest.fixture
def mentor(village):
    return make_user(Role.MENTOR, village)


def days_of(mentorship):
    return list(mentorship.planned.order_by("number").values_list("due_on", flat=True))


def test_sheets_that_are_typed_late_move_nothing(village, mentor):
    mentorship = planned_pair(village, began=60, mentor=mentor)
    replace_plan(mentorship, -28, -21, -14, -7, 3, 10, 17)
    before = days_of(mentorship)

    for day in (28, 21, 14):
        record_visit(mentorship, data=visit_data(visited_on=days_ago(day), next_on=in_days(10)), actor=mentor)

    assert days_of(mentorship) == before
    assert mentorship.visits.filter(planned=None).count() == 0


def test_a_day_that_was_agreed_for_the_past_moves_nothing(village, mentor):
    mentorship = planned_pair(village, began=60, mentor=mentor)
    replace_plan(mentorship, -8, 5)
    before = days_of(mentorship)

    record_visit(mentorship, data=visit_data(visited_on=days_ago(8), next_on=days_ago(2)), actor=mentor)

    assert days_of(mentorship) == before


@pytest.mark.parametrize("day", [timezone.localdate() + timedelta(days=94), date(9999, 12, 31)])
def test_the_next_visit_lies_within_three_months(village, mentor, day):
    mentorship = planned_pair(village, began=60, mentor=mentor)

    with pytest.raises(DomainError, match="tiga bulan"):
        record_visit(mentorship, data=visit_data(next_on=day), actor=mentor)
    assert not MentoringVisit.objects.exists()


def test_a_guided_family_becomes_a_pioneer_by_graduation_only(village, coordinator):
    mentorship = paired(village)
    ConsentFactory(family=mentorship.plasma, purpose=ConsentPurpose.PIONEER)

    with pytest.raises(DomainError, match="sedang dibina"):
        set_status(mentorship.plasma, FamilyStatus.PIONEER, on=timezone.localdate(), actor=coordinator)
    mentorship.plasma.refresh_from_db()
    assert mentorship.plasma.status == FamilyStatus.PLASMA


def test_a_family_that_guides_does_not_fall_back_over_those_it_guides(village, coordinator):
    graduation = graduated(village, coordinator)
    family = graduation.mentorship.plasma
    MentorshipFactory(village=village, pioneer=family)
    fallen = {"result": WatchResult.RELAPSED, "note": "Usahanya berhenti.", "on": timezone.localdate()}

    with pytest.raises(DomainError, match="sedang membina keluarga lain"):
        end_watch(graduation, actor=coordinator, **fallen)
    graduation.refresh_from_db()
    assert graduation.watch_result == WatchResult.RUNNING


def test_a_watch_can_end_as_relapsed_when_the_family_is_plasma_already(village, coordinator):
    graduation = graduated(village, coordinator)
    family = graduation.mentorship.plasma
    type(family).objects.filter(pk=family.pk).update(status=FamilyStatus.PLASMA)

    end_watch(graduation, result=WatchResult.RELAPSED, note="Pergi.", on=timezone.localdate(), actor=coordinator)

    graduation.refresh_from_db()
    assert graduation.watch_result == WatchResult.RELAPSED


def graduated(village, coordinator):
    mentorship = MentorshipFactory(village=village, plasma=ready_family(village))
    given = {"assessment": mentorship.plasma.assessments.first(), "decided_in": unit_meeting(village)}
    return graduate(mentorship, decided_on=timezone.localdate(), actor=coordinator, **given)


def test_no_graduation_on_an_assessment_that_a_newer_one_replaced(village, coordinator):
    mentorship = MentorshipFactory(village=village, plasma=ready_family(village))
    good = mentorship.plasma.assessments.get()
    type(good).objects.filter(pk=good.pk).update(assessed_on=days_ago(30))
    make_assessment(mentorship.plasma, value=Rate.FAIR, on=days_ago(1))

    with pytest.raises(DomainError, match="asesmen yang lebih baru"):
        graduate(
            mentorship, assessment=good, decided_in=unit_meeting(village), decided_on=timezone.localdate(),
            actor=coordinator,
        )  # fmt: skip


def test_a_course_does_not_begin_before_the_one_before_it_ended(village, coordinator):
    first = paired(village, began=90, coordinator=coordinator)
    end_guidance(first, MentorshipEnd.WITHDRAWN, on=days_ago(30), note="", actor=coordinator)

    with pytest.raises(DomainError, match="Pembinaan sebelumnya berakhir"):
        pair_families(make_pioneer(village), first.plasma, starts_on=days_ago(31), actor=coordinator)
    assert pair_families(make_pioneer(village), first.plasma, starts_on=days_ago(30), actor=coordinator).is_open


def test_when_the_family_takes_its_consent_back_visits_stop(village, coordinator, mentor):
    mentorship = paired(village, mentor=mentor, coordinator=coordinator)
    consent = mentorship.plasma.consents.get(purpose=ConsentPurpose.PLASMA)
    type(consent).objects.filter(pk=consent.pk).update(given_on=days_ago(60))
    withdraw_consent(consent, on=days_ago(2), actor=make_user(Role.SECRETARY, village))

    assert not mentorship.plasma.shares.filter(ends_on=None).exists()
    assert {notice.user for notice in Notice.objects.all()} == {coordinator, mentor}
    assert mentorship.plasma.head_name not in Notice.objects.first().mail_text
    with pytest.raises(DomainError, match="menarik kesediaannya"):
        record_visit(mentorship, data=visit_data(), actor=mentor)
    record_visit(mentorship, data=visit_data(visited_on=days_ago(3)), actor=mentor)
    ConsentFactory(family=mentorship.plasma, purpose=ConsentPurpose.PLASMA)
    record_visit(mentorship, data=visit_data(), actor=mentor)


def test_another_consent_taken_back_stops_no_visits(village, coordinator, mentor):
    mentorship = paired(village, mentor=mentor, coordinator=coordinator)
    photo = ConsentFactory(family=mentorship.plasma, purpose=ConsentPurpose.PHOTO)
    withdraw_consent(photo, on=timezone.localdate(), actor=make_user(Role.SECRETARY, village))

    assert mentorship.plasma.shares.filter(ends_on=None).exists()
    assert not Notice.objects.exists()


def test_mending_a_training_keeps_who_was_there_and_is_no_pioneer_any_more(village):
    trainer, family = make_user(Role.TKSK, village), FamilyFactory(village=village, status=FamilyStatus.PIONEER)
    training = train(village, family)
    type(family).objects.filter(pk=family.pk).update(status=FamilyStatus.PLASMA)

    form = TrainingForm(village=village, record=training)
    change_training(
        training, subjects=training.subjects.all(), families=list(form.fields["families"].queryset), actor=trainer,
        held_on=training.held_on, place="Kantor desa",
    )  # fmt: skip

    assert [each.family for each in training.attendances.all()] == [family]


def test_a_pioneer_is_not_credited_with_a_case_that_opened_after_its_time(village):
    quarter = Period.parse("2026-T3")
    plasma = make_plasma(village)
    began = date(2026, 1, 5)
    ended = {"ends_on": date(2026, 8, 1), "end": MentorshipEnd.CHANGED}
    first = MentorshipFactory(village=village, plasma=plasma, course_began_on=began, **ended)
    second = MentorshipFactory(village=village, plasma=plasma, course_began_on=began, starts_on=date(2026, 8, 1))
    case = CaseFactory(family=plasma, opened_on=date(2026, 9, 1))
    MentoringVisit.objects.create(
        mentorship=second, visited_on=date(2026, 9, 2), topics=["social"], found="x", case=case,
        recorded_by=second.paired_by,
    )  # fmt: skip

    done = eight_tasks(village.pk, quarter)

    assert done[second.pioneer_id]["link"] == 1
    assert done.get(first.pioneer_id, {}).get("link", 0) == 0
