from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import FamilyStatus
from mentoring.models import Subject, Training
from mentoring.queries.prepared import is_prepared, lacking
from mentoring.queries.training import attendable, preparation_of, training_rows
from mentoring.services.training import change_training, record_training
from tests.factories.accounts import make_user
from tests.factories.becoming import train
from tests.factories.families import FamilyFactory

pytestmark = pytest.mark.django_db

GIVEN = {"place": "Balai desa", "given_by": "LK3 Kabupaten Kupang", "methods": ["discussion"]}


def pioneer(village, **fields):
    return FamilyFactory(village=village, status=FamilyStatus.PIONEER, **fields)


def recorded(village, actor, *families, subjects=None, **changes):
    given = GIVEN | {"held_on": timezone.localdate()} | changes
    chosen = Subject.objects.all()[:3] if subjects is None else subjects
    return record_training(village, subjects=chosen, families=families, actor=actor, **given)


@pytest.mark.parametrize("role", [Role.LK3, Role.TKSK, Role.SECRETARY, Role.COORDINATOR])
def test_whoever_trains_records_who_was_there(village, role):
    family = pioneer(village)

    training = recorded(village, make_user(role, village), family)

    assert [each.family for each in training.attendances.all()] == [family]
    assert training.subjects.count() == 3


@pytest.mark.parametrize("role", [Role.MENTOR, Role.DINAS, Role.VILLAGE_HEAD, Role.TREASURER])
def test_others_record_no_training(village, role):
    with pytest.raises(PermissionDenied):
        recorded(village, make_user(role, village))


def test_a_pioneer_is_prepared_when_all_required_subjects_were_attended(village, django_assert_num_queries):
    first, second = pioneer(village), pioneer(village)
    subjects = list(Subject.objects.all())
    train(village, first, second, subjects=subjects[:5])
    train(village, first, subjects=subjects[5:])

    with django_assert_num_queries(2):
        missing = lacking([first.pk, second.pk])

    assert missing == {first.pk: [], second.pk: subjects[5:]}
    assert is_prepared(first)
    assert preparation_of([second, first]) == [(first, []), (second, subjects[5:])]


def test_a_subject_that_is_not_required_keeps_nobody_back(village):
    family = pioneer(village)
    train(village, family, subjects=Subject.objects.exclude(code="story"))
    assert not is_prepared(family)
    Subject.objects.filter(code="story").update(required=False)

    assert is_prepared(family)


@pytest.mark.parametrize("case", ["future", "no_subject", "plasma", "elsewhere"])
def test_what_cannot_be_is_refused(village, other_village, case):
    actor, changes, family = make_user(Role.TKSK, village), {}, pioneer(village)
    if case == "future":
        changes["held_on"] = timezone.localdate() + timedelta(days=1)
    if case == "no_subject":
        changes["subjects"] = Subject.objects.none()
    if case == "plasma":
        family = FamilyFactory(village=village, status=FamilyStatus.PLASMA)
    if case == "elsewhere":
        family = pioneer(other_village)

    with pytest.raises(DomainError):
        recorded(village, actor, family, **changes)

    assert Training.objects.count() == 0


def test_two_who_change_it_at_once(village):
    actor, family = make_user(Role.TKSK, village), pioneer(village)
    training = recorded(village, actor, family)
    given = {"subjects": Subject.objects.all()[:1], "families": [], "actor": actor, "seen": 1}
    change_training(training, **given, place="Posyandu")

    with pytest.raises(StaleState):
        change_training(training, **given, place="Gereja")

    training.refresh_from_db()
    assert (training.place, training.attendances.count()) == ("Posyandu", 0)


def test_lk3_sees_the_trainings_of_its_regency_and_only_whom_they_are_for(village, other_village):
    lk3, training = make_user(Role.LK3, village), train(village, pioneer(village))
    train(other_village, pioneer(other_village))
    FamilyFactory(village=village, status=FamilyStatus.PLASMA)

    assert list(training_rows(lk3)) == [training]
    assert {family.status for family in attendable(village.pk)} == {FamilyStatus.PIONEER}
