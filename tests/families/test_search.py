"""The search box: numbers however they are written, RT and RW, names as people hear and mistype them."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from families.enums import CloseReason, LeaveReason
from families.models import Family, FamilyCard
from families.queries import found_by_phone, found_by_words, similar_to
from families.queries.lists import CappedRows
from families.queries.search import read_words
from families.services import close_family, register_family
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory, FamilyMemberFactory, member_data
from tests.factories.regions import make_village
from tests.families.listing import LIST, heads_of, make_named
from tests.families.reading import text_of

PHONE = "+6281234567890"


def _find(client, typed):
    return client.post(reverse("families:search"), {"q": typed})


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456.7890",
        "+62 812 3456 7890",
        "+6281234567890",
        "6281234567890",
        "81234567890",
        "Obaja 0812 3456 7890",
    ],
)
def test_a_telephone_leads_to_its_file_however_it_is_written(as_role, village, typed):
    [family] = make_named(village, "Obaja Tefnai", phone=PHONE)
    make_named(village, "Lain", phone="+6281234567891")
    assert _find(as_role(Role.SECRETARY), typed).url == family.get_absolute_url()


@pytest.mark.parametrize("typed", ["0812-3456-7899", "081234567", "0812 3456 78901", "08123456789012"])
def test_a_telephone_that_nobody_has_is_said_and_stands_in_no_address(as_role, village, typed):
    make_named(village, "Obaja Tefnai", phone=PHONE)
    client = as_role(Role.SECRETARY)
    response = client.post(reverse("families:search"), {"q": typed}, follow=True)
    assert "Tidak ada keluarga dengan nomor telepon itu" in text_of(response)
    assert all("812" not in url for url, _ in response.redirect_chain)


def test_families_that_share_a_telephone_are_listed_without_it(as_role, village, other_village):
    make_named(village, "Obaja Tefnai", "Naomi Lette", phone=PHONE)
    make_named(other_village, "Daeng Rahasia", phone=PHONE)
    client = as_role(Role.SECRETARY)
    response = _find(client, "0812-3456-7890")
    assert "812" not in response.url
    shown = client.get(response.url)
    assert heads_of(shown) == ["Naomi Lette", "Obaja Tefnai"]
    assert "Nomor yang Anda cari" in text_of(shown)


def test_keys_in_the_address_open_no_other_village(as_role, village, other_village):
    [hidden] = make_named(other_village, "Daeng Rahasia")
    [own] = make_named(village, "Obaja Tefnai")
    client = as_role(Role.SECRETARY)
    assert heads_of(client.get(LIST, {"berkas": f"{hidden.pk}.{own.pk}"})) == ["Obaja Tefnai"]
    assert heads_of(client.get(LIST, {"berkas": f"{'9' * 30}.x.-1"})) == []


def test_the_telephone_of_a_closed_file_finds_nothing(village):
    [family] = make_named(village, "Obaja Tefnai", phone=PHONE)
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=make_user(Role.SECRETARY, village))
    assert found_by_phone(Family.objects.all(), "081234567890") == []


def test_a_number_on_no_open_file_leads_to_the_one_that_had_it(as_role, village):
    secretary = make_user(Role.SECRETARY, village)
    family = FamilyFactory(village=village, members=2)
    FamilyCard.objects.create(family=family, number="5301050101019999", actor=secretary)
    numbers = [family.members.last().national_id, "5301050101019999"]
    close_family(family, CloseReason.MOVED, on=timezone.localdate(), actor=secretary)
    for number in numbers:
        assert _find(as_role(Role.SECRETARY), number).url == family.get_absolute_url()


def test_an_open_file_comes_before_the_one_that_had_the_number(as_role, village):
    new = FamilyFactory(village=village, members=1)
    number = new.members.get().national_id
    FamilyMemberFactory(
        family=FamilyFactory(village=village, members=1),
        national_id=number,
        left_on=timezone.localdate(),
        left_reason=LeaveReason.MOVED,
    )
    assert _find(as_role(Role.SECRETARY), number).url == new.get_absolute_url()


@pytest.mark.parametrize(
    ("text", "places", "words"),
    [
        ("rt 4", {"rt": "004"}, []),
        ("RT004", {"rt": "004"}, []),
        ("tefnai rt.4 rw 2", {"rt": "004", "rw": "002"}, ["tefnai"]),
        ("RT 004/RW 002", {"rt": "004", "rw": "002"}, []),
        ("rt 4/2", {"rt": "004", "rw": "002"}, []),
        ("artha 4", {}, ["artha", "4"]),
        ("rt", {}, ["rt"]),
        ("rt 12345", {}, ["rt", "12345"]),
    ],
)
def test_rt_and_rw_are_told_from_words(text, places, words):
    assert read_words(text) == (places, words)


def test_rt_4_is_not_rt_14_nor_a_4_elsewhere(village):
    four, _, _ = (
        FamilyFactory(village=village, members=1, rt=rt, rw="001", address=address)
        for rt, address in (("004", "Pantai"), ("014", "Pantai"), ("001", "Jalan 4"))
    )
    assert list(found_by_words(Family.objects.all(), "rt 4")) == [four]


def test_former_and_temporary_numbers_are_found(as_role, village):
    [moved] = make_named(village, "Obaja Tefnai", former_numbers="53.01.06.2001-0007")
    secretary = make_user(Role.SECRETARY, village)
    newcomer = {**member_data(name="Naomi Lette"), "national_id": ""}
    new = register_family(village=village, data={"address": "Pantai"}, members=[newcomer], actor=secretary)
    client = as_role(Role.SECRETARY)
    assert heads_of(client.get(_find(client, "53.01.06.2001-0007").url)) == [moved.head_name]
    for number in (new.members.get().temporary_number, new.temporary_card_number):
        assert heads_of(client.get(_find(client, number).url)) == ["Naomi Lette"]


@pytest.mark.parametrize("typed", ["Johanis Sukarno", "SUKARNO yohannes", "Johannis Soekarno"])
def test_a_name_that_sounds_alike_is_offered_and_said(as_role, village, typed):
    make_named(village, "Yohanes Soekarno", "Markus Tefa")
    response = as_role(Role.SECRETARY).get(LIST, {"q": typed})
    assert heads_of(response) == ["Yohanes Soekarno"]
    assert f"Tidak ada yang persis <strong>{typed}</strong>. Ini yang mirip." in text_of(response)


def test_a_member_who_sounds_alike_leads_to_the_family(village):
    family = FamilyFactory(village=village, head_name="Markus Tefa", members=1)
    FamilyMemberFactory(family=family, name="Christina Foeh")
    assert list(similar_to(Family.objects.all(), "kristina fuh")) == [family]


def test_part_of_a_name_that_sounds_or_is_spelt_alike_is_enough(village):
    make_named(village, "Yohanes Soekarno", "Markus Tefa")
    assert [family.head_name for family in similar_to(Family.objects.all(), "johanes")] == ["Yohanes Soekarno"]


def test_what_fits_exactly_is_not_mixed_with_what_is_alike(as_role, village):
    make_named(village, "Yohanes Soekarno", "Johanis Sukarno")
    response = as_role(Role.SECRETARY).get(LIST, {"q": "johanis sukarno"})
    assert heads_of(response) == ["Johanis Sukarno"]
    assert "Tidak ada yang persis" not in text_of(response)


def test_what_is_alike_keeps_to_the_filters_and_to_the_own_village(as_role, village, other_village):
    make_named(village, "Yohanes Soekarno", rt="001")
    make_named(village, "Yohannis Sukarno", rt="002")
    make_named(other_village, "Johanes Soekarno", rt="002")
    client = as_role(Role.SECRETARY)
    assert heads_of(client.get(LIST, {"q": "johannes soekarnoo", "rt": "2"})) == ["Yohannis Sukarno"]
    assert heads_of(client.get(LIST, {"q": "johannes soekarnoo rt 1"})) == ["Yohanes Soekarno"]


@pytest.mark.parametrize("text", ["12345", "100%", "???", "rt 9", "qqqqq"])
def test_what_is_no_name_or_like_none_finds_nobody(village, text):
    make_named(village, "Yohanes Soekarno")
    assert not similar_to(Family.objects.all(), text).exists()


def test_a_slip_of_the_finger_is_forgiven_where_there_are_trigrams(village):
    make_named(village, "Yohanes Soekarno", "Markus Tefa")
    found = [family.head_name for family in similar_to(Family.objects.all(), "soekatno")]
    assert found == (["Yohanes Soekarno"] if connection.vendor == "postgresql" else [])


def test_words_find_the_same_in_one_village_as_in_a_regency(as_role, village):
    neighbour = make_village("53.01.05.2012")
    make_named(village, "Obaja Tefnai", "Naomi Lette")
    make_named(neighbour, "Obaja Lain")
    for words in ("obaja", "obaja tefnai", "100%", "_", "'"):
        heads = heads_of(as_role(Role.SECRETARY).get(LIST, {"q": words}))
        assert heads == heads_of(as_role(Role.TKSK).get(LIST, {"q": words, "desa": village.code}))
        assert set(heads) <= set(heads_of(as_role(Role.DINAS).get(LIST, {"q": words})))


@pytest.mark.parametrize("order", [("head_name", "pk"), ("-pk",), ("completeness", "pk")])
def test_few_that_were_sought_are_in_the_same_order_as_many(village, order):
    for number, family in enumerate(make_named(village, "Tefa C", "Tefa A", "Tefa B")):
        Family.objects.filter(pk=family.pk).update(completeness=50 - number)
    found = found_by_words(Family.objects.all(), "tefa")
    assert list(CappedRows(found, order, sought=True).in_order()) == list(found.order_by(*order))
