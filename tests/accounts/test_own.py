from uuid import uuid4

import pytest

from accounts.enums import AccessKind, Role
from accounts.models import FormEntry
from accounts.services import record_access
from tests.factories.accounts import UserFactory


def test_the_own_page_shows_ones_own_things_only(as_role):
    client, other = as_role(Role.SECRETARY), UserFactory()
    record_access(AccessKind.REVEAL, actor=client.user, subject=other, reason="verifikasi", address="10.0.0.9")
    record_access(AccessKind.REVEAL, actor=other, reason="bukan saya")
    page = client.get("/akun/").content.decode()
    assert "Desa Tablolong" in page
    assert "verifikasi" in page
    assert "bukan saya" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_costs_the_same_for_one_and_three_traces(as_role, rows, django_assert_max_num_queries):
    client = as_role(Role.SECRETARY)
    for _ in range(rows):
        record_access(AccessKind.VIEW, actor=client.user)
    with django_assert_max_num_queries(7):
        client.get("/akun/")


def test_a_draft_is_kept_without_tokens_and_grows_in_version(as_role):
    client, token = as_role(Role.SECRETARY), uuid4()
    url = f"/akun/konsep/family/{token}/"
    typed = {"name": "Sar", "csrfmiddlewaretoken": "x", "form_token": str(token), "need": ["a", "b"]}
    first, second = client.post(url, typed), client.post(url, typed | {"name": "Sara"})
    assert (first.status_code, second.status_code) == (204, 204)
    assert 0 < int(first["X-Draft-Version"]) <= int(second["X-Draft-Version"])
    assert FormEntry.objects.get().data == {"name": ["Sara"], "need": ["a", "b"]}
    assert client.get(url).status_code == 405


def test_nobody_writes_the_draft_of_another_user(as_role):
    owner, other, token = as_role(Role.SECRETARY), as_role(Role.SECRETARY), uuid4()
    url = f"/akun/konsep/family/{token}/"
    owner.post(url, {"name": "Sara"})
    answer = other.post(url, {"name": "Diganti"})
    assert answer.status_code == 409
    assert "tidak lengkap" in answer.json()["error"]
    assert FormEntry.objects.get().typed["name"] == "Sara"


def test_a_huge_draft_changes_nothing(as_role):
    answer = as_role(Role.SECRETARY).post(f"/akun/konsep/family/{uuid4()}/", {"note": "x" * 210_000})
    assert answer.status_code == 409
    assert not FormEntry.objects.exists()


def test_signed_out_the_draft_is_not_taken(client, db):
    answer = client.post(f"/akun/konsep/family/{uuid4()}/", {"name": "Sara"})
    assert answer.status_code == 302
    assert not FormEntry.objects.exists()


def test_a_draft_holds_what_postgresql_can_keep(as_role):
    client, token = as_role(Role.SECRETARY), uuid4()
    assert client.post(f"/akun/konsep/family/{token}/", {"na\0me": "Sa\0ra"}).status_code == 204
    assert FormEntry.objects.get().data == {"name": ["Sara"]}
    assert client.post(f"/akun/konsep/{'f' * 61}/{uuid4()}/", {"name": "Sara"}).status_code == 409
