"""Several people press at the same moment. Real threads, real transactions, five rounds."""

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

pytestmark = pytest.mark.django_db(transaction=True)
S = ReferralState
CROWD = 8


def at_once(acts):
    """Run the acts together; what each gave back, an exception included."""
    barrier, results = Barrier(len(acts)), []

    def run(act):
        barrier.wait()
        try:
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


@pytest.mark.parametrize("round_number", range(5))
@pytest.mark.parametrize("step", ["approve", "reject"])
def test_eight_decisions_at_once_make_one(chain, file_in, step, round_number):
    file = file_in(S.SUBMITTED)
    deciders = [make_user(Role.TKSK, chain.village) for _ in range(CROWD)]

    def decide(pk):
        """As in a request: everything is read anew."""
        referral, actor = Referral.objects.get(pk=file.pk), User.objects.get(pk=pk)
        clinic = Institution.objects.get(pk=chain.clinic.pk)
        extra = {"institution": clinic} if step == "approve" else {"note": "Ganda"}
        return advance_referral(referral, step, actor=actor, seen=file.version, **extra)

    results = at_once([lambda pk=user.pk: decide(pk) for user in deciders])

    assert len(results) == CROWD
    assert sum(isinstance(result, StaleState) for result in results) == CROWD - 1
    assert file.events.filter(step=step).count() == 1
    file.refresh_from_db()
    assert file.state == (S.PLACED if step == "approve" else S.REJECTED)
    assert Placement.objects.count() == Document.objects.count() == (1 if step == "approve" else 0)
    assert Notice.objects.filter(user=chain.secretary).count() == 1


def test_different_decisions_at_once_leave_one_story(chain, file_in):
    file = file_in(S.SUBMITTED)
    steps = ["approve", "reject", "return", "escalate"] * 2
    deciders = [make_user(Role.TKSK, chain.village) for _ in steps]

    def decide(step, pk):
        referral, actor = Referral.objects.get(pk=file.pk), User.objects.get(pk=pk)
        clinic = Institution.objects.get(pk=chain.clinic.pk)
        extra = {"institution": clinic} if step == "approve" else {}
        return advance_referral(referral, step, actor=actor, note="Catatan", **extra)

    results = at_once([lambda s=s, pk=user.pk: decide(s, pk) for s, user in zip(steps, deciders, strict=True)])

    assert sum(isinstance(result, StaleState) for result in results) == len(steps) - 1
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
