from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from institutions.enums import UnitState
from institutions.models import CareUnit
from institutions.models.directory import keeping

STALE = "Orang lain baru saja mengubahnya. Bandingkan dengan isian Anda, lalu simpan lagi."


def require_change(actor, region_code, capability=Capability.CHANGE_INSTITUTIONS):
    """PermissionDenied unless ``actor`` may change what belongs to this region; "" is the nation."""
    if not actor.can(capability, region_code):
        raise PermissionDenied(str(capability))


def require_keeping(actor, region_code):
    """PermissionDenied unless ``actor`` keeps the part of the directory that belongs to this region."""
    require_change(actor, region_code, keeping(region_code))


def locked(queryset, pk, seen=None):
    """The row, held until the transaction ends. StaleState when its version is not the one that the page showed."""
    record = queryset.select_for_update(of=("self",)).get(pk=pk)
    if seen not in (None, record.version):
        raise StaleState(STALE)
    return record


def save_changes(record, data):
    for name, value in data.items():
        setattr(record, name, value)
    record.version += 1
    record.save()
    return record


def working_unit(unit, actor, seen=None):
    """The unit, locked: what belongs to one FCU is written one after another. An inactive one is only read."""
    require_change(actor, unit.village_id)
    current = locked(CareUnit.objects, unit.pk, seen)
    if current.state == UnitState.INACTIVE:
        raise DomainError("FCU ini sudah tidak aktif, isinya hanya bisa dibaca.")
    return current


def refuse_future(day, what):
    if day and day > timezone.localdate():
        raise DomainError(f"{what} belum tiba. Tulis tanggal hari ini atau sebelumnya.")
