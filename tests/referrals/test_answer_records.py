"""What the services of the chain leave behind is what the record of a provider counts."""

import pytest
from django.utils import timezone

from institutions.figures import AnswerRecord
from referrals.figures import records_of
from referrals.services import advance_referral, write_referral

pytestmark = pytest.mark.django_db
DRAFT = {"need": "Terapi wicara", "details": "Belum bisa menyusun kalimat.", "sector": "health", "urgency": 1}


def test_the_way_to_a_provider_is_counted_as_it_goes(chain):
    placed = []
    for _ in range(2):
        file = write_referral(chain.case, data=DRAFT, actor=chain.secretary)
        advance_referral(file, "submit", actor=chain.secretary)
        advance_referral(file, "approve", actor=chain.tksk, institution=chain.clinic)
        placed.append(file)
    assert records_of([chain.clinic.pk]) == {chain.clinic.pk: AnswerRecord(placed=2)}
    advance_referral(placed[0], "accept", actor=chain.provider, appointment_on=timezone.localdate())
    advance_referral(placed[1], "decline", actor=chain.provider, reason="full")
    assert records_of([chain.clinic.pk, chain.centre.pk]) == {chain.clinic.pk: AnswerRecord(2, 2, 1, 1)}
