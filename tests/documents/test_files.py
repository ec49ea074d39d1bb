import errno
import hashlib
import os
from pathlib import Path

import pytest

from core.exceptions import DomainError
from documents.models import StoredFile
from documents.services import store_bytes
from documents.services.files import safe_name
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def keep(data=b"isi", **changes):
    return store_bytes(data, **{"name": "surat.pdf", "content_type": "application/pdf", "actor": None} | changes)


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_a_file_is_kept_whole_with_its_fingerprint_for_its_owner_alone(settings):
    actor = UserFactory()

    stored = keep(b"isi surat", actor=actor)

    stored.refresh_from_db()
    assert Path(stored.file.path).read_bytes() == b"isi surat"
    assert (stored.size, stored.sha256) == (9, hashlib.sha256(b"isi surat").hexdigest())
    assert stored.uploaded_by == actor
    assert Path(stored.file.path).stat().st_mode & 0o077 == 0


def test_the_name_on_disk_tells_nothing(settings):
    stored = keep(name="Obaja Tefnai.pdf")

    assert "Obaja" not in stored.file.name
    assert "." not in stored.file.name
    assert Path(stored.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert keep().file.name != stored.file.name


@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, DomainError), (errno.EIO, OSError)])
def test_a_write_that_fails_leaves_nothing_behind(settings, monkeypatch, failing, number, expected):
    def fail(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    if failing == "write":
        monkeypatch.setattr(os, "fdopen", fail)
    else:
        monkeypatch.setattr(*((os, "fsync") if failing == "fsync" else (Path, "replace")), fail)

    with pytest.raises(expected):
        keep()

    assert files_in(settings.MEDIA_ROOT) == []
    assert not StoredFile.objects.exists()


def test_a_row_that_cannot_be_kept_takes_its_file_along(settings, monkeypatch):
    def fail(self, *args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(StoredFile, "save", fail)

    with pytest.raises(RuntimeError):
        keep()

    assert files_in(settings.MEDIA_ROOT) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Surat rujukan.pdf", "Surat rujukan.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\foto.jpg", "foto.jpg"),
        ("KTP 5301050101900001.jpg", "KTP.jpg"),
        ("5301050101900001.jpg", "berkas.jpg"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("gambar\u202egpj.pdf", "gambar gpj.pdf"),
        ("", "berkas"),
        ("tanpa akhiran", "tanpa akhiran"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_for_people(given, kept):
    assert safe_name(given) == kept
