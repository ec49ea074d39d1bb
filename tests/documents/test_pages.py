from datetime import UTC, datetime

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from documents.models import Document, new_code
from documents.views import serve
from documents.views.proof import CHECKS_AN_HOUR
from tests.factories.accounts import UserFactory, make_user
from tests.factories.documents import DocumentFactory, StoredFileFactory

pytestmark = pytest.mark.django_db


def proof_page(client, code, **options):
    return client.get(reverse("documents:verify", args=[code]), **options)


def test_a_stranger_learns_that_the_paper_is_genuine(client, django_assert_max_num_queries):
    document = DocumentFactory()

    with django_assert_max_num_queries(3):
        response = proof_page(client, document.code)

    page = response.content.decode()
    assert response.status_code == 200
    for told in ("Dokumen ini asli", "Surat rujukan", document.number, "Desa Tablolong", document.file.sha256):
        assert told in page


def test_nothing_of_the_content_and_nobodys_name_is_shown(client):
    document = DocumentFactory(title="Surat rujukan Obaja Tefnai")

    page = proof_page(client, document.code).content.decode()

    for hidden in ("Obaja", "Marta Tefnai", "Puskesmas", document.issued_by.name):
        assert hidden not in page


def test_the_day_of_issue_is_that_of_the_place(client):
    document = DocumentFactory()
    Document.objects.update(issued_at=datetime(2026, 9, 30, 16, 30, tzinfo=UTC))

    assert "1 Oktober 2026" in proof_page(client, document.code).content.decode()


def test_a_replaced_paper_says_so(client):
    first = DocumentFactory()
    DocumentFactory(replaces=first, revision=2)

    page = proof_page(client, first.code).content.decode()

    assert "digantikan oleh revisi 2" in page
    assert "Dokumen ini asli" not in page


def test_a_paper_whose_file_is_not_made_yet_is_genuine_too(client):
    page = proof_page(client, DocumentFactory(queued=True).code).content.decode()

    assert "Dokumen ini asli" in page
    assert "belum selesai dibuat" in page


@pytest.mark.parametrize("code", [pytest.param(new_code(), id="new"), "x", "' OR 1=1", "%00", "ABCD" * 60])
def test_a_code_of_nobody_is_not_known(client, code):
    response = proof_page(client, code)

    assert response.status_code == 404
    assert "Kode tidak dikenal" in response.content.decode()


def test_the_code_may_be_typed_as_people_do(client):
    document = DocumentFactory(code="ABCDEFGHJKLM")

    response = client.get(reverse("documents:check"), {"kode": " abcd-efgh jklm "}, follow=True)

    assert document.number in response.content.decode()


def test_without_a_code_the_form_says_what_to_do(client):
    assert client.get(reverse("documents:check")).status_code == 200
    response = client.get(reverse("documents:check"), {"kode": ""})
    assert response.status_code == 422
    assert "Ketik kode" in response.content.decode()


def test_codes_cannot_be_tried_in_bulk(client):
    code = DocumentFactory().code
    statuses = [proof_page(client, new_code()).status_code for _ in range(CHECKS_AN_HOUR)]
    assert set(statuses) == {404}

    assert proof_page(client, code).status_code == 429
    assert proof_page(client, code, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_limit_counts_the_address_that_our_own_proxy_saw(client, settings):
    settings.FCU_PROXY_COUNT = 1
    document = DocumentFactory()
    for number in range(CHECKS_AN_HOUR):
        proof_page(client, document.code, headers={"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.7"})

    limited = proof_page(client, document.code, headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.7"})
    other = proof_page(client, document.code, headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.8"})

    assert (limited.status_code, other.status_code) == (429, 200)


def test_no_search_engine_and_no_cache_keeps_the_page(client):
    for response in (proof_page(client, DocumentFactory().code), client.get(reverse("documents:check"))):
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Cache-Control"] == "no-store"


def test_the_wrong_method(client):
    assert client.post(reverse("documents:check")).status_code == 405
    assert client.post(reverse("documents:verify", args=["x"])).status_code == 405


def test_signed_in_it_is_the_same_page(as_role):
    assert proof_page(as_role(Role.SECRETARY), DocumentFactory().code).status_code == 200


def handed_out(stored, village, **meta):
    request = RequestFactory().get("/", **meta)
    request.user = make_user(Role.SECRETARY, village)
    return serve(request, stored, subject=request.user)


def test_a_file_is_handed_out_to_be_saved_and_never_shown(village):
    response = handed_out(StoredFileFactory(name="Surat “Tefnai”\r\nX: 1.pdf"), village)

    with response.file_to_stream as file:
        assert file.read().startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Surat%20")
    assert "\n" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"] == "application/pdf"


def test_a_download_is_recorded(village):
    user = UserFactory()
    request = RequestFactory().get("/", REMOTE_ADDR="10.1.2.3")
    request.user = user

    serve(request, StoredFileFactory(), subject=user).file_to_stream.close()

    access = AccessLog.objects.get()
    assert (access.kind, access.actor, access.address) == (AccessKind.DOWNLOAD, user, "10.1.2.3")
    assert (access.subject_type, access.subject_id) == ("accounts.user", user.pk)


def test_a_file_that_is_lost_is_not_there_and_nothing_is_recorded(village):
    stored = StoredFileFactory()
    stored.file.storage.delete(stored.file.name)

    with pytest.raises(Http404):
        handed_out(stored, village)

    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("typed", ["AB/CD", "../../x", "?", "ß/"])
def test_what_is_no_code_is_not_known_either(client, db, typed):
    response = client.get(reverse("documents:check"), {"kode": typed}, follow=True)

    assert response.status_code == 404
