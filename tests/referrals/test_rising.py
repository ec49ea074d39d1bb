"""After twice the limit a file with the TKSK rises to LK3 by itself: once, and not against the family's will."""

import logging
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone

from cases.enums import Urgency
from families.services import withdraw_consent
from notices.models import Notice
from referrals.enums import ReferralState, Tier
from referrals.models import Referral, TimeLimit
from referrals.services import advance_referral, rising
from referrals.services.reminding import remind
from referrals.services.rising import raise_overdue
from referrals.tasks import raise_overdue as task
from referrals.workflow import STEPS, TIME_LIMITS
from tests.referrals.waiting import due_in

pytestmark = pytest.mark.django_db
S = ReferralState
USUAL, EMERGENCY = TIME_LIMITS[S.SUBMITTED]


def state_of(file):
    file.refresh_from_db()
    return file.state


@pytest.mark.parametrize(
    ("state", "urgency", "late", "after"),
    [
        (S.SUBMITTED, Urgency.NORMAL, USUAL, S.SUBMITTED),
        (S.SUBMITTED, Urgency.NORMAL, USUAL + 1, S.ESCALATED),
        (S.SUBMITTED, Urgency.EMERGENCY, EMERGENCY, S.SUBMITTED),
        (S.SUBMITTED, Urgency.EMERGENCY, EMERGENCY + 1, S.ESCALATED),
        (S.DECLINED, Urgency.SOON, USUAL + 1, S.ESCALATED),
        (S.PLACED, Urgency.NORMAL, 60, S.PLACED),
        (S.ESCALATED, Urgency.NORMAL, 60, S.ESCALATED),
        (S.COMPLETED, Urgency.NORMAL, 60, S.COMPLETED),
    ],
)
def test_only_beyond_twice_the_limit_and_only_from_the_tksk(file_in, state, urgency, late, after):
    file = due_in(file_in(state, urgency=urgency), -late)

    raise_overdue()

    assert state_of(file) == after


def test_a_placement_that_lk3_made_is_its_own_to_mend(file_in, caplog):
    file = due_in(file_in(S.DECLINED, tier=Tier.REGENCY), -60)
    assert raise_overdue() == 0
    assert state_of(file) == S.DECLINED
    assert not caplog.messages, "it is not even tried"


def test_the_limits_of_the_regency_count(file_in):
    file = due_in(file_in(S.SUBMITTED), -(USUAL + 1))
    TimeLimit.objects.create(regency=file.village.parent.parent, state=S.SUBMITTED, usual=20, emergency=1)
    assert raise_overdue() == 0


def test_what_rose_is_open_to_lk3_told_and_begins_its_new_time(chain, file_in):
    file = due_in(file_in(S.SUBMITTED), -10)

    task()

    assert state_of(file) == S.ESCALATED
    event = file.events.get()
    assert (event.step, event.actor, event.who, event.from_state) == ("rise", None, "Sistem", S.SUBMITTED)
    assert (file.reached_regency, file.is_late) == (True, False)
    assert chain.family.shares.get().role == "lk3"
    assert {notice.user for notice in Notice.objects.all()} >= {chain.lk3, chain.tksk, chain.secretary}


def test_running_again_changes_nothing(file_in):
    due_in(file_in(S.SUBMITTED), -10)
    assert raise_overdue() == 1
    told = Notice.objects.count()
    assert raise_overdue() == 0
    assert Notice.objects.count() == told


def test_one_that_fails_holds_up_no_other_and_the_log_names_nobody(chain, file_in, monkeypatch, caplog):
    broken, sound = due_in(file_in(S.SUBMITTED), -20), due_in(file_in(S.SUBMITTED), -10)

    def fail(referral, *args, **kwargs):
        if referral.pk == broken.pk:
            raise ValueError(f"Keluarga {chain.family.head_name}")
        return advance_referral(referral, *args, **kwargs)

    monkeypatch.setattr(rising, "advance_referral", fail)
    with caplog.at_level(logging.ERROR, logger="referrals"):
        assert raise_overdue() == 1

    assert (state_of(broken), state_of(sound)) == (S.SUBMITTED, S.ESCALATED)
    assert caplog.messages == [f"referral {broken.pk} could not rise (ValueError)"]
    assert chain.family.head_name not in caplog.text


def test_without_consent_it_stays_and_the_fcu_is_told_once(chain, file_in):
    file = due_in(file_in(S.SUBMITTED), -10)
    withdraw_consent(file.consent, on=timezone.localdate(), actor=chain.secretary)
    Notice.objects.all().delete()

    for _ in range(2):
        assert raise_overdue() == 0
        remind()

    assert state_of(file) == S.SUBMITTED
    assert set(Notice.objects.values_list("user", flat=True)) == {chain.secretary.pk, chain.coordinator.pk}
    assert Notice.objects.count() == 2
    assert "kesediaan ditarik" in Notice.objects.first().text


def test_nobody_takes_the_step_of_the_clock(chain, file_in):
    file = due_in(file_in(S.SUBMITTED), -10)
    for actor in (chain.tksk, chain.lk3, chain.coordinator):
        assert not file.allows(actor, STEPS["rise"])


@pytest.mark.django_db(transaction=True)
def test_two_workers_raise_it_once(file_in):
    file = due_in(file_in(S.SUBMITTED), -10)
    barrier, results = Barrier(2), []

    def work():
        barrier.wait()
        try:
            results.append(raise_overdue())
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(results) == [0, 1]
    assert Referral.objects.get(pk=file.pk).events.get().step == "rise"
