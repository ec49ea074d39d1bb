from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError


@transaction.atomic
def record_service(case, *, kind, given_on, description, people, institutions=(), actor):
    """One service given; with two or more institutions it counts as integrated."""
    if not actor.can(Capability.CHANGE_CASES, case.village_id):
        raise PermissionDenied(Capability.CHANGE_CASES)
    _check_day(case, given_on)
    service = case.services.create(
        kind=kind, given_on=given_on, description=description, people=people, given_by=actor
    )
    service.institutions.set(institutions)
    return service


def add_note(case, *, text, actor):
    """Notes are never edited; a correction is a new note."""
    if not (actor.pk == case.handler_id or actor.can(Capability.CHANGE_CASES, case.village_id)):
        raise PermissionDenied(Capability.CHANGE_CASES)
    if not text.strip():
        raise DomainError("Tulis catatannya dahulu.")
    return case.notes.create(text=text.strip(), author=actor)


def _check_day(case, day):
    if not case.is_open:
        raise DomainError("Kasus ini sudah ditutup. Buka lagi kasusnya, lalu catat layanan.")
    if day > timezone.localdate():
        raise DomainError("Tanggal layanan belum tiba. Catat setelah layanan diberikan.")
    first_day = case.intake.received_on if case.intake else case.opened_on
    if day < first_day:
        raise DomainError(f"Layanan tidak bisa sebelum {first_day:%d-%m-%Y}, saat keluarga datang atau ditemukan.")
