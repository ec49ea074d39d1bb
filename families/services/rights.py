from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.exceptions import DomainError, StaleState
from families.models import Family

CLOSED = "Berkas keluarga ini sudah ditutup, jadi tidak bisa diubah lagi. Buka kembali berkasnya dahulu bila perlu."


def demand(actor, village_code, *capabilities):
    """PermissionDenied unless ``actor`` holds one of the capabilities in the village."""
    if not any(actor.can(capability, village_code) for capability in capabilities):
        raise PermissionDenied(str(capabilities[0]))


def lock_family(pk):
    """The family's row, locked until the transaction ends, whatever its state. Whoever locks more locks this first."""
    return Family.objects.select_for_update().get(pk=pk)


def hold(family):
    """The family's row, locked until the transaction ends; a closed file takes no more entries.

    Nor does one that went to another village since the actor's right was looked at.
    """
    locked = lock_family(family.pk)
    if locked.closed_on:
        raise DomainError(CLOSED)
    if locked.village_id != family.village_id:
        raise StaleState("Berkas keluarga ini baru saja pindah ke desa lain.")
    return locked


def refuse_future(day, what="Tanggalnya"):
    if day > timezone.localdate():
        raise DomainError(f"{what} belum tiba. Isi hari ini atau hari yang sudah lewat.")
