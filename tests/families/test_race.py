"""Two browsers, one NIK: the database has the last word, and the loser is told so."""

import threading

import pytest
from django.db import connection

from families.models import Family, FamilyMember
from families.services import NumberTaken, register_family
from tests.factories.families import make_national_id, make_secretary, member_data
from tests.factories.regions import make_village

BROWSERS, ROUNDS = 4, 3


def _race(village, actor, number):
    """Each browser registers a family with the same NIK at the same moment → what each was told."""
    start, told = threading.Barrier(BROWSERS), []

    def register(n):
        start.wait()
        try:
            person = member_data(f"Orang {'ABCDEFGH'[n]}", national_id=number)
            register_family(village=village, data={"address": "Di bukit"}, members=[person], actor=actor)
            told.append("tersimpan")
        except NumberTaken as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=[n]) for n in range(BROWSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


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
