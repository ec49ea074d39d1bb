import errno
import io
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.db import IntegrityError

from core.exceptions import DomainError
from core.pdf import LETTER, REPORT, Attached
from documents.documents import stored_picture
from documents.enums import DocumentKind, DocumentState
from documents.models import Document, StoredFile
from documents.services import issue_document, issuing, render, store_bytes
from documents.services.rendering import embedded, pdf_of
from jobs.enums import JobState
from jobs.handlers import LeaseLost
from jobs.models import Job
from jobs.services import run_job
from tests.factories.accounts import UserFactory
from tests.factories.documents import LETTER_CONTENT, DocumentFactory
from tests.factories.regions import make_village

pytestmark = pytest.mark.django_db


def issue(subject, **changes):
    given = {
        "kind": DocumentKind.REFERRAL_LETTER,
        "region": make_village(),
        "number": "463/014/2011/IX/2026",
        "title": "Surat rujukan",
        "content": LETTER_CONTENT,
        "template": "print/base_letter.html",
        "variant": LETTER,
        "actor": None,
    }
    return issue_document(subject=subject, **given | changes)


@pytest.fixture
def record():
    """What a document is about: any saved record will do."""
    return UserFactory()


def no_progress(done, total):
    pass


def test_content_is_frozen_as_plain_values(record):
    @dataclass(frozen=True)
    class Content:
        office: dict
        issued_on: date
        rows: tuple

    document = issue(record, content=Content(LETTER_CONTENT["office"], date(2026, 9, 16), ("a", "b")))

    document.refresh_from_db()
    assert document.content["issued_on"] == "2026-09-16"
    assert document.content["rows"] == ["a", "b"]
    assert (document.subject_type, document.subject_id) == ("accounts.user", record.pk)
    assert (document.state, document.revision) == (DocumentState.QUEUED, 1)


def test_the_paper_carries_the_address_and_the_code_of_its_proof(record, settings):
    settings.SITE_URL = "https://fcu.contoh.go.id"

    document = issue(record)

    assert document.content["proof"] == {
        "url": f"https://fcu.contoh.go.id/verifikasi/{document.code}/",
        "address": "fcu.contoh.go.id/verifikasi/",
        "code": document.code_grouped,
    }


def test_the_same_content_is_the_same_document(record):
    assert issue(record) == issue(record, owner=record)
    assert (Document.objects.count(), Job.objects.count()) == (1, 1)


def test_other_content_is_the_next_revision_and_the_first_stays(record):
    first = issue(record)
    second = issue(record, content=LETTER_CONTENT | {"note": "diperbaiki"})

    assert (second.revision, second.replaces) == (2, first)
    first.refresh_from_db()
    assert "note" not in first.content
    third = issue(record, content=LETTER_CONTENT)
    assert (third.revision, third.replaces) == (3, second)


def test_a_document_of_another_record_can_be_replaced(record):
    first = issue(record)

    second = issue(UserFactory(), replaces=first, content=LETTER_CONTENT | {"note": "diperbaiki"})

    assert (second.revision, second.replaces) == (2, first)


def test_of_two_at_the_same_moment_one_is_told_to_look_again(record, monkeypatch):
    issue(record)
    monkeypatch.setattr(issuing, "_latest", lambda kind, subject: None)

    with pytest.raises(DomainError, match="baru saja diterbitkan"):
        issue(record)

    assert Document.objects.count() == 1


def test_the_job_belongs_to_who_asked_and_leads_to_the_page(record):
    issue(record, owner=record, result_url="/rujukan/7/")

    job = Job.objects.get()
    assert (job.owner, job.kind) == (record, "documents.render_document")
    assert job.title == "Surat rujukan 463/014/2011/IX/2026"
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result_url) == (JobState.DONE, "/rujukan/7/")
    assert (job.done, job.total) == (3, 3)


def test_rendering_makes_a_pdf_of_the_frozen_content(record):
    document = issue(record)

    render(document.pk, no_progress)

    document.refresh_from_db()
    assert document.state == DocumentState.READY
    assert Path(document.file.file.path).read_bytes().startswith(b"%PDF-")
    assert document.file.name == "Surat rujukan 463-014-2011-IX-2026.pdf"
    assert document.file.content_type == "application/pdf"


def test_made_again_it_is_the_same_byte_for_byte(record, settings):
    document = issue(record)
    first = pdf_of(document)

    settings.SITE_URL = "https://lain.contoh.id"

    assert pdf_of(Document.objects.get(pk=document.pk)) == first


def test_figures_travel_inside_the_report_as_text(record):
    attached = Attached("angka.csv", "﻿keluarga;60\r\n".encode(), "Angka laporan")

    document = issue(record, variant=REPORT, attachments=[attached])

    assert document.attachments == [{"name": "angka.csv", "text": "﻿keluarga;60\r\n", "description": "Angka laporan"}]
    with pikepdf.open(io.BytesIO(pdf_of(document))) as pdf:
        assert pdf.attachments["angka.csv"].get_file().read_bytes() == "﻿keluarga;60\r\n".encode()


def test_rendering_twice_keeps_the_first_file(record):
    document = issue(record)
    render(document.pk, no_progress)
    document.refresh_from_db()
    first = document.file

    render(document.pk, no_progress)

    document.refresh_from_db()
    assert document.file == first
    assert StoredFile.objects.count() == 1


def test_the_slower_of_two_workers_leaves_no_file_behind(record, settings):
    document = issue(record)

    def overtaken(done, total):
        if done == 2:
            render(document.pk, no_progress)

    render(document.pk, overtaken)

    assert StoredFile.objects.count() == 1
    assert len([path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]) == 1


def test_a_full_disk_is_told_in_words_and_can_be_tried_again(record, monkeypatch):
    document = issue(record, owner=record)
    job = Job.objects.get()

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        run_job(job.pk)

    job.refresh_from_db()
    document.refresh_from_db()
    assert (job.state, document.state, document.file) == (JobState.FAILED, DocumentState.FAILED, None)
    assert job.failure.startswith("Tempat penyimpanan penuh")

    render(document.pk, no_progress)
    document.refresh_from_db()
    assert document.state == DocumentState.READY


def test_a_fault_shows_on_the_document_until_a_later_try_succeeds(record, monkeypatch):
    document = issue(record)
    with monkeypatch.context() as patch:
        patch.setattr("documents.services.rendering.pdf_of", lambda document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            render(document.pk, no_progress)
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED

    Job.objects.all().delete()
    assert issue(record) == document
    run_job(Job.objects.get().pk)

    document.refresh_from_db()
    assert document.state == DocumentState.READY


def test_a_worker_that_lost_its_job_says_nothing_about_the_document(record):
    document = issue(record)

    def lost(done, total):
        if done == 2:
            raise LeaseLost

    with pytest.raises(LeaseLost):
        render(document.pk, lost)

    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED


def test_a_finished_document_keeps_its_file_whatever_happens(monkeypatch):
    document = DocumentFactory()
    monkeypatch.setattr("documents.services.rendering.pdf_of", lambda document: 1 / 0)

    render(document.pk, no_progress)

    assert Document.objects.get(pk=document.pk).file == document.file


def test_the_database_refuses_a_ready_document_without_a_file():
    with pytest.raises(IntegrityError):
        DocumentFactory(state=DocumentState.READY, file=None)


def test_a_frozen_picture_is_put_in_when_rendered_and_must_be_the_same_one(record):
    picture = store_bytes(b"gambar", name="lambang.jpg", content_type="image/jpeg", actor=record)
    content = LETTER_CONTENT | {"pictures": [stored_picture(picture)]}

    assert embedded(content)["pictures"] == ["data:image/jpeg;base64,Z2FtYmFy"]
    assert embedded(content)["office"] == LETTER_CONTENT["office"]

    Path(picture.file.path).write_bytes(b"lain")
    document = issue(record, content=content)
    with pytest.raises(ValueError, match="not the one that was frozen"):
        render(document.pk, no_progress)
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
