"""Several people press at the same moment: real threads, real transactions.

The rounds share their people and stand in one test: emptying the database after each would cost more than the races.
"""

from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connections

from accounts.enums import Role
from accounts.models import User
from core.exceptions import DomainError, StaleState
from documents.models import Document, NumberSeries
from institutions.models import Institution
from notices.models import Notice
from referrals.enums import ReferralState
from referrals.models import Placement, Referral
from referrals.services import advance_referral
from tests.factories.accounts import make_user
from tests.factories.regions import in_the_zone_of_the_village

pytestmark = pytest.mark.django_db(transaction=True)
S = ReferralState
CROWD, ROUNDS = 8, 20


def at_once(acts):
    """Run the acts together; what each gave back, an exception included."""
    barrier, results = Barrier(len(acts)), []

    def run(act):
        barrier.wait()
        try:
            with in_the_zone_of_the_village():
                results.append(act())
        except DomainError as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def decide(file, step, actor, clinic):
    """As in a request: everything is read anew. Says what there is to say of a decision."""
    asked = {"approve": {"institution": Institution.objects.get(pk=clinic.pk)}, "reject": {"reason": "served"}}
    told = {"note": "Sudah dibicarakan.", "seen": file.version} | asked.get(step, {})
    return advance_referral(Referral.objects.get(pk=file.pk), step, actor=User.objects.get(pk=actor.pk), **told)


@pytest.mark.parametrize(("step", "state"), [("approve", S.PLACED), ("reject", S.REJECTED)])
def test_eight_decisions_at_once_make_one(chain, file_in, step, state):
    deciders = [make_user(Role.TKSK, chain.village) for _ in range(CROWD)]

    for n in range(ROUNDS):
        file = file_in(S.SUBMITTED)
        results = at_once([partial(decide, file, step, each, chain.clinic) for each in deciders])

        assert len(results) == CROWD
        assert [type(result) for result in results].count(StaleState) == CROWD - 1
        assert file.events.get().step == step
        file.refresh_from_db()
        assert (file.state, file.version) == (state, 3)
        assert Notice.objects.filter(user=chain.secretary).count() == n + 1
        papers = n + 1 if step == "approve" else 0
        assert (Placement.objects.count(), Document.objects.count()) == (papers, papers)


def test_different_decisions_at_once_leave_one_story(chain, file_in):
    steps = ["approve", "reject", "return", "escalate"] * 2
    deciders = [make_user(Role.TKSK, chain.village) for _ in steps]

    for _ in range(ROUNDS):
        file = file_in(S.SUBMITTED)
        pairs = zip(steps, deciders, strict=True)
        results = at_once([partial(decide, file, step, each, chain.clinic) for step, each in pairs])

        assert [type(result) for result in results].count(StaleState) == len(steps) - 1
        file.refresh_from_db()
        assert file.events.get().to_state == file.state


def test_submitting_together_leaves_no_gap_in_the_numbers(chain, file_in):
    files = [file_in(S.DRAFT) for _ in range(4)]

    def submit(pk):
        return advance_referral(Referral.objects.get(pk=pk), "submit", actor=User.objects.get(pk=chain.secretary.pk))

    at_once([lambda pk=file.pk: submit(pk) for file in files for _ in range(2)])

    numbers = sorted(Referral.objects.values_list("number", flat=True))
    assert [number.split("/")[1] for number in numbers] == ["001", "002", "003", "004"]
    assert NumberSeries.objects.get(kind="referral").last == 4
