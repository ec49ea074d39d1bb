"""Two files become one: what moves, what stays once, what is refused."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import Case
from core.exceptions import DomainError, StaleState
from core.periods import Period
from families.enums import CloseReason, FileEventKind, LeaveReason, Relation, Sex
from families.figures import family_figures
from families.models import Family, FamilyMember, FileEvent, Merge, MoneyRecord
from families.queries import history_of
from families.services import PersonChoice, close_family, merge_families, record_problem, register_family, undo_merge
from families.services.moving import key_of, links_to
from institutions.models import Membership
from referrals.models import Referral
from tests.factories.cases import CaseFactory
from tests.factories.families import category, make_national_id, make_secretary, member_data
from tests.factories.institutions import MembershipFactory
from tests.factories.merges import BORN, fill, merge, person, register, same_people
from tests.factories.regions import make_village
from tests.families.snapshot import snapshot


@pytest.fixture
def kept(village, actor):
    return register(village, actor)


@pytest.fixture
def absorbed(village, actor):
    head = member_data("Obaja Tefnai", sex=Sex.MALE, birth_date=BORN, occupation="Nelayan")
    child = member_data("Melki Tefnai", Relation.CHILD, sex=Sex.MALE, national_id="")
    return register(village, actor, head, child, address="Jalan pantai", hamlet="Dusun II", phone="+6281234567890")


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
