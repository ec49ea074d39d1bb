"""Where a file under way is told of: the list, home, the page of the family."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from families.enums import TransferState
from families.models import Transfer
from families.services import advance_transfer
from tests.factories.families import FamilyFactory
from tests.factories.transfers import make_transfer
from tests.families.asking import ask_for
from tests.families.reading import text_of

S = TransferState


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=3, head_name="Obaja Tefnai", file_number="53.01.05.2011-0777")


def test_the_list_sorts_what_waits_for_me_from_what_waits_for_others(village, near, secretary, as_user):
    asked, sent = make_transfer(), make_transfer(S.RELEASED)
    done = make_transfer(S.REFUSED)
    coming = make_transfer(S.RELEASED, family=FamilyFactory(village=near, members=1), to=village)
    context = as_user(secretary).get(reverse("families:transfers")).context
    assert {line.transfer for line in context["waiting"]} == {asked, coming}
    assert [line.transfer for line in context["running"]] == [sent]
    assert [line.transfer for line in context["done"]] == [done]


def test_an_empty_list_says_what_to_do(as_role):
    assert "Belum ada pindah desa" in text_of(as_role(Role.SECRETARY).get(reverse("families:transfers")))


def test_home_and_the_family_page_tell_of_an_open_transfer(family, near, receiver, secretary, as_user):
    transfer = ask_for(family, near, receiver)
    client = as_user(secretary)
    home = text_of(client.get("/"))
    assert "Permintaan pindah menunggu Anda" in home
    assert transfer.get_absolute_url() in home
    page = text_of(client.get(family.get_absolute_url()))
    assert f'<a href="{transfer.get_absolute_url()}">Lihat pindah desa</a>' in page
    advance_transfer(transfer, "release", actor=secretary)
    assert "Keluarga dilepas ke desa Anda" in text_of(as_user(receiver).get("/"))
    assert transfer.get_absolute_url() not in text_of(client.get("/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(rows, secretary, as_user, django_assert_max_num_queries):
    for _ in range(rows):
        for state in (S.REQUESTED, S.RELEASED, S.REFUSED):
            make_transfer(state)
    client = as_user(secretary)
    with django_assert_max_num_queries(9):
        client.get(reverse("families:transfers"))
    transfer = Transfer.objects.open().first()
    with django_assert_max_num_queries(8):
        client.get(transfer.get_absolute_url())
