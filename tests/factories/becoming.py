"""Becoming a pioneer family and the end of guidance, as the services leave them."""

from datetime import timedelta

import factory
from django.utils import timezone

from families.enums import FamilyStatus, Rate
from institutions.enums import MeetingKind
from mentoring.models import Mentorship, Selection, Subject, Training, TrainingAttendance
from tests.factories.accounts import UserFactory
from tests.factories.families import ConsentFactory, FamilyFactory, make_assessment, make_status
from tests.factories.institutions import AttendanceFactory, CareUnitFactory, MeetingFactory
from tests.factories.regions import make_village


class SelectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Selection

    village = factory.LazyFunction(make_village)
    opened_by = factory.SubFactory(UserFactory)


class MentorshipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mentorship

    village = factory.LazyFunction(make_village)
    pioneer = factory.SubFactory(
        FamilyFactory, village=factory.SelfAttribute("..village"), status=FamilyStatus.PIONEER
    )
    plasma = factory.SubFactory(FamilyFactory, village=factory.SelfAttribute("..village"), status=FamilyStatus.PLASMA)
    course_began_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=60))
    starts_on = factory.SelfAttribute("course_began_on")
    code = factory.Sequence(lambda n: f"PB{n:05}")
    paired_by = factory.SubFactory(UserFactory)


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Training
        skip_postgeneration_save = True

    village = factory.LazyFunction(make_village)
    place = "Balai desa"
    given_by = "TKSK Kupang Barat"
    recorded_by = factory.SubFactory(UserFactory)


def train(village, *families, subjects=None, **fields):
    """A training on ``subjects`` (all by default) that these families attended."""
    training = TrainingFactory(village=village, **fields)
    training.subjects.set(Subject.objects.all() if subjects is None else subjects)
    for family in families:
        TrainingAttendance.objects.create(training=training, family=family)
    return training


def unit_meeting(village, kind=MeetingKind.DECISION, **fields):
    """A meeting that was held, with minutes and somebody there."""
    unit = village.care_units.first() or CareUnitFactory(village=village)
    meeting = MeetingFactory(care_unit=unit, kind=kind, minutes="Disepakati bersama.", **fields)
    AttendanceFactory(meeting=meeting)
    return meeting


def ready_family(village, value=Rate.GOOD, **fields):
    """A plasma family that agreed to become a pioneer and was assessed today: all ``value``."""
    family = FamilyFactory(village=village, status=FamilyStatus.PLASMA, **fields)
    make_status(family, FamilyStatus.PLASMA, on=timezone.localdate() - timedelta(days=700))
    ConsentFactory(family=family, purpose="pioneer")
    make_assessment(family, value=value)
    return family
