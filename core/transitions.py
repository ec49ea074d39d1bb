"""The only code that writes a state."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.exceptions import DomainError, StaleState


@transaction.atomic
def advance(record, table, name, *, actor, note="", seen=None, told=None, **changes):
    """Move ``record`` one step by compare-and-swap and return the event row.

    ``seen`` is the version the actor's page showed; an older one means a stale click. ``told`` holds what else the
    event row says, such as the ``reason`` of a step that has some to choose from.
    Raises PermissionDenied, DomainError (step not possible, note or reason missing) or StaleState (somebody was
    faster).
    """
    step = table[name]
    if not record.allows(actor, step):
        raise PermissionDenied(name)
    if record.state not in step.sources or seen not in (None, record.version):
        raise StaleState(f"“{step.label}” tidak bisa lagi. Keadaannya sekarang: {record.get_state_display()}.")
    if step.note_required and not note.strip():
        raise DomainError(f"Isi {step.note_label.lower()} untuk “{step.label}”.")
    if step.reasons and (told or {}).get("reason") not in step.reasons.values:
        raise DomainError(f"Pilih alasan untuk “{step.label}”.")
    return _swap(record, step, name, {"actor": actor, "note": note.strip(), **(told or {})}, changes)


def _swap(record, step, name, told, changes):
    unchanged = type(record)._base_manager.filter(pk=record.pk, state=record.state, version=record.version)
    moved = {"state": step.target, "state_since": timezone.now(), "version": F("version") + 1, **changes}
    if not unchanged.update(**moved):
        raise StaleState("Orang lain baru saja mengubahnya. Lihat keadaannya sekarang, lalu putuskan lagi.")
    source = record.state
    record.refresh_from_db()
    return record.events.create(number=record.version, step=name, from_state=source, to_state=record.state, **told)
