"""An import of a cash book taken back: no entry goes, each is reversed on its own day while its month is open."""

from auditlog.context import set_actor

from accounts.capabilities import Capability
from core.exceptions import DomainError
from finance.models import LedgerEntry
from finance.queries.ledger import first_open_day
from finance.services.importing.known import WITHDRAWN
from finance.services.ledger import reverse_entry
from institutions.services.rights import require_change

CLOSED = "Bulannya sudah ditutup, jadi catatan ini tetap."
HAS_SCAN = "Sudah diberi pindaian bukti sesudah impor."


def undo(batch, *, actor, progress):
    """→ [number, why it stays, address] of each that stays. The last is reversed first, so that no balance runs dry."""
    require_change(actor, batch.region_id, Capability.KEEP_CASH_BOOK)
    pks, left = batch.made["entries"][::-1], []
    entries = LedgerEntry.objects.select_related("care_unit__village", "reversed_by").in_bulk(pks)
    opens = first_open_day(entries[pks[0]].care_unit)
    with set_actor(actor):
        for done, pk in enumerate(pks, start=1):
            why = "" if entries[pk].reversal else _reverse(entries[pk], opens, actor)
            if why:
                left.append([f"Catatan {entries[pk]}", why, entries[pk].get_absolute_url()])
            progress(done, len(pks))
    return left


def _reverse(entry, opens, actor):
    """Why it stays, or ""."""
    if opens and entry.dated_on < opens:
        return CLOSED
    if entry.scan_id:
        return HAS_SCAN
    try:
        reverse_entry(entry, dated_on=entry.dated_on, reason=WITHDRAWN, actor=actor)
    except DomainError as error:
        return str(error)
    return ""
