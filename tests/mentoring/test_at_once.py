"""Coordinators and mentors press at the same moment: real threads, real transactions."""

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from families.models import Family
from mentoring.models import MentoringVisit, Mentorship
from mentoring.services.pairing import pair_families, set_rule
from mentoring.services.visiting import record_visit
from tests.factories.accounts import make_user
from tests.factories.guiding import make_pioneer, make_plasma, paired, visit_data
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def pair(coordinator, pioneer, plasma):
    """As each request does it: with rows of its own."""
    rows = [Family.objects.get(pk=family.pk) for family in (pioneer, plasma)]
    return pair_families(*rows, starts_on=timezone.localdate(), actor=User.objects.get(pk=coordinator.pk))


def test_a_plasma_family_gets_one_pioneer_and_one_schedule(village):
    coordinator, plasma = make_user(Role.COORDINATOR, village), make_plasma(village)
    pioneers = [make_pioneer(village) for _ in range(4)]
    at_once([lambda each=pioneer: pair(coordinator, each, plasma) for pioneer in pioneers])
    assert Mentorship.objects.get().planned.count() == 45


def test_nobody_passes_the_limit_together(village):
    coordinator, pioneer = make_user(Role.COORDINATOR, village), make_pioneer(village)
    set_rule(village, 1, actor=coordinator)
    families = [make_plasma(village) for _ in range(4)]
    at_once([lambda each=plasma: pair(coordinator, pioneer, each) for plasma in families])
    assert Mentorship.objects.count() == 1


def test_a_visit_recorded_by_two_is_one(village):
    coordinator = make_user(Role.COORDINATOR, village)
    mentorship = paired(village, coordinator=coordinator)

    def record():
        return record_visit(
            Mentorship.objects.get(pk=mentorship.pk), data=visit_data(), actor=User.objects.get(pk=coordinator.pk)
        )

    at_once([record] * 4)
    assert MentoringVisit.objects.count() == 1
