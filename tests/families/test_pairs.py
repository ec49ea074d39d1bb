"""Likely the same family twice among what is stored: the list of pairs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError
from families.models import NotDouble
from families.queries import LikelyPairs
from families.services import note_not_double
from tests.factories.accounts import make_user
from tests.factories.families import make_secretary
from tests.factories.regions import make_village
from tests.families.alike import stored


@pytest.fixture
def elsewhere(other_village):
    return make_secretary(other_village)


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


PAIRS = "/keluarga/ganda/"


@pytest.fixture
def pair(village, actor):
    return stored(village, actor), stored(village, actor, name="Johannes Tefa")


def test_pairs_of_the_village_with_what_matched_and_the_way_to_the_merge(secretary, pair, other_village, elsewhere):
    stored(other_village, elsewhere)
    page = secretary.get(PAIRS).content.decode()
    assert "1 pasang berkas" in page
    for words in ("Johanis Tefa ≈ Johannes Tefa", reverse("families:merge", args=[pair[0].pk, pair[1].pk])):
        assert words in page


def test_a_pair_that_is_none_does_not_come_back(secretary, pair, actor):
    url = reverse("families:not_double", args=[pair[1].pk, pair[0].pk])
    assert secretary.get(url).status_code == 405
    for _ in range(2):
        assert secretary.post(url).url == PAIRS
    assert NotDouble.objects.get().first == pair[0]
    assert "Tidak ada yang ganda" in secretary.get(PAIRS).content.decode()


def test_only_who_writes_both_says_that_they_are_two(pair, village, other_village, elsewhere, as_role):
    far = stored(other_village, elsewhere)
    with pytest.raises(PermissionDenied):
        note_not_double(pair[0], far, actor=elsewhere)
    with pytest.raises(DomainError):
        note_not_double(pair[0], pair[0], actor=make_secretary(village))
    assert as_role(Role.TKSK, village.parent).get(PAIRS).status_code == 403
    assert as_role(Role.TKSK, village.parent).post(_not(*pair)).status_code == 403
    assert as_role(Role.SECRETARY, other_village).post(_not(*pair)).status_code == 404
    assert as_role(Role.SECRETARY).post(_not(pair[0], far)).status_code == 404


def _not(one, other):
    return reverse("families:not_double", args=[one.pk, other.pk])


def test_the_list_asks_no_more_for_more_rows(as_user, village, actor, django_assert_max_num_queries):
    client = as_user(make_user(Role.SECRETARY, village))
    counts = []
    for n, surname in enumerate(("Tefa", "Neno", "Koa")):
        for _ in range(2):
            stored(village, actor, name=f"Yohanis {surname}", born=date(1980 + n, 5, 6))
        with CaptureQueriesContext(connection) as asked:
            assert f"{n + 1} pasang" in client.get(PAIRS).content.decode()
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1
    assert counts[0] <= counts[1]


def test_pairs_of_no_village_are_none():
    pairs = LikelyPairs([])
    assert (len(pairs), pairs[0:25]) == (0, [])


def test_a_pair_in_two_own_villages(village, actor):
    second = make_village("53.01.05.2012")
    stored(village, actor)
    stored(second, make_secretary(second))
    assert len(LikelyPairs([village.code])) == 0
    assert len(LikelyPairs([village.code, second.code])) == 1
