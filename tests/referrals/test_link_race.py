"""Several press at the same moment on the page of one link. Real threads, real transactions, three rounds."""

import pytest

from core.exceptions import StaleState
from notices.models import Notice
from referrals.enums import ReferralState
from referrals.models import AnswerLink
from referrals.services import answer_by_link
from tests.referrals.linking import link_for
from tests.referrals.test_races import CROWD, at_once

pytestmark = pytest.mark.django_db(transaction=True)
S = ReferralState
ROUNDS = 3


def test_eight_people_of_one_provider_at_once_give_one_answer(chain, file_in):
    for _ in range(ROUNDS):
        file = file_in(S.PLACED)
        link = link_for(file)

        def decline(number, pk=link.pk, seen=file.version):
            opened = AnswerLink.objects.get(pk=pk)
            who = {"person": f"Orang {number}", "post": "terapis"}
            return answer_by_link(opened, "decline", **who, seen=seen, reason="full")

        results = at_once([lambda n=n: decline(n) for n in range(CROWD)])

        assert sum(not isinstance(result, Exception) for result in results) == 1
        assert file.events.count() == 1


def test_one_person_who_presses_eight_times_gives_one_answer_and_no_error(chain, file_in):
    for _ in range(ROUNDS):
        Notice.objects.all().delete()
        file = file_in(S.ACCEPTED)
        link = link_for(file)

        def report(pk=link.pk, seen=file.version):
            opened = AnswerLink.objects.get(pk=pk)
            who = {"person": "Yusuf Baitanu", "post": "terapis"}
            return answer_by_link(opened, "complete", **who, seen=seen, note="12 sesi", outcome="full")

        results = at_once([report] * CROWD)

        assert {event.pk for event in results} == {file.events.get(step="complete").pk}
        assert file.events.count() == 2
        assert Notice.objects.filter(user=chain.tksk).count() == 1
        assert not any(isinstance(result, StaleState) for result in results)
