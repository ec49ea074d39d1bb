"""Two of the Dinas press at the same moment: real threads, real transactions."""

import pytest

from accounts.enums import Role
from accounts.models import User
from core.exceptions import StaleState
from core.periods import Period
from programmes.enums import AfterEnd, ProgrammeState
from programmes.models import MonthlyProgress, Programme
from programmes.services.programme_steps import advance_programme
from programmes.services.progress import Reached, save_progress
from tests.factories.accounts import make_user
from tests.factories.programmes import ActivityOfProgrammeFactory, ProgrammeFactory, month_start
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 4


def test_a_month_is_saved_once_and_a_programme_ends_once(village):
    programme = ProgrammeFactory(state=ProgrammeState.RUNNING, villages=[village])
    key, people = (
        ActivityOfProgrammeFactory(programme=programme).pk,
        [make_user(Role.DINAS, village) for _ in range(CROWD)],
    )

    def saving(actor, done):
        def save():
            month = Period.of("M", month_start(1))
            found = Programme.objects.get(pk=programme.pk)
            return save_progress(found, month, {key: Reached(done)}, actor=User.objects.get(pk=actor.pk))

        return save

    results = at_once([saving(actor, done) for done, actor in enumerate(people, start=10)])
    assert sum(isinstance(result, StaleState) for result in results) == CROWD - 1
    assert MonthlyProgress.objects.get().version == 1

    def ending(actor):
        def end():
            return advance_programme(
                Programme.objects.get(pk=programme.pk), "end", actor=User.objects.get(pk=actor.pk), seen=1,
                note="Tercapai", after_end=AfterEnd.INDEPENDENT, early_reason="Dana habis",
            )  # fmt: skip

        return end

    results = at_once([ending(actor) for actor in people])
    assert sum(isinstance(result, StaleState) for result in results) == CROWD - 1
    assert programme.events.count() == 1
    assert Programme.objects.get().state == ProgrammeState.ENDED
