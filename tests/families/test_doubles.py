"""Likely the same person or family, before it is stored."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.enums import Role
from accounts.models import AccessLog
from families.enums import CloseReason, LeaveReason, Relation, Sex
from families.models import Family, FamilyMember
from families.queries import likely_doubles, same_people
from families.queries.likeness import SAME_NAME, SAME_PERSON, name_likeness, person_likeness
from families.services import close_family
from tests.factories.families import make_card_number, make_national_id, make_secretary, member_data
from tests.factories.family_forms import posted_family, posted_member
from tests.factories.merges import merge, register
from tests.factories.regions import make_village
from tests.families.alike import BORN, YOHANES, stored, typed

ADD = "/keluarga/tambah/"
SAME_NAMES = [
    ("Yohanes Tefa", "Johanis Tefa"), ("Muhammad Arfah", "Moh. Arfah"), ("Soekarno", "Sukarno"),
    ("Melkianus Nalle", "Melkyanus Nale"), ("Andi Baso", "Andy Baso"), ("Siti Aminah", "St. Amina"),
    ("Djoko Tjipto", "Joko Cipto"), ("Christina Lopo", "Kristina Lopo"), ("Marthen Koa", "Martin Koa"),
    ("Ahmad Fauzi", "Achmad Fauzi"), ("Nurhayati", "Nur Hayati"), ("Abdul Rahman", "Abdurrahman"),
    ("Syamsuddin", "Samsudin"), ("Stefanus Foeh", "Foeh Stephanus"), ("Marselina Neno", "Marcelina Neno"),
    ("Ni Wayan Sari", "Wayan Sari"), ("Semuel Liu", "Samuel Liu"), ("Yuliana binti Daeng", "Juliana Daeng"),
    ("Y. Boimau", "Yohanis Boimau"), ("H. Ahmad Fauzi", "Ahmad Fauzi"), ("Hj. Siti Aminah", "Hajjah Siti Aminah"),
    ("H. Boimau", "Hendrik Boimau"), ("Haji", "Haji"),
]  # fmt: skip
OTHER_NAMES = [
    ("Maria Tefa", "Marta Tefa"), ("Rina Boimau", "Rini Boimau"), ("Hasan Ali", "Husen Ali"),
    ("Siti Aminah", "Siti Fatimah"), ("Ahmad Fauzi", "Ahmad Fauzan"), ("Muhammad", "Muhammad Ali"),
    ("Yohanis Koa", "Yohana Koa"), ("Yosina Tefa", "Yosefina Tefa"), ("Maria Tefa", "Mariana Tefa"),
    ("Fransina Neno", "Fransiska Neno"), ("Rosa Liu", "Rosi Liu"), ("Yeni Koa", "Yani Koa"), ("", "Yani"),
    ("H. Ahmad Fauzi", "H. Hasan Fauzi"), ("Koa Ah", "Koa Hh"), ("Haji", "Yani"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_spellings_of_one_name(one, other):
    assert name_likeness(one, other) >= SAME_NAME
    assert name_likeness(one, other) == name_likeness(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_names_of_two_people_and_of_twins(one, other):
    assert name_likeness(one, other) < SAME_NAME


@given(st.text("aehjyc. '’1é", max_size=12), st.text("aehjyc. '’1é", max_size=12))
def test_whatever_is_typed_as_a_name_can_be_compared(one, other):
    """Silent letters, signs and digits too: a name that breaks the comparison could not be registered."""
    assert 0 <= name_likeness(one, other) <= 1


# (what the other record says, same village, same RT, likely the same person?)
PEOPLE = [
    ({"name": YOHANES}, False, False, True),
    ({"name": YOHANES, "born": date(1985, 5, 17)}, True, False, True),
    ({"name": YOHANES, "born": date(1986, 4, 17)}, False, False, False),
    ({"born": date(1985, 12, 4)}, True, False, False),
    ({"born": date(1985, 1, 1)}, True, False, True),
    ({"born": date(1986, 9, 2)}, True, True, True),
    ({"born": date(1986, 9, 2)}, True, False, False),
    ({"born": date(1960, 9, 2)}, True, True, False),
    ({"sex": Sex.FEMALE}, True, False, True),
    ({"sex": Sex.FEMALE}, False, False, False),
    ({"name": "Yakob Tefa"}, True, True, False),
]


@pytest.mark.parametrize(("said", "village", "near", "likely"), PEOPLE)
def test_what_counts_as_the_same_person(said, village, near, likely):
    found = person_likeness(typed(), typed(**said), same_village=village, same_neighbourhood=near)
    assert bool(found and found.points >= SAME_PERSON) is likely


def test_day_and_month_changed_places():
    found = person_likeness(typed(born=date(1985, 4, 5)), typed(born=date(1985, 5, 4)), same_village=False)
    assert found.points >= SAME_PERSON
    assert found.words == ("nama sama", "hari dan bulan lahir tertukar")


def test_a_default_birth_date_proves_little():
    found = person_likeness(typed(born=date(1970, 12, 31)), typed(born=date(1970, 12, 31)), same_village=False)
    assert found.points < SAME_PERSON


@pytest.fixture
def elsewhere(other_village):
    return make_secretary(other_village)


def look(village, *people, **fields):
    return likely_doubles(people or (typed(),), village_code=village.code, **fields)


def test_found_by_birth_date_and_sound_in_the_regency_and_no_further(village, other_village, elsewhere):
    stored(other_village, elsewhere)
    near = make_village("53.01.05.2010")
    family = stored(near, make_secretary(near))
    (found,) = look(village)
    assert (found.pk, found.village) == (family.pk, "53.01.05.2010")
    assert found.people == [("Yohanis Tefa", "Johanis Tefa", ("nama mirip", "tanggal lahir sama"))]


def test_found_in_the_village_by_sound_and_a_near_date(village, actor, other_village, elsewhere):
    family = stored(village, actor, born=BORN.replace(year=1986))
    stored(other_village, elsewhere, born=BORN.replace(year=1986))
    assert [each.pk for each in look(village)] == [family.pk]


def test_found_in_the_village_though_the_name_begins_otherwise(village, actor):
    """The first letter of the key is another one: only the date in the village leads there."""
    family = stored(village, actor, name="Agus Yohanis Tefa")
    assert [each.pk for each in look(village, typed("Yohanis Tefa"))] == [family.pk]


def test_a_default_birth_date_is_looked_for_in_the_village_only(village, actor, other_village, elsewhere):
    day = date(1970, 12, 31)
    family = stored(village, actor, born=day)
    stored(other_village, elsewhere, born=day)
    assert [each.pk for each in look(village, typed(born=day))] == [family.pk]


def test_thousands_with_a_default_birth_date_are_never_read(village):
    with CaptureQueriesContext(connection) as asked:
        look(village, typed(born=date(1970, 12, 31)))
    look_ups = [each for each in asked[0]["sql"].split("UNION ALL") if "m.birth_date = " in each]
    assert look_ups
    assert all("f.village_id = " in each for each in look_ups)


def test_the_same_head_in_the_same_rt(village, actor):
    family = stored(village, actor, born=BORN + timedelta(days=5 * 365))
    assert look(village, typed("Yohanes Tefa", relation=Relation.HEAD), rt="004") == []  # a like name is not enough
    head = typed(relation=Relation.HEAD)
    assert [each.pk for each in look(village, head, rt="004")] == [family.pk]
    assert look(village, head, rt="005") == []


def test_a_nik_that_was_recorded_once(village, actor):
    number = make_national_id()
    family = stored(village, actor, name="Nama Lama", national_id=number)
    someone = typed("Nama Baru", born=date(1999, 9, 9), number=number)
    assert look(village, someone) == []  # in use: the unique number itself is refused
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=actor)
    (found,) = look(village, someone)
    assert found.is_closed
    assert found.people == [("Nama Baru", "Nama Lama", ("NIK pernah tercatat di sana",))]


def test_a_family_card_of_now_or_earlier(village, actor):
    card = make_card_number()
    family = stored(village, actor, name="Siapa Saja", family_card_number=card)
    assert [each.pk for each in look(village, card=card)] == [family.pk]
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=actor)
    (found,) = look(village, card=card)
    assert "No. KK" in found.people[0][2][0]


def test_those_who_left_and_files_that_were_merged_are_no_doubles(village, actor):
    card, number = make_card_number(), make_national_id()
    gone = stored(village, actor, national_id=number, family_card_number=card)
    kept = stored(village, actor, name="Johanis Tefa")
    merge(kept, gone, actor)
    found = look(village, typed(number=number), card=card)
    assert [each.pk for each in found] == [kept.pk]
    FamilyMember.objects.filter(family=kept).update(left_on=timezone.localdate(), left_reason=LeaveReason.MOVED)
    assert look(village) == []


def test_ones_own_file_is_no_double(village, actor):
    family = stored(village, actor)
    assert look(village, family=family) == []
    assert look(village) != []


def test_twins_are_told_apart_by_their_first_names(village, actor):
    twins = [member_data(n, Relation.CHILD, birth_date=date(2014, 5, 1)) for n in ("Maria Tefa", "Marta Tefa")]
    register(village, actor, member_data("Obaja Tefa", sex=Sex.MALE), *twins)
    (found,) = look(village, typed("Marta Tefa", date(2014, 5, 1), Sex.FEMALE))
    assert [(mine, theirs) for mine, theirs, _ in found.people] == [("Marta Tefa", "Marta Tefa")]
    assert look(village, typed("Mirna Tefa", date(2014, 5, 1), Sex.FEMALE)) == []


def test_same_people_pairs_each_only_once(village, actor):
    day = date(2014, 5, 1)
    pair = [member_data(n, Relation.CHILD, birth_date=day) for n in ("Yohanis Tefa", "Yohanes Tefa")]
    one = register(village, actor, member_data("Obaja Tefa", sex=Sex.MALE), *pair)
    pair = [member_data(n, Relation.CHILD, birth_date=day) for n in ("Yohanes Tefa", "Yohanis Tefa")]
    two = register(village, actor, member_data("Obaya Tefa", sex=Sex.MALE), *pair)
    names = {
        FamilyMember.objects.get(pk=a).name: FamilyMember.objects.get(pk=b).name
        for a, b in same_people(list(one.members.all()), list(two.members.all())).items()
    }
    assert names == {
        "Obaja Tefa": "Obaya Tefa", "Yohanis Tefa": "Yohanis Tefa", "Yohanes Tefa": "Yohanes Tefa",
    }  # fmt: skip


def test_one_statement_of_indexed_look_ups(village, actor):
    stored(village, actor)
    people = [typed(f"Orang {letter}", number=make_national_id(), relation=Relation.HEAD) for letter in "ABCDE"]
    people += [typed(born=date(1970, 12, 31))]
    with CaptureQueriesContext(connection) as asked:
        likely_doubles(people, village_code=village.code, rt="004", card=make_card_number())
    assert len(asked) == 1
    assert _whole_tables_read(asked[0]["sql"]) == []


def _whole_tables_read(sql):
    """Lines of the plan that read a table of ours from end to end."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # the few rows of a test fit one page
        cursor.execute(
            ("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + sql.replace("%", "%%")
        )
        plan = [str(row[-1]) for row in cursor.fetchall()]
    return [line for line in plan if "Seq Scan" in line or ("SCAN" in line and "SCAN found" not in line)]


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


def enter(client, name="Yohanis Tefa", **fields):
    someone = posted_member(name, sex=Sex.MALE, birth_date=BORN)
    return client.post(ADD, posted_family(someone, token=uuid4(), **fields))


def test_before_saving_ones_own_record_is_shown_with_a_link(secretary, village, actor):
    family = stored(village, actor)
    response = enter(secretary)
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Mungkin sudah tercatat", "nama mirip, tanggal lahir sama, RT sama", family.get_absolute_url()):
        assert words in page
    assert Family.objects.count() == 1
    assert enter(secretary, are_others="on").status_code == 302
    assert Family.objects.count() == 2


def test_one_who_is_called_haji_is_compared_and_registered(secretary, village, actor):
    stored(village, actor, name="Ahmad Fauzi")
    assert "nama mirip" in enter(secretary, "H. Achmad Fauzi").content.decode()
    assert enter(secretary, "H. Achmad Fauzi", are_others="on").status_code == 302


def test_of_a_record_elsewhere_only_the_village_is_told_and_the_look_is_logged(secretary):
    near = make_village("53.01.05.2010")
    family = stored(near, make_secretary(near), name="Johanis Tefa")
    page = enter(secretary).content.decode()
    assert f"Tercatat di {near.full_name}" in page
    assert AccessLog.objects.about(family).get(actor=secretary.user).reason == "Tampil sebagai kemungkinan ganda"
    assert "pindah desa" in page
    for secret in ("Johanis", family.file_number, family.get_absolute_url()):
        assert secret not in page


def test_who_is_no_double_is_saved_at_once(secretary, village, actor):
    stored(village, actor, name="Markus Neno")
    assert enter(secretary).status_code == 302


@pytest.fixture
def pair(village, actor):
    return stored(village, actor), stored(village, actor, name="Johannes Tefa")
