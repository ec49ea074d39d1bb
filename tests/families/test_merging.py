"""Two files become one and, within thirty days, two again."""

import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.enums import Role
from cases.models import Case
from core.exceptions import DomainError, StaleState
from core.periods import Period
from families.enums import CloseReason, FileEventKind, LeaveReason, ProblemState, Relation, Sex
from families.figures import family_figures
from families.models import Family, FamilyMember, FileEvent, Merge, MoneyRecord, Problem
from families.queries import has_consent, history_of
from families.services import (
    PersonChoice,
    change_family,
    close_family,
    merge_families,
    record_consent,
    record_problem,
    register_family,
    set_problem_state,
    undo_merge,
    withdraw_consent,
)
from families.services.moving import key_of, links_to
from institutions.models import Membership
from referrals.models import Referral
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
from tests.factories.families import category, make_card_number, make_national_id, make_secretary, member_data
from tests.factories.institutions import MembershipFactory
from tests.factories.merges import BORN, fill, merge, person, register, same_people, yesterday
from tests.factories.referrals import ReferralFactory
from tests.factories.regions import make_village

# What the merge itself writes, and what follows from other rows.
OWN = {"families.fileevent", "families.merge", "auditlog.logentry", "families.dimensionmean", "sessions.session"}
DERIVED = {"version", "search_text", "completeness", "decile", "head_name"}


@pytest.fixture
def actor(village):
    return make_secretary(village)


@pytest.fixture
def kept(village, actor):
    return register(village, actor)


@pytest.fixture
def absorbed(village, actor):
    head = member_data("Obaja Tefnai", sex=Sex.MALE, birth_date=BORN, occupation="Nelayan")
    child = member_data("Melki Tefnai", Relation.CHILD, sex=Sex.MALE, national_id="")
    return register(village, actor, head, child, address="Jalan pantai", hamlet="Dusun II", phone="+6281234567890")


def snapshot():
    """Every row of every table, but for what a merge adds and what is derived."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower not in OWN:
            fields = [each.attname for each in model._meta.concrete_fields if each.name not in DERIVED]
            rows[model._meta.label_lower] = list(model._base_manager.order_by("pk").values_list(*fields))
    return rows


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


def test_no_kind_of_row_stays_behind(kept, absorbed, actor):
    """A new table with a link to a family or a member needs a row in tests.factories.merges.fill."""
    fill(absorbed, actor)
    record = merge(kept, absorbed, actor)
    links = {key_of(*link) for model in (Family, FamilyMember) for link in links_to(model)}
    assert links - record.moved.keys() == set()
    for model, field in links_to(Family):
        assert not model._base_manager.filter(**{field.name: absorbed}).exists()
    assert Case.objects.get().family == kept
    assert list(Case.objects.get().members.all()) == [person(kept, "Melki")]
    assert Referral.objects.get().member == person(kept, "Melki")


def test_the_chosen_values_stand_in_the_kept_file_and_the_other_is_closed(kept, absorbed, actor):
    card, number = absorbed.family_card_number, person(absorbed, "Obaja").national_id
    people = same_people(kept, absorbed, Obaja={"national_id", "occupation"})
    merge(kept, absorbed, actor, take={"family_card_number", "hamlet"}, people=people)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.family_card_number, kept.hamlet, kept.address) == (card, "Dusun II", "Dekat dermaga")
    assert (person(kept, "Obaja").national_id, person(kept, "Obaja").occupation) == (number, "Nelayan")
    assert kept.cards.get(ends_on=None).number == card
    assert absorbed.closed_reason == CloseReason.MERGED
    assert set(absorbed.members.values_list("left_reason", flat=True)) == {LeaveReason.MERGED}
    assert absorbed.file_number in kept.search_text
    event = FileEvent.objects.get(family=kept)
    assert (event.kind, event.other) == (FileEventKind.MERGED, absorbed)
    assert FileEvent.objects.get(family=absorbed).other == kept


def test_what_there_can_be_only_once_stays_and_breaks_nothing(kept, absorbed, actor, village):
    today, unit = timezone.localdate(), MembershipFactory().care_unit
    for family, income in ((kept, 100), (absorbed, 200)):
        MoneyRecord.objects.create(family=family, noted_on=today, income=income, recorded_by=actor)
        MoneyRecord.objects.create(
            family=family, noted_on=today - timedelta(days=income), income=income, recorded_by=actor
        )
        MembershipFactory(care_unit=unit, kind="pioneer", family=family, position="")
    seen = (Family.objects.get(pk=kept.pk).version, Family.objects.get(pk=absorbed.pk).version)
    people = same_people(kept, absorbed)
    record, stayed = merge_families(kept, absorbed, seen=seen, take=(), people=people, actor=actor)
    assert stayed == ["catatan keuangan", "catatan lain"]
    assert sorted(kept.money_records.values_list("income", flat=True)) == [100, 100, 200]
    assert Membership.objects.filter(family=kept).count() == 1
    undo_merge(record, actor=actor)
    assert absorbed.money_records.count() == 2


def test_a_case_of_both_rows_of_one_person_breaks_nothing(kept, absorbed, actor):
    case = CaseFactory(family=kept)
    case.members.add(person(kept, "Melki"), person(absorbed, "Melki"))
    seen = (Family.objects.get(pk=kept.pk).version, Family.objects.get(pk=absorbed.pk).version)
    people = same_people(kept, absorbed)
    _, stayed = merge_families(kept, absorbed, seen=seen, take=(), people=people, actor=actor)
    assert stayed == []
    assert person(kept, "Melki") in case.members.all()


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


def test_a_merged_family_counts_once(kept, absorbed, actor, village):
    for family in (kept, absorbed):
        record_problem(family, category=category("PPKS-24"), actor=actor)
    record_problem(absorbed, category=category("PPKS-08"), actor=actor)
    quarter = Period.quarter_of(timezone.localdate())
    assert family_figures((village.code,), quarter).stock["registered"] == 2
    merge(kept, absorbed, actor)
    figures = family_figures((village.code,), quarter)
    assert figures.stock["registered"] == 1
    assert sum(sum(groups.values()) for groups in figures.members.values()) == 2
    assert {row["code"]: row["open"] for row in figures.problems} == {"PPKS-24": 1, "PPKS-08": 1}
    assert figures.closed["merged"] == 1


def test_the_history_of_both_is_read_in_the_kept_file(kept, absorbed, actor, village):
    third = register(village, actor)
    merge(third, absorbed, actor)
    merge(kept, third, actor)
    told = {(entry.content_type.model, entry.object_pk) for entry in history_of(kept, sees_sensitive=True)}
    assert {("family", str(each.pk)) for each in (kept, third, absorbed)} <= told


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


def test_somebody_left_out_leaves_with_a_reason_but_not_with_records(kept, absorbed, actor):
    child = fill(absorbed, actor)
    head = person(absorbed, "Obaja")
    people = [
        PersonChoice(head.pk, same_as=person(kept, "Obaja").pk), PersonChoice(child.pk, left_reason="mistake"),
    ]  # fmt: skip
    with pytest.raises(DomainError, match="Melki Tefnai tidak bisa ditinggalkan, sebab ada"):
        merge(kept, absorbed, actor, people=people)
    assert not Family.objects.filter(closed_on__isnull=False).exists()
    people = [PersonChoice(head.pk, left_reason="mistake"), PersonChoice(child.pk, relation=Relation.CHILD)]
    merge(kept, absorbed, actor, people=people)
    head.refresh_from_db()
    assert (head.family, head.left_reason) == (absorbed, LeaveReason.MISTAKE)


@pytest.mark.parametrize(
    ("choose", "sentence"),
    [
        (lambda k, a: [], "Anggota salah satu berkas sudah berubah"),
        (lambda k, a: [PersonChoice(m.pk, same_as=k[0].pk) for m in a], "Dua orang digabung dengan orang yang sama"),
        (lambda k, a: [PersonChoice(m.pk, same_as=a[0].pk) for m in a], "Anggota salah satu berkas sudah berubah"),
        (lambda k, a: [PersonChoice(m.pk) for m in a], "Kepala keluarga hanya satu"),
    ],
)
def test_choices_that_do_not_fit_are_refused_and_nothing_is_half_done(kept, absorbed, actor, choose, sentence):
    before = snapshot()
    people = choose(list(kept.members.order_by("pk")), list(absorbed.members.order_by("pk")))
    with pytest.raises(DomainError, match=sentence):
        merge(kept, absorbed, actor, people=people)
    assert snapshot() == before


def test_a_family_of_more_than_twenty_is_not_made(kept, village, actor):
    joining = [member_data(f"Saudara {letter}", Relation.RELATIVE) for letter in "ABCDEFGHIJKLMNOPQRS"]
    other = register(village, actor, member_data("Kepala Lain"), *joining[1:])
    others = list(other.members.order_by("pk"))
    people = [PersonChoice(each.pk, relation=Relation.RELATIVE) for each in others]
    with pytest.raises(DomainError, match="paling banyak 20 anggota"):
        merge(kept, other, actor, people=people)
    people[0] = PersonChoice(others[0].pk, same_as=person(kept, "Obaja").pk)
    merge(kept, other, actor, people=people)
    assert kept.members.filter(left_on=None).count() == 20


def test_the_absorbed_file_is_found_by_its_earlier_numbers_too(kept, absorbed, actor):
    Family.objects.filter(pk=absorbed.pk).update(former_numbers="53.01.05.2012-0007")
    merge(kept, absorbed, actor)
    kept.refresh_from_db()
    assert kept.former_numbers == f"{absorbed.file_number} 53.01.05.2012-0007"
    assert "53.01.05.2012-0007" in kept.search_text


def test_a_file_that_was_changed_or_closed_meanwhile_is_refused(kept, absorbed, actor):
    people, versions = same_people(kept, absorbed), (kept.version, absorbed.version)
    with pytest.raises(StaleState, match="baru saja diubah"):
        merge_families(kept, absorbed, seen=(kept.version, 99), take=(), people=people, actor=actor)
    close_family(absorbed, CloseReason.MOVED, on=timezone.localdate(), actor=actor)
    with pytest.raises(DomainError, match="sudah ditutup"):
        merge_families(kept, absorbed, seen=versions, take=(), people=people, actor=actor)
    with pytest.raises(DomainError, match="dirinya sendiri"):
        merge_families(kept, kept, seen=versions, take=(), people=[], actor=actor)


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


def test_the_numbers_of_the_absorbed_file_are_free_for_the_kept_one(kept, absorbed, actor, village):
    number = person(absorbed, "Obaja").national_id
    merge(kept, absorbed, actor)
    again = member_data("Obaja Tefnai", national_id=number)
    assert register_family(village=village, data={"address": "x"}, members=[again], actor=actor).pk
    assert make_national_id() != number


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_at_once_merge_once():
    village = make_village()
    actor = make_secretary(village)
    kept, absorbed = register(village, actor), register(village, actor)
    choices = {kept: same_people(absorbed, kept), absorbed: same_people(kept, absorbed)}
    start, told = threading.Barrier(4), []

    def run(one, other):
        start.wait()
        try:
            merge_families(one, other, seen=(1, 1), take=(), people=choices[other], actor=actor)
            told.append("digabung")
        except DomainError as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    pairs = [(kept, absorbed), (absorbed, kept)] * 2
    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("digabung") == 1
    assert sum("sudah ditutup" in words or "baru saja" in words for words in told) == 3
    assert Merge.objects.count() == 1
    assert Family.objects.active().count() == 1
