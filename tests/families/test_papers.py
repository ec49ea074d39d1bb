"""Scans and photos of a family: kept, handed out to few, taken away."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from documents.models import StoredFile
from families.enums import ConsentPurpose, PaperKind
from families.models import FamilyPaper
from families.services import add_paper, remove_paper, share_family, withdraw_consent
from tests.factories.documents import DocumentFactory, StoredFileFactory, make_photo
from tests.factories.families import ConsentFactory, FamilyFactory, PaperFactory, make_secretary
from tests.families.reading import url_of


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=2, head_name="Obaja Tefnai")


def _said(client, family):
    return re.sub(r"\s+", " ", client.get(family.get_absolute_url()).content.decode())


def _code(client, url):
    """The status of an answer; a file is read to its end, so that it is closed again."""
    answer = client.get(url)
    list(answer)
    return answer.status_code


def _add(client, family, **data):
    usual = {"form_token": str(uuid4()), "kind": "family_card", "scan": make_photo(), "note": "KK baru"}
    return client.post(url_of("add_paper", family), usual | data)


def test_a_paper_is_kept_and_handed_out_as_a_download_that_is_logged(as_role, family):
    client = as_role(Role.SECRETARY)
    assert _add(client, family).status_code == 302
    paper = family.papers.get()
    assert (paper.added_by, paper.note, paper.added_on) == (client.user, "KK baru", timezone.localdate())
    assert "KK baru" in _said(client, family)
    answer = client.get(url_of("paper", family, paper.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert AccessLog.objects.filter(kind=AccessKind.DOWNLOAD, actor=client.user, subject_id=family.pk).count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"scan": ""}, "scan", "Pilih berkas"),
        ({"scan": SimpleUploadedFile("a.png", b"", "image/png")}, "scan", "kosong"),
        ({"scan": SimpleUploadedFile("a.docx", b"PK\x03\x04 isi", "image/png")}, "scan", "Jenis berkas ini tidak"),
        ({"scan": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff rusak", "image/jpeg")}, "scan", "rusak"),
        ({"kind": "rapor"}, "kind", "Pilih satu dari daftar"),
        ({"note": "x" * 201}, "note", "Persingkat"),
        ({"kind": "house_photo"}, "__all__", "foto dipakai dalam laporan"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(as_role, family, changes, field, sentence):
    response = _add(as_role(Role.SECRETARY), family, **changes)
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert (FamilyPaper.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_photo_of_the_house_needs_the_consent_to_photos(as_role, village, family):
    client, consent = as_role(Role.SECRETARY), ConsentFactory(family=family, purpose=ConsentPurpose.PHOTO)
    assert _add(client, family, kind="house_photo").status_code == 302
    assert "Persetujuan foto sudah ditarik" not in _said(client, family)
    withdraw_consent(consent, on=timezone.localdate(), actor=make_secretary(village))
    with pytest.raises(DomainError, match="sudah ditarik"):
        add_paper(family, kind=PaperKind.HOUSE_PHOTO, upload=make_photo(), actor=client.user)
    assert "Persetujuan foto sudah ditarik. Hapus foto rumah" in _said(client, family)
    client.post(url_of("remove_paper", family, family.papers.get().pk))
    assert "Persetujuan foto sudah ditarik" not in _said(client, family)


def test_a_removed_paper_stays_as_a_row_and_is_served_no_more(as_role, family):
    client, paper = as_role(Role.COORDINATOR), PaperFactory(family=family, note="KK lama")
    assert client.post(url_of("remove_paper", family, paper.pk)).status_code == 302
    paper.refresh_from_db()
    assert paper.removed_on == timezone.localdate()
    assert _code(client, url_of("paper", family, paper.pk)) == 404
    assert "1 dokumen sudah dihapus" in _said(client, family)
    answer = client.post(url_of("remove_paper", family, paper.pk), follow=True)
    assert "Dokumen ini sudah dihapus." in answer.content.decode()


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS])
def test_who_sees_full_numbers_in_the_village_downloads(as_role, family, role):
    client, paper = as_role(role), PaperFactory(family=family)
    assert _code(client, url_of("paper", family, paper.pk)) == 200
    assert url_of("paper", family, paper.pk) in _said(client, family)


@pytest.mark.parametrize("role", [Role.MENTOR, Role.LK3])
def test_a_shared_file_tells_only_that_there_are_papers(as_role, village, family, role):
    client, paper = as_role(role), PaperFactory(family=family, note="KK Obaja")
    PaperFactory(family=family, removed_on=timezone.localdate())
    place = {"user": client.user} if role == Role.MENTOR else {"role": Role.LK3, "region": village.parent.parent}
    share_family(family, reason="Rujukan 1", actor=make_secretary(village), **place)
    page = _said(client, family)
    assert "Ada 1 dokumen." in page
    assert "KK Obaja" not in page
    assert _code(client, url_of("paper", family, paper.pk)) == 403


def test_readers_and_outsiders_change_nothing(as_role, village, other_village, family):
    paper, reader = PaperFactory(family=family), as_role(Role.TKSK)
    assert reader.get(url_of("add_paper", family)).status_code == 403
    assert reader.post(url_of("remove_paper", family, paper.pk)).status_code == 403
    outsider = as_role(Role.SECRETARY, other_village)
    for answer in (
        outsider.get(url_of("add_paper", family)), outsider.get(url_of("paper", family, paper.pk)),
        outsider.post(url_of("remove_paper", family, paper.pk)),
    ):  # fmt: skip
        assert answer.status_code == 404
    for act in (
        lambda actor: add_paper(family, kind=PaperKind.OTHER, upload=make_photo(), actor=actor),
        lambda actor: remove_paper(paper, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act(reader.user)
    assert family.papers.get().removed_on is None


def test_a_paper_of_another_family_is_not_found(as_role, village, family):
    client, other = as_role(Role.SECRETARY), PaperFactory(family=FamilyFactory(village=village, members=1))
    assert client.get(url_of("paper", family, other.pk)).status_code == 404
    assert client.post(url_of("remove_paper", family, other.pk)).status_code == 404
    assert client.get(url_of("remove_paper", other.family, other.pk)).status_code == 405


def test_a_closed_file_keeps_its_papers_and_takes_none(as_role, family):
    client, paper = as_role(Role.SECRETARY), PaperFactory(family=family)
    type(family).objects.filter(pk=family.pk).update(closed_on=timezone.localdate(), closed_reason="moved")
    assert _code(client, url_of("paper", family, paper.pk)) == 200
    _add(client, family)
    client.post(url_of("remove_paper", family, paper.pk))
    assert family.papers.get().removed_on is None


@pytest.mark.parametrize("rows", [1, 3])
def test_papers_and_consents_cost_the_page_the_same_whatever_their_number(
    as_role, family, rows, django_assert_max_num_queries
):
    client = as_role(Role.COORDINATOR)
    PaperFactory.create_batch(rows, family=family)
    PaperFactory.create_batch(rows, family=family, kind=PaperKind.HOUSE_PHOTO)
    for member in family.members.all():
        ConsentFactory.create_batch(rows, family=family, member=member, scan=StoredFileFactory())
    for number in range(rows):
        DocumentFactory(kind=f"paper {number}", subject_type="families.family", subject_id=family.pk)
    with django_assert_max_num_queries(32):
        client.get(family.get_absolute_url())
