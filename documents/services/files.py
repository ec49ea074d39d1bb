import errno
import hashlib
import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from core.exceptions import DomainError
from documents.models import StoredFile, random_path

FULL_DISK = {errno.ENOSPC, errno.EDQUOT}
NO_SPACE = "Tempat penyimpanan penuh, berkas tidak jadi disimpan. Hubungi admin, lalu coba lagi."
_UNWANTED = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff/\\\\:*?"<>|]+')
_IDENTITY = re.compile(r"\d{12,}")
_written = ContextVar("written", default=None)


@contextmanager
def whole_or_nothing():
    """A transaction whose new files go as well when it is rolled back: the disk knows no rollback."""
    paths = []
    outer = _written.set(paths)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
    finally:
        _written.reset(outer)


def store_bytes(data, *, name, content_type, actor):
    """Write a private file whole or not at all, under a random name. DomainError when the disk is full."""
    return store_file(lambda file: file.write(data), name=name, content_type=content_type, actor=actor)


def store_file(fill, *, name, content_type, actor):
    """The same for what is too large to hold in memory: ``fill`` writes it into an open file."""
    stored = StoredFile(name=safe_name(name), content_type=content_type, uploaded_by=actor)
    stored.file.name = random_path(stored, name)
    path = Path(default_storage.path(stored.file.name))
    try:
        _write(path, fill)
    except OSError as error:
        if error.errno in FULL_DISK:
            raise DomainError(NO_SPACE) from error
        raise
    with _unlinked_on_error(path):
        stored.size, stored.sha256 = _measured(path)
        stored.save()
    if (written := _written.get()) is not None:
        written.append(path)
    return stored


def _measured(path):
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def discard(stored):
    """Remove a file that nothing points to."""
    stored.delete()
    Path(default_storage.path(stored.file.name)).unlink(missing_ok=True)


def safe_name(name):
    """A name for people: no path, no unseen characters, no long number that might be a NIK, at most 100 letters."""
    plain = _IDENTITY.sub("", _UNWANTED.sub(" ", os.path.basename(name.replace("\\", "/"))))
    stem, dot, ending = " ".join(plain.split()).rpartition(".")
    stem, ending = (stem, ending[:10]) if dot else (ending, "")
    return f"{stem.strip(' .')[:100] or 'berkas'}{dot}{ending}"


def _write(path, fill):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.part")
    with _unlinked_on_error(draft):
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _unlinked_on_error(path):
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
