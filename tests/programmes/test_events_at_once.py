"""Two officers press at the same moment: one event, one result, no reach twice."""

from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import User
from accounts.services import submit_once
from core.exceptions import DomainError, StaleState
from programmes.models import TierEvent
from programmes.services.events import add_event, call_off_event, change_event, set_reach
from tests.factories.accounts import make_user
from tests.factories.tier_events import TierEventFactory
from tests.programmes.test_events import facts
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def again(user):
    """As each request does it: with a row of its own."""
    return User.objects.get(pk=user.pk)


def test_one_form_makes_one_event(village):
    tksk, token = make_user(Role.TKSK, village), uuid4()

    def record():
        actor = again(tksk)
        return submit_once(
            token, actor=actor, form="tier-event",
            make=lambda: add_event(region=village.parent, actor=actor, guests=[("PKK", 2)], **facts(men=2)),
        )  # fmt: skip

    results = at_once([record] * 3)

    event = TierEvent.objects.get()
    assert event.guests.count() == 1
    assert event.get_absolute_url() in map(str, results)


def test_of_two_results_one_counts_whole(village):
    event, tksk = TierEventFactory(region=village.parent, men=0, women=0), make_user(Role.TKSK, village)

    def record(men, guest):
        return change_event(event, actor=again(tksk), seen=1, guests=[(guest, men)], **facts(men=men))

    results = at_once([lambda: record(3, "PKK"), lambda: record(5, "Karang Taruna"), lambda: record(3, "PKK")])

    assert sum(isinstance(result, StaleState) for result in results) == 2
    event.refresh_from_db()
    assert [guest.people for guest in event.guests.all()] == [event.men]


def test_an_event_is_either_recorded_or_called_off(village):
    event, tksk = TierEventFactory(region=village.parent, men=0, women=0), make_user(Role.TKSK, village)

    results = at_once([
        lambda: change_event(event, actor=again(tksk), **facts(men=3)),
        lambda: call_off_event(event, reason="Banjir", actor=again(tksk)),
    ])  # fmt: skip

    assert sum(isinstance(result, DomainError) for result in results) == 1
    event.refresh_from_db()
    assert bool(event.people) != bool(event.called_off_because)


def test_a_village_is_reached_once(village):
    event, dinas = TierEventFactory(), make_user(Role.DINAS, village)

    results = at_once([lambda: set_reach(event, village.parent, [village], actor=again(dinas))] * 3)

    assert not [result for result in results if isinstance(result, Exception)]
    assert event.reached.count() == 1
