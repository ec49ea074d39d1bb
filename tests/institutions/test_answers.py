"""How a provider answers referrals, told in the directory, which knows nothing of referrals itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core import answers
from institutions.figures import ANSWERS, AnswerRecord, answer_records
from referrals.figures import records_of
from referrals.models import Placement, ReferralEvent
from tests.factories.institutions import InstitutionFactory, ServiceOfferFactory
from tests.factories.referrals import PlacementFactory, ReferralFactory

PLACED = datetime(2026, 9, 1, 1, tzinfo=UTC)


def place(institution, step="", *, hours=0, referral=None, placed=PLACED):
    """A referral was placed, and answered so many hours later; without ``step`` it still waits."""
    answer = {"accept": {"appointment_on": PLACED.date()}, "decline": {"declined_reason": "Penuh."}}.get(step, {})
    referral = referral or ReferralFactory()
    placement = PlacementFactory(institution=institution, referral=referral, **answer)
    Placement.objects.filter(pk=placement.pk).update(placed_at=placed)
    if step:
        event = referral.events.create(
            number=referral.events.count() + 2, step=step, from_state="placed", to_state="accepted"
        )
        ReferralEvent.objects.filter(pk=event.pk).update(happened_at=placed + timedelta(hours=hours))
    return referral


@pytest.mark.parametrize(
    ("hours", "days"),
    [((5,), 1), ((30,), 2), ((24, 72), 2), ((24, 48, 240), 2), ((24, 24, 72, 240), 2), ((72, 24, 96, 240, 24), 3)],
)
def test_half_of_the_answers_came_within_so_many_days(village, hours, days):
    institution = InstitutionFactory()
    for each in hours:
        place(institution, "accept", hours=each)
    assert records_of([institution.pk])[institution.pk] == AnswerRecord(len(hours), len(hours), len(hours), days)


def test_what_still_waits_is_no_answer(village):
    institution = InstitutionFactory()
    place(institution)
    assert records_of([institution.pk]) == {institution.pk: AnswerRecord(placed=1)}
    place(institution, "decline", hours=24)
    place(institution, "accept", hours=72)
    assert records_of([institution.pk])[institution.pk] == AnswerRecord(3, 2, 1, 2)


def test_a_declined_referral_counts_once_for_each_provider(village):
    first, second = InstitutionFactory(), InstitutionFactory()
    referral = place(first, "decline", hours=24)
    place(second, "accept", hours=96, referral=referral, placed=PLACED + timedelta(days=2))
    found = records_of([first.pk, second.pk])
    assert found == {first.pk: AnswerRecord(1, 1, 0, 1), second.pk: AnswerRecord(1, 1, 1, 4)}


def test_it_is_one_statement_for_any_number(village):
    institutions = InstitutionFactory.create_batch(3)
    for institution in institutions:
        for hours in (24, 48):
            place(institution, "accept", hours=hours)
    with CaptureQueriesContext(connection) as asked:
        assert len(records_of([institution.pk for institution in institutions])) == 3
    assert len(asked) == 1


def test_the_pages_tell_it(as_role, village):
    known, strange = (ServiceOfferFactory(name=name, problems=["PPKS-13"]) for name in ("Lama", "Baru"))
    for _ in range(8):
        place(known.institution, "accept", hours=70)
    for _ in range(2):
        place(known.institution, "decline", hours=70)
    client, sentence = as_role(Role.SECRETARY), "Menerima 8 dari 10 rujukan, biasanya menjawab dalam 3 hari"
    page = client.get(reverse("institutions:offers") + "?masalah=PPKS-13").content.decode()
    assert sentence in page
    assert "Belum pernah dirujuk" in page
    assert sentence in client.get(known.institution.get_absolute_url()).content.decode()
    assert "Belum pernah dirujuk" in client.get(strange.institution.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (AnswerRecord(), "Belum pernah dirujuk"),
        (AnswerRecord(2), "Belum menjawab 2 rujukan"),
        (AnswerRecord(3, 2, 1, 1), "Menerima 1 dari 2 rujukan, biasanya menjawab dalam sehari"),
    ],
)
def test_a_record_is_a_sentence(record, words):
    assert str(record) == words


def test_without_the_app_of_referrals_nobody_was_referred_to(village, monkeypatch):
    monkeypatch.delitem(answers._answers, ANSWERS)
    institution = InstitutionFactory()
    place(institution, "accept", hours=24)
    assert answer_records([institution.pk]) == {institution.pk: AnswerRecord()}
