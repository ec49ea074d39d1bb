"""A merged file becomes two again, within thirty days and as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.enums import ProblemState, Relation, Sex
from families.models import FamilyMember, Merge, Problem
from families.queries import has_consent
from families.services import (
    PersonChoice,
    change_family,
    merge_families,
    record_consent,
    record_problem,
    set_problem_state,
    undo_merge,
    withdraw_consent,
)
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
from tests.factories.families import category, make_card_number, make_secretary, member_data
from tests.factories.merges import BORN, fill, merge, person, register, same_people, yesterday
from tests.factories.referrals import ReferralFactory
from tests.families.snapshot import snapshot


@pytest.fixture
def kept(village, actor):
    return register(village, actor)


@pytest.fixture
def absorbed(village, actor):
    head = member_data("Obaja Tefnai", sex=Sex.MALE, birth_date=BORN, occupation="Nelayan")
    child = member_data("Melki Tefnai", Relation.CHILD, sex=Sex.MALE, national_id="")
    return register(village, actor, head, child, address="Jalan pantai", hamlet="Dusun II", phone="+6281234567890")


def test_merging_and_undoing_leaves_every_row_of_every_app_as_it_was(kept, absorbed, actor):
    fill(kept, actor)
    fill(absorbed, actor, problem="PPKS-08", day=yesterday())
    means = set(kept.dimension_means.values_list("dimension", "mean"))
    before = snapshot()
    record = merge(
        kept, absorbed, actor, take={"family_card_number", "address", "hamlet", "phone"},
        people=same_people(kept, absorbed, Obaja={"national_id", "national_id_note", "occupation"}),
    )  # fmt: skip
    assert snapshot() != before
    assert undo_merge(record, actor=actor) == []
    after = snapshot()
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
    for family in (kept, absorbed):
        assert set(family.dimension_means.values_list("dimension", "mean")) == means


def test_a_member_who_joined_goes_home_again(kept, absorbed, actor):
    fill(absorbed, actor)
    head, child = person(absorbed, "Obaja"), person(absorbed, "Melki")
    before = snapshot()
    people = [PersonChoice(head.pk, relation=Relation.RELATIVE), PersonChoice(child.pk, relation=Relation.CHILD)]
    record = merge(kept, absorbed, actor, people=people)
    assert kept.members.filter(left_on=None).count() == 4
    assert kept.members.get(pk=head.pk).relation == Relation.RELATIVE
    undo_merge(record, actor=actor)
    assert snapshot() == before


def test_undo_is_refused_where_somebody_became_the_head(kept, absorbed, actor):
    child = person(absorbed, "Melki")
    people = [
        PersonChoice(person(absorbed, "Obaja").pk, same_as=person(kept, "Obaja").pk),
        PersonChoice(child.pk, relation=Relation.CHILD),
    ]
    record = merge(kept, absorbed, actor, people=people)
    kept.members.filter(name__startswith="Obaja").update(relation=Relation.PARENT)
    FamilyMember.objects.filter(pk=child.pk).update(relation=Relation.HEAD)
    before = snapshot()
    with pytest.raises(DomainError, match="susunan anggotanya sudah berubah"):
        undo_merge(record, actor=actor)
    assert snapshot() == before


def test_undo_is_refused_where_it_would_leave_a_file_without_a_head(kept, absorbed, actor):
    people = [PersonChoice(each.pk, relation=Relation.RELATIVE) for each in absorbed.members.all()]
    record = merge(kept, absorbed, actor, people=people)
    kept.members.filter(relation=Relation.HEAD).update(relation=Relation.PARENT)
    absorbed_head = FamilyMember.objects.get(name="Obaja Tefnai", occupation="Nelayan")
    FamilyMember.objects.filter(pk=absorbed_head.pk).update(relation=Relation.HEAD)
    before = snapshot()
    with pytest.raises(DomainError, match=f"{kept.file_number} akan tanpa kepala keluarga. Pilih dulu"):
        undo_merge(record, actor=actor)
    assert snapshot() == before


def test_a_card_entered_after_the_merge_stays_when_it_is_undone(kept, absorbed, actor):
    number, third = absorbed.family_card_number, make_card_number()
    record = merge(kept, absorbed, actor, take={"family_card_number"})
    kept.refresh_from_db()
    people = [{"id": each.pk, **_fields(each)} for each in kept.members.all()]
    data = {"family_card_number": third}
    change_family(kept, data=data, members=people, version=kept.version, actor=actor)
    assert undo_merge(record, actor=actor) == [(kept, "family_card_number")]
    for family, card in ((kept, third), (absorbed, number)):
        family.refresh_from_db()
        assert family.family_card_number == family.cards.get(ends_on=None).number == card


def test_the_same_problem_in_both_is_one_and_its_case_goes_on(kept, absorbed, actor):
    first = record_problem(kept, category=category("PPKS-24"), actor=actor)
    twin = record_problem(absorbed, category=category("PPKS-24"), since=yesterday(), actor=actor)
    set_problem_state(twin, ProblemState.HANDLED, on=timezone.localdate(), actor=actor)
    case = CaseFactory(family=absorbed)
    case.problems.add(twin)
    before = snapshot()
    record = merge(kept, absorbed, actor)
    first.refresh_from_db()
    assert (first.state, first.since) == (ProblemState.HANDLED, yesterday())
    assert list(case.problems.all()) == [first]
    assert first.steps.count() == 3
    set_problem_state(case.problems.get(), ProblemState.SOLVED, on=timezone.localdate(), actor=actor)
    Problem.objects.filter(pk=first.pk).update(state=ProblemState.HANDLED, solved_on=None)
    first.steps.filter(state=ProblemState.SOLVED).delete()
    undo_merge(record, actor=actor)
    assert snapshot() == before


def test_withdrawing_a_consent_that_both_files_had_ends_it(kept, absorbed, actor):
    today = timezone.localdate()
    older = record_consent(
        kept, purpose="photo", method="signed", given_by="Obaja", given_on=yesterday(), actor=actor
    )  # fmt: skip
    newer = record_consent(absorbed, purpose="photo", method="signed", given_by="Obaja", actor=actor)
    record = merge(kept, absorbed, actor)
    older.refresh_from_db()
    assert (older.withdrawn_on, older.withdrawn_reason) == (today, "Diganti saat berkas digabung")
    assert kept.consents.in_force().get() == newer
    withdraw_consent(kept.consents.in_force().get(), on=today, actor=actor)
    assert not has_consent(kept, "photo")
    undo_merge(record, actor=actor)
    assert not has_consent(kept, "photo")


def test_undo_puts_the_older_consent_in_force_again(kept, absorbed, actor):
    for family, day in ((kept, yesterday()), (absorbed, timezone.localdate())):
        record_consent(family, purpose="photo", method="signed", given_by="Obaja", given_on=day, actor=actor)
    record = merge(kept, absorbed, actor)
    undo_merge(record, actor=actor)
    assert has_consent(kept, "photo")
    assert has_consent(absorbed, "photo")


def test_what_was_changed_since_stays_and_is_named(kept, absorbed, actor):
    record = merge(kept, absorbed, actor, take={"address", "hamlet"})
    kept.refresh_from_db()
    people = [{"id": each.pk, **_fields(each)} for each in kept.members.all()]
    change_family(kept, data={"address": "Rumah baru"}, members=people, version=kept.version, actor=actor)
    changed = undo_merge(record, actor=actor)
    kept.refresh_from_db()
    assert [(row, name) for row, name in changed] == [(kept, "address")]
    assert (kept.address, kept.hamlet) == ("Rumah baru", "")


def _fields(member):
    names = ("name", "relation", "sex", "birth_date", "national_id")
    return {name: getattr(member, name) for name in names}


def test_a_referral_written_since_follows_its_case(kept, absorbed, actor):
    case = CaseFactory(family=absorbed)
    record = merge(kept, absorbed, actor)
    case.refresh_from_db()
    later, own = ReferralFactory(case=case), ReferralFactory(case=CaseFactory(family=kept))
    undo_merge(record, actor=actor)
    later.refresh_from_db()
    own.refresh_from_db()
    assert (later.family, own.family) == (absorbed, kept)


def test_both_villages_must_be_ones_own(kept, absorbed, actor, village, other_village):
    elsewhere = register(other_village, make_secretary(other_village))
    for pair in ((kept, elsewhere), (elsewhere, kept)):
        with pytest.raises(PermissionDenied):
            merge_families(*pair, seen=(1, 1), take=(), people=[], actor=actor)
    record = merge(kept, absorbed, actor)
    for user in (make_user(Role.TKSK, village.parent), make_secretary(other_village)):
        with pytest.raises(PermissionDenied):
            undo_merge(record, actor=user)


def test_undo_is_refused_in_words(kept, absorbed, actor, village):
    record = merge(kept, absorbed, actor)
    Merge.objects.update(merged_on=timezone.localdate() - timedelta(days=31))
    with pytest.raises(DomainError, match="dalam 30 hari"):
        undo_merge(record, actor=actor)
    Merge.objects.update(merged_on=timezone.localdate() - timedelta(days=30))
    third = register(village, actor)
    merge(third, kept, actor)
    with pytest.raises(DomainError, match="Batalkan dulu penggabungan berkas itu"):
        undo_merge(record, actor=actor)
    undo_merge(Merge.objects.get(kept=third), actor=actor)
    undo_merge(record, actor=actor)
    with pytest.raises(DomainError, match="sudah dibatalkan"):
        undo_merge(record, actor=actor)
    absorbed.refresh_from_db()
    assert (absorbed.closed_on, absorbed.closed_reason) == (None, "")


@pytest.mark.parametrize("what", ["card", "person"])
def test_undo_is_refused_where_a_number_is_taken_since(kept, absorbed, actor, other_village, what):
    number = {"card": absorbed.family_card_number, "person": person(absorbed, "Obaja").national_id}[what]
    record = merge(kept, absorbed, actor)
    head = member_data("Orang Lain", **({"national_id": number} if what == "person" else {}))
    card = number if what == "card" else make_card_number()
    register(other_village, make_secretary(other_village), head, family_card_number=card)
    before = snapshot()
    with pytest.raises(DomainError, match="sudah tercatat di Desa Moncongloe"):
        undo_merge(record, actor=actor)
    assert snapshot() == before
