"""A list of people becomes families: what the preview says of each row, and what is written."""

from datetime import date

import pytest
from auditlog.models import LogEntry

from accounts.models import AccessLog
from exchange.enums import BatchState, Decision, Verdict
from exchange.services import decide
from families.enums import FamilyStatus, Relation, Sex
from families.models import Family, FamilyCard, FamilyMember, StatusPeriod
from tests.exchange.rows import BORN, head, household, row, said, wife
from tests.factories.families import FamilyFactory, FamilyMemberFactory, make_card_number, make_national_id
from tests.factories.regions import make_village
from tests.factories.sheets import verdicts, written

pytestmark = pytest.mark.django_db
NEW, CHANGED, SAME, DOUBTFUL, WRONG, LEFT = Verdict.NEW, Verdict.CHANGED, Verdict.SAME, *list(Verdict)[3:]


def test_a_new_family_comes_in_whole(people_in, secretary):
    batch = people_in(*household(card := make_card_number()))

    assert (batch.state, verdicts(batch)) == (BatchState.READY, {2: NEW, 3: NEW, 4: NEW})
    assert not Family.objects.exists()
    written(batch, secretary)

    family = Family.objects.get()
    assert batch.state == BatchState.DONE
    told = (family.head_name, family.family_card_number, family.rt, family.address, family.status, family.version)
    assert told == ("Yohanes Tefa", card, "004", "Dekat dermaga", FamilyStatus.REGISTERED, 1)
    assert [(each.name, each.relation, each.sex) for each in family.members.all()] == [
        ("Yohanes Tefa", Relation.HEAD, Sex.MALE), ("Maria Tefa", Relation.WIFE, Sex.FEMALE),
        ("Petrus Tefa", Relation.CHILD, Sex.MALE),
    ]  # fmt: skip


def test_what_follows_from_the_rows_is_there_too(people_in, secretary):
    """As register_family would have left it: numbers of our own, card, status, search, completeness."""
    written(people_in(*household()), secretary)

    family = Family.objects.get()
    child = family.members.get(name="Petrus Tefa")
    assert (child.birth_date, child.temporary_number[:3]) == (date(2019, 2, 5), "SN-")
    assert FamilyCard.objects.get().number == family.family_card_number
    assert StatusPeriod.objects.get().status == FamilyStatus.REGISTERED
    assert "petrus tefa" in family.search_text
    assert family.completeness > 20
    assert child.name_key


def test_the_change_log_has_an_entry_for_each_row_with_masked_numbers(people_in, secretary):
    written(people_in(*household()), secretary)

    family = Family.objects.get()
    assert LogEntry.objects.get_for_object(family).get().actor == secretary
    entries = LogEntry.objects.get_for_objects(FamilyMember.objects.all())
    assert entries.count() == 3
    numbers = [each.national_id for each in FamilyMember.objects.exclude(national_id="")]
    assert not [number for number in numbers if any(number in str(entry.changes) for entry in entries)]


def test_the_same_file_again_changes_nothing(people_in, secretary):
    rows = [*household(), *household("0"), head("", "Anton Lay", ""), row("", "", "Budi Lay")]
    written(people_in(*rows), secretary)
    assert (Family.objects.count(), FamilyMember.objects.count()) == (3, 8)

    again = people_in(*rows)

    assert set(verdicts(again).values()) == {SAME}


def test_what_changes_is_shown_field_by_field_and_empty_cells_change_nothing(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    rows[0][7], rows[0][5] = "Jalan Baru 7", ""
    rows[1][2] = "Maria Tefa Lay"

    batch = people_in(*rows)

    assert verdicts(batch) == {2: CHANGED, 3: CHANGED, 4: SAME}
    assert batch.rows.get(number=2).changes == [["alamat", "Dekat dermaga", "Jalan Baru 7"]]
    assert batch.rows.get(number=3).changes == [["nama lengkap", "Maria Tefa", "Maria Tefa Lay"]]
    written(batch, secretary)
    family = Family.objects.get()
    assert (family.address, family.version) == ("Jalan Baru 7", 2)
    assert family.members.get(relation=Relation.HEAD).birth_place == "Kupang"
    assert "tefa lay" in family.search_text
    assert LogEntry.objects.get_for_object(family).filter(action=LogEntry.Action.UPDATE).count() == 1


def test_a_new_child_joins_the_family_that_is_there(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)

    batch = people_in(rows[0], row(rows[0][0], "", "Rut Tefa", sex="P"))

    assert verdicts(batch) == {2: SAME, 3: NEW}
    written(batch, secretary)
    family = Family.objects.get()
    assert [member.name for member in family.members.all()][-1] == "Rut Tefa"
    assert "rut tefa" in family.search_text


def test_a_child_alone_finds_its_family_by_the_card(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)

    assert verdicts(people_in(row(rows[0][0], "", "Rut Tefa"))) == {2: NEW}


def test_a_second_head_never_comes_in(people_in, secretary):
    """OpenSID #7903."""
    rows = household()
    written(people_in(*rows), secretary)

    batch = people_in(head(rows[0][0], "Karel Foeh"))

    assert "sudah punya kepala keluarga lain" in said(batch, 2)
    two = people_in(head(card := make_card_number(), "A Lay"), head(card, "B Lay"))
    assert verdicts(two) == {2: NEW, 3: WRONG}


def test_the_head_may_change_where_both_are_written(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    rows[0][3], rows[1][3] = "Lainnya", "Kepala Keluarga"

    written(people_in(*rows), secretary)

    family = Family.objects.get()
    assert family.head_name == family.members.get(relation=Relation.HEAD).name == "Maria Tefa"


def test_a_family_without_its_head_waits_with_all_its_rows(people_in):
    card = make_card_number()
    broken = head(card)
    broken[4] = "X"

    batch = people_in(broken, wife(card))

    assert verdicts(batch) == {2: WRONG, 3: WRONG}
    assert "“X” tidak dikenal" in said(batch, 2)
    assert "(2) belum benar" in said(batch, 3)


def test_a_number_of_another_village_is_refused_without_its_contents(people_in, secretary):
    other = FamilyFactory(village=make_village("53.01.05.2010"), members=1)
    bearer = other.members.get()
    FamilyMember.objects.filter(pk=bearer.pk).update(national_id=(number := make_national_id(Sex.MALE, BORN)))

    batch = people_in(head(make_card_number(), number=number), *household(other.family_card_number))

    assert "sudah tercatat di Desa Lifuleo" in said(batch, 2)
    assert set(verdicts(batch).values()) == {WRONG}
    assert other.head_name not in said(batch, 2)
    assert AccessLog.objects.filter(subject_id=other.pk, actor=secretary).exists()


def test_somebody_of_another_family_of_the_village_is_not_moved(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)

    batch = people_in(head(card := make_card_number(), "Karel Foeh"), [card, *rows[1][1:]])

    assert "sudah tercatat di berkas" in said(batch, 3)


def test_likely_doubles_wait_until_they_are_decided_on(people_in, village, secretary):
    known = FamilyFactory(village=village, members=1, rt="004")
    FamilyMember.objects.filter(family=known).update(name="Johanis Teffa", birth_date=BORN, national_id="")
    known.members.get().save()
    card = make_card_number()

    batch = people_in(head(card, number=""), wife(card))

    assert verdicts(batch) == {2: DOUBTFUL, 3: DOUBTFUL}
    assert f"berkas {known.file_number}" in said(batch, 2)
    decide(batch, decision=Decision.TAKE, actor=secretary, rows=[batch.rows.get(number=2).pk])
    written(batch, secretary)
    assert Family.objects.count() == 2
    assert Family.objects.latest("pk").members.count() == 2


def test_who_shares_name_and_birth_date_with_somebody_of_the_regency_is_a_question_with_a_trace(people_in, secretary):
    other = FamilyFactory(village=make_village("53.01.05.2010"), members=1)
    FamilyMemberFactory(family=other, name="Yohanes Teffa", birth_date=BORN, national_id="")

    batch = people_in(head(make_card_number()))

    assert verdicts(batch) == {2: DOUBTFUL}
    assert "di Lifuleo" in said(batch, 2)
    assert AccessLog.objects.filter(subject_id=other.pk, actor=secretary).exists()


def test_another_nik_for_somebody_known_is_a_question(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    old = FamilyMember.objects.get(relation=Relation.WIFE).national_id
    rows[1][1] = make_national_id(Sex.FEMALE, date(1990, 12, 22))

    batch = people_in(*rows)

    assert verdicts(batch)[3] == DOUBTFUL
    assert old not in said(batch, 3)
    decide(batch, decision=Decision.TAKE, actor=secretary)
    written(batch, secretary)
    assert FamilyMember.objects.get(relation=Relation.WIFE).national_id == rows[1][1]


def test_a_new_card_is_noted_with_its_day(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    card = make_card_number()

    written(people_in(*[[card, *each[1:]] for each in rows]), secretary)

    assert Family.objects.get().family_card_number == card
    assert list(FamilyCard.objects.order_by("pk").values_list("ends_on", flat=True))[1:] == [None]
    assert FamilyCard.objects.count() == 2


def test_the_dead_and_those_of_another_village_do_not_come_in(people_in):
    columns = ["no_kk", "nik", "nama", "kk_level", "sex", "tempatlahir", "tanggallahir", "alamat", "rt", "rw",
               "status_dasar", "Desa/Kel"]  # fmt: skip
    card = make_card_number()

    batch = people_in([*head(card), "1", "TABLOLONG"], [*wife(card), "2", ""], [*row(card, "", "A"), "", "Lifuleo"],
                      columns=columns)  # fmt: skip

    assert verdicts(batch) == {2: NEW, 3: LEFT, 4: WRONG}


def test_a_full_family_takes_nobody_more(people_in, village):
    family = FamilyFactory(village=village, members=20)

    batch = people_in(row(family.family_card_number, "", "Rut Tefa"))

    assert "paling banyak 20 anggota" in said(batch, 2)


@pytest.mark.parametrize("families", [1, 3])
def test_reading_asks_the_database_the_same_number_of_times(people_in, django_assert_num_queries, families, village):
    for _ in range(families):
        FamilyMemberFactory(family=FamilyFactory(village=village, members=1))
    people_in(*household())
    with django_assert_num_queries(33):
        people_in(*[each for _ in range(families) for each in household()])
