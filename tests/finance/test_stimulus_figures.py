"""The figures of the stimulus fund, and what families receive from all apps together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import answers
from core.periods import Period
from families.queries import what_families_receive
from finance.enums import StimulusState
from finance.figures.stimulus import StimulusSums, stimulus_figures
from finance.models import StimulusProposal
from tests.factories.families import AidFactory, FamilyFactory
from tests.factories.stimulus import SUM, make_proposal, paid_some_days_ago

pytestmark = pytest.mark.django_db
S = StimulusState


def year():
    return Period.of("Y", timezone.localdate())


def test_money_by_village_source_and_state(village, other_village):
    people = {}
    make_proposal(S.DRAFT, village=village, people=people)
    make_proposal(S.SUBMITTED, village=village, people=people, source="csr")
    make_proposal(S.PAID, village=village, people=people)
    make_proposal(S.ACCOUNTED, village=village, people=people)
    make_proposal(S.APPROVED, village=other_village)
    found = stimulus_figures(("",), year())
    assert found.total == StimulusSums(proposals=4, asked=4 * SUM, approved=3 * SUM, paid=2 * SUM, accounted=SUM)
    assert found.total.rest == SUM
    assert {line.key: line.sums.paid for line in found.villages} == {village.pk: 2 * SUM, other_village.pk: 0}
    assert {line.key: line.sums.asked for line in found.sources} == {"csr": SUM, "regency": 3 * SUM}
    assert {state: count for state, count, _ in found.states} == {
        S.SUBMITTED: 1, S.PAID: 1, S.ACCOUNTED: 1, S.APPROVED: 1,
    }  # fmt: skip
    assert stimulus_figures((village.pk[:5],), year()).total.proposals == 3
    assert stimulus_figures((), year()).total == StimulusSums()


def test_each_sum_counts_in_its_own_period(village):
    proposal = paid_some_days_ago(make_proposal(S.PAID, village=village), 400)
    StimulusProposal.objects.filter(pk=proposal.pk).update(paid_on=timezone.localdate())
    found = stimulus_figures((village.pk,), year())
    assert found.total == StimulusSums(paid=SUM)
    assert found.days_to_payment == 400
    before = Period.of("Y", proposal.submitted_on)
    assert stimulus_figures((village.pk,), before).total == StimulusSums(proposals=1, asked=SUM, approved=SUM)
    assert stimulus_figures((village.pk,), before).days_to_payment is None


def test_three_statements_whatever_there_is(village):
    people = {}
    for _ in range(2):
        make_proposal(S.PAID, village=village, people=people)
        with CaptureQueriesContext(connection) as seen:
            stimulus_figures((village.pk,), year())
        assert len(seen) == 3


def test_what_a_family_receives_comes_from_all_apps(village):
    people, family = {}, FamilyFactory(village=village)
    aid = AidFactory(family=family)
    make_proposal(S.DRAFT, family=family, people=people)
    make_proposal(S.REJECTED, family=family, people=people, others_checked=True)
    paid = make_proposal(S.PAID, family=family, people=people, others_checked=True)
    received = what_families_receive([family.pk])[family.pk]
    assert [(each.what, each.amount) for each in received] == [
        (aid.programme.name, None), ("Bantuan stimulan: Modal usaha menjahit", SUM),
    ]  # fmt: skip
    assert (received[1].place, received[1].since, received[1].detail) == (
        village.full_name,
        paid.paid_on,
        "Dibayarkan",
    )


def test_the_question_has_a_fixed_number_of_statements(village):
    people = {}
    families = [make_proposal(S.SUBMITTED, village=village, people=people).family_id for _ in range(3)]
    with CaptureQueriesContext(connection) as one:
        what_families_receive(families[:1])
    with CaptureQueriesContext(connection) as three:
        assert len(what_families_receive(families)) == 3
    assert len(one) == len(three)


def test_several_apps_answer_one_question(monkeypatch):
    monkeypatch.setattr(answers, "_answers", {})
    assert answers.all_answers_to("x", [1]) == {}
    first, second = (lambda keys: {1: "satu"}), (lambda keys: {1: "uno", 2: "dos"})
    for answer in (first, second, first):
        answers.register("x", answer)
    assert answers.all_answers_to("x", [1, 2]) == {1: ["satu", "uno"], 2: ["dos"]}
    assert answers.answers_to("x", [1, 2]) == {1: "uno", 2: "dos"}
    assert answers.all_answers_to("x", []) == {}
