import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cases.models import CaseNote
from cases.services import add_note, change_note, remove_note_photo
from core.exceptions import DomainError
from families.enums import ConsentPurpose
from tests.factories.accounts import make_user
from tests.factories.cases import CaseNoteFactory, NotePhotoFactory
from tests.factories.documents import make_photo
from tests.factories.families import ConsentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_consent(case):
    return ConsentFactory(family=case.family, purpose=ConsentPurpose.PHOTO)


@pytest.fixture
def note(case, secretary):
    return CaseNoteFactory(case=case, author=secretary.user)


def age(note, hours):
    CaseNote.objects.filter(pk=note.pk).update(written_at=timezone.now() - timedelta(hours=hours))
    note.refresh_from_db()


def test_a_photo_needs_the_familys_consent(case, secretary):
    with pytest.raises(DomainError, match="foto dipakai"):
        add_note(case, text="Atap bocor", photo=make_photo(), actor=secretary.user)
    assert not case.notes.exists()


def test_a_note_carries_photos(case, secretary, photo_consent):
    note = add_note(case, text="Atap bocor", photo=make_photo(), actor=secretary.user)
    assert note.photos.get().file.content_type == "image/jpeg"


def test_what_is_no_photo_or_one_too_many_is_refused(case, note, secretary, photo_consent):
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.4 startxref %%EOF", "application/pdf")
    with pytest.raises(DomainError, match="bukan foto"):
        change_note(note, text="x", photo=pdf, actor=secretary.user)
    with pytest.raises(DomainError, match="5 MB"):
        change_note(note, text="x", photo=SimpleUploadedFile("a.jpg", b"\xff" * 5_300_000), actor=secretary.user)
    NotePhotoFactory.create_batch(5, note=note)
    with pytest.raises(DomainError, match="Paling banyak 5"):
        change_note(note, text="x", photo=make_photo(), actor=secretary.user)
    note.refresh_from_db()
    assert note.edited_at is None


def test_a_note_is_mended_by_its_author_for_a_day(note, secretary, village):
    change_note(note, text="Sudah dikunjungi kemarin", actor=secretary.user)
    with pytest.raises(PermissionDenied):
        change_note(note, text="x", actor=make_user(Role.COORDINATOR, village))
    age(note, 25)
    with pytest.raises(DomainError, match="catatan baru"):
        change_note(note, text="Lain", actor=secretary.user)
    with pytest.raises(DomainError, match="catatan baru"):
        remove_note_photo(NotePhotoFactory(note=note), actor=secretary.user)
    note.refresh_from_db()
    assert note.text == "Sudah dikunjungi kemarin"


def test_the_page_of_a_note(case, note, secretary, photo_consent):
    url = reverse("cases:note", args=[case.pk, note.pk])
    assert "Ubah" in secretary.get(reverse("cases:notes", args=[case.pk])).content.decode()
    form = {"form_token": uuid.uuid4(), "text": "Diperbaiki", "photo": make_photo()}
    assert secretary.post(url, form).status_code == 302
    kept = note.photos.get()
    photo = reverse("cases:photo", args=[case.pk, note.pk, kept.pk])
    answer = secretary.get(photo)
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert case.family.head_name not in answer["Content-Disposition"]
    removing = reverse("cases:remove_photo", args=[case.pk, note.pk, kept.pk])
    assert secretary.get(removing).status_code == 405
    secretary.post(removing)
    assert secretary.get(photo).status_code == 404
    age(note, 25)
    assert "catatan baru" in secretary.post(url, {"form_token": uuid.uuid4(), "text": "x"}).content.decode()


def test_a_withdrawn_consent_shuts_the_photo(case, note, secretary, photo_consent):
    photo = reverse("cases:photo", args=[case.pk, note.pk, NotePhotoFactory(note=note).pk])
    photo_consent.withdrawn_on = timezone.localdate()
    photo_consent.save()
    assert secretary.get(photo).status_code == 404
    assert "tidak lagi menyetujui" in secretary.get(reverse("cases:notes", args=[case.pk])).content.decode()


def test_a_refused_photo_is_said_on_the_case_and_the_words_are_kept(case, secretary):
    form = {"form_token": uuid.uuid4(), "text": "Atap bocor", "photo": make_photo()}
    page = secretary.post(reverse("cases:notes", args=[case.pk]), form)
    assert page.status_code == 422
    assert "foto dipakai dalam laporan" in page.content.decode()
    assert "Atap bocor" in page.content.decode()


def test_who_reaches_a_note(case, note, as_role, other_village):
    url = reverse("cases:note", args=[case.pk, note.pk])
    assert as_role(Role.COORDINATOR).get(url).status_code == 403
    assert as_role(Role.TKSK).get(url).status_code == 403
    assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404
    assert as_role(Role.SECRETARY).get(reverse("cases:note", args=[case.pk, 10**9])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_notes_take_few_queries(rows, case, secretary, django_assert_max_num_queries):
    for _ in range(rows):
        NotePhotoFactory(note__case=case)
    with django_assert_max_num_queries(9):
        assert secretary.get(reverse("cases:notes", args=[case.pk])).status_code == 200
