"""Two browsers, one NIK: the database has the last word, and the loser is told so."""

import threading
from datetime import date
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from families.enums import Sex
from families.models import Family, FamilyMember
from families.services import NumberTaken, register_family
from tests.conftest import as_user
from tests.factories.families import FamilyFactory, make_national_id, make_secretary, member_data
from tests.factories.family_forms import opened_page, posted_family, posted_member
from tests.factories.regions import in_the_zone_of_the_village, make_village

BROWSERS, ROUNDS = 4, 3


def _at_once(acts):
    """What each of ``acts`` gives when all are called at the same moment, each in a thread of its own."""
    start, given = threading.Barrier(len(acts)), []

    def call(act):
        start.wait()
        try:
            with in_the_zone_of_the_village():
                given.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def _race(village, actor, number):
    """Each browser registers a family with the same NIK at the same moment → what each was told."""

    def register(n):
        try:
            person = member_data(f"Orang {'ABCDEFGH'[n]}", national_id=number)
            register_family(village=village, data={"address": "Di bukit"}, members=[person], actor=actor)
        except NumberTaken as refusal:
            return str(refusal)
        return "tersimpan"

    return _at_once([partial(register, n) for n in range(BROWSERS)])


@pytest.mark.django_db(transaction=True)
def test_one_of_several_browsers_wins_and_the_others_are_told():
    village = make_village()
    actor = make_secretary(village)
    for _ in range(ROUNDS):
        number = make_national_id()
        told = _race(village, actor, number)
        assert told.count("tersimpan") == 1
        assert sum("sudah tercatat di Desa Tablolong" in words for words in told) == BROWSERS - 1
        assert FamilyMember.objects.filter(national_id=number).count() == 1
    numbers = sorted(Family.objects.values_list("file_number", flat=True))
    assert numbers == [f"53.01.05.2011-{n:04}" for n in range(1, ROUNDS + 1)]


@pytest.mark.django_db(transaction=True)
def test_two_pages_with_one_nik_make_one_person_and_one_sentence():
    village, number = make_village(), make_national_id(Sex.FEMALE)
    people = [
        posted_member(name, national_id=number, birth_date=date(1985, 4, 17)) for name in ("Yuliana", "Yulianti")
    ]
    pages = [posted_family(person, token=uuid4()) for person in people]
    clients = [as_user(make_secretary(village)) for _ in pages]
    acts = [partial(client.post, "/keluarga/tambah/", page) for client, page in zip(clients, pages, strict=True)]
    answers = sorted(_at_once(acts), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "NIK ini sudah tercatat di Desa Tablolong" in answers[1].content.decode()
    assert Family.objects.count() == FamilyMember.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_saves_of_one_family_at_once_keep_both_changes():
    village = make_village()
    family = FamilyFactory(village=village, members=2)
    page = opened_page(family)
    pages = [page | {"address": "Di bukit"}, page | {"anggota-1-occupation": "Pelajar"}]
    clients = [as_user(make_secretary(village)) for _ in pages]
    acts = [
        partial(client.post, f"/keluarga/{family.pk}/ubah/", each) for client, each in zip(clients, pages, strict=True)
    ]
    assert [answer.status_code for answer in _at_once(acts)] == [302, 302]
    family.refresh_from_db()
    assert (family.address, family.members.get(position=2).occupation) == ("Di bukit", "Pelajar")
    assert family.version == 3
