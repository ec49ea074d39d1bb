"""Time limits of a regency: what it set, else what holds for all; a change holds for steps taken from then on."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.enums import Urgency
from core.holidays import add_working_days
from referrals.enums import ReferralState
from referrals.models import TimeLimit
from referrals.services import advance_referral
from referrals.workflow import TIME_LIMITS
from tests.factories.regions import make_region

pytestmark = pytest.mark.django_db
S = ReferralState
REGENCY = "53.01"


def limit(state, usual, emergency, code=REGENCY):
    return TimeLimit.objects.create(regency=make_region(code), state=state, usual=usual, emergency=emergency)


def test_a_regency_overrides_what_holds_for_all(village, django_assert_num_queries):
    limit(S.PLACED, 10, 3)
    limit(S.PLACED, 20, 4, "73.09")

    with django_assert_num_queries(1):
        limits = TimeLimit.objects.of(REGENCY)

    assert limits == TIME_LIMITS | {S.PLACED: (10, 3)}
    assert TimeLimit.objects.of("53.02") == TIME_LIMITS
    with django_assert_num_queries(1):
        assert TimeLimit.objects.by_regency(REGENCY, "73.09")["73.09"][S.PLACED] == (20, 4)


@pytest.mark.parametrize(("urgency", "days"), [(Urgency.NORMAL, 9), (Urgency.SOON, 9), (Urgency.EMERGENCY, 2)])
def test_a_change_holds_from_the_next_step_on(chain, file_in, urgency, days):
    before, file = file_in(S.ESCALATED), file_in(S.DRAFT, urgency=urgency)
    due = before.due_on
    limit(S.SUBMITTED, 9, 2)

    advance_referral(file, "submit", actor=chain.secretary)

    before.refresh_from_db()
    assert before.due_on == due
    assert file.due_on == add_working_days(timezone.localdate(), days)


def test_the_history_of_a_file_is_measured_by_the_limits_of_its_regency(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)
    start = timezone.now() - timezone.timedelta(days=14)
    for number, (step, moment) in enumerate([("submit", start), ("escalate", timezone.now())], 1):
        event = file.events.create(number=number, step=step, from_state="submitted" if number > 1 else "draft",
                                   to_state="submitted", actor=chain.tksk)  # fmt: skip
        type(event).objects.filter(pk=event.pk).update(happened_at=moment)
    page = as_user(chain.secretary)
    assert "lewat batas" in page.get(file.get_absolute_url()).content.decode().partition("Perjalanan rujukan")[2]

    limit(S.SUBMITTED, 60, 1)

    assert "lewat batas" not in page.get(file.get_absolute_url()).content.decode().partition("Perjalanan rujukan")[2]


@pytest.mark.parametrize(
    ("state", "usual", "emergency"), [(S.PLACED, 91, 1), (S.PLACED, 5, 0), (S.PLACED, 3, 4), (S.DRAFT, 3, 1)]
)
def test_the_database_keeps_the_bounds(village, state, usual, emergency):
    with pytest.raises(IntegrityError), transaction.atomic():
        limit(state, usual, emergency)
