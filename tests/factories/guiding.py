"""Pairs under guidance and their visits, as the services leave them."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from accounts.enums import Role
from families.enums import ConsentPurpose, FamilyStatus
from mentoring.models import AgreedTask, MentoringVisit
from mentoring.services.pairing import pair_families
from mentoring.services.planning import plan_courses
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory, train
from tests.factories.families import ConsentFactory, FamilyFactory, make_status

LONG_AGO = 400


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def make_pioneer(village, **fields):
    """Prepared: it attended everything."""
    family = FamilyFactory(village=village, status=FamilyStatus.PIONEER, **fields)
    train(village, family)
    return family


def make_plasma(village, since=LONG_AGO, **fields):
    family = make_status(FamilyFactory(village=village, **fields), FamilyStatus.PLASMA, on=days_ago(since))
    ConsentFactory(family=family, purpose=ConsentPurpose.PLASMA)
    return family


def paired(village, *, began=60, mentor=None, coordinator=None, **fields):
    """By the service, with its schedule: two families, ``began`` days ago."""
    coordinator = coordinator or make_user(Role.COORDINATOR, village)
    return pair_families(
        make_pioneer(village), make_plasma(village, **fields), starts_on=days_ago(began), mentor=mentor,
        actor=coordinator,
    )  # fmt: skip


def planned_pair(village, *, began=60, **fields):
    """The rows alone, for lists and figures, with their schedule."""
    mentorship = MentorshipFactory(village=village, course_began_on=days_ago(began), **fields)
    plan_courses(mentorship.course_began_on, [mentorship.pk])
    return mentorship


def handed_over(village, mentor):
    """(before, now): the same course with another pioneer family and mentor since ten days."""
    before = MentorshipFactory(village=village, ends_on=days_ago(10), end="changed")
    now = MentorshipFactory(
        village=village, plasma=before.plasma, course_began_on=before.course_began_on, starts_on=days_ago(10),
        mentor=mentor,
    )  # fmt: skip
    return before, now


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MentoringVisit

    mentorship = factory.SubFactory(MentorshipFactory)
    visited_on = factory.LazyFunction(timezone.localdate)
    topics = factory.LazyFunction(lambda: ["social"])
    found = "Anak sudah masuk sekolah."
    recorded_by = factory.SelfAttribute("mentorship.paired_by")


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreedTask

    agreed_at = factory.SubFactory(VisitFactory)
    mentorship = factory.SelfAttribute("agreed_at.mentorship")
    text = "Mengurus akta kelahiran"


def visit_data(**fields):
    return {"visited_on": timezone.localdate(), "topics": ["social"], "found": "Baik.", **fields}


def visit_form(**fields):
    """What a telephone sends."""
    usual = {"form_token": uuid.uuid4(), "visited_on": f"{timezone.localdate():%d-%m-%Y}", "topics": ["economic"]}
    return usual | {"found": "Kebun sudah ditanami.", **fields}
