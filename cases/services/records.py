from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cases.services.rights import demand_note, demand_work, first_day, hold_open
from core.exceptions import DomainError, StaleState
from documents.services import UploadRefused, store_upload
from families.enums import ConsentPurpose
from families.services import demand_consent

MOST_PHOTOS = 5
DAY_IS_OVER = "Catatan hanya bisa diubah selama satu hari. Tulis pembetulannya sebagai catatan baru."


@transaction.atomic
def record_service(case, *, kind, given_on, description, people, institutions=(), actor):
    """One service given; with two or more institutions it counts as integrated."""
    demand_work(case, actor)
    _check_day(hold_open(case), given_on)
    service = case.services.create(
        kind=kind, given_on=given_on, description=description, people=people, given_by=actor
    )
    service.institutions.set(institutions)
    return service


@transaction.atomic
def cancel_service(service, *, reason, actor):
    """It was written down by mistake: it stays readable, with the reason, and is counted no more."""
    demand_work(service.case, actor)
    hold_open(service.case)
    if not reason.strip():
        raise DomainError("Tulis alasan layanan ini dibatalkan.")
    cancelled = {"cancelled_on": timezone.localdate(), "cancel_reason": reason.strip()}
    if not type(service).objects.counted().filter(pk=service.pk).update(**cancelled):
        raise StaleState("Layanan ini sudah dibatalkan.")
    service.refresh_from_db()


@transaction.atomic
def add_note(case, *, text, actor, photo=None):
    """A photo needs the family's consent to photos."""
    demand_note(case, actor)
    note = case.notes.create(text=_written(text), author=actor)
    if photo:
        _keep_photo(note, photo, actor)
    return note


@transaction.atomic
def change_note(note, *, text, actor, photo=None):
    """By its author, on the day it was written; a later correction is a new note."""
    note = _hold_own(note, actor)
    note.text, note.edited_at = _written(text), timezone.now()
    note.save(update_fields=["text", "edited_at"])
    if photo:
        _keep_photo(note, photo, actor)
    return note


@transaction.atomic
def remove_note_photo(photo, *, actor):
    """It is handed out no more; the row and the file stay. Twice is once."""
    _hold_own(photo.note, actor)
    photo.note.photos.filter(pk=photo.pk, removed_on=None).update(removed_on=timezone.localdate())


def _hold_own(note, actor):
    """The note, locked, so that photos sent at once count each other."""
    locked = type(note).objects.select_for_update().select_related("case__family").get(pk=note.pk)
    if actor.pk != locked.author_id:
        raise PermissionDenied("change_note")
    demand_note(locked.case, actor)
    if not locked.is_editable_by(actor):
        raise DomainError(DAY_IS_OVER)
    return locked


def _keep_photo(note, upload, actor):
    demand_consent(note.case.family, ConsentPurpose.PHOTO)
    if note.photos.filter(removed_on=None).count() >= MOST_PHOTOS:
        raise UploadRefused(f"Paling banyak {MOST_PHOTOS} foto pada satu catatan. Hapus satu dahulu.")
    stored = store_upload(upload, actor=actor)
    if not stored.content_type.startswith("image/"):
        raise UploadRefused("Berkas ini bukan foto. Kirim foto (JPG, PNG, WebP).")
    note.photos.create(file=stored)


def _written(text):
    if not text.strip():
        raise DomainError("Tulis catatannya dahulu.")
    return text.strip()


def _check_day(case, day):
    if day > timezone.localdate():
        raise DomainError("Tanggal layanan belum tiba. Catat setelah layanan diberikan.")
    if day < first_day(case):
        raise DomainError(
            f"Layanan tidak bisa sebelum {first_day(case):%d-%m-%Y}, saat keluarga datang atau ditemukan."
        )
