"""An import of a cash book taken back: no entry goes, each is reversed as long as its month is open."""

from accounts.capabilities import Capability
from core.exceptions import DomainError
from finance.enums import EntryKind
from finance.models import LedgerEntry
from finance.queries.ledger import first_open_day
from finance.services.importing.known import WITHDRAWN
from finance.services.ledger import reverse_entry
from institutions.services.rights import require_change

CLOSED = "Bulannya sudah ditutup, jadi catatan ini tetap."
HAS_SCAN = "Sudah diberi pindaian bukti sesudah impor."


def undo(batch, *, actor, progress):
    """→ [number, why it stays, address] of each entry that stays.

    All on the day of the last one and the payments first, or on some day between the balance would be below zero.
    """
    require_change(actor, batch.region_id, Capability.KEEP_CASH_BOOK)
    found = LedgerEntry.objects.filter(pk__in=batch.made["entries"]).select_related("care_unit__village")
    entries = [entry for entry in found.select_related("reversed_by").order_by("-pk") if entry.reversal is None]
    entries.sort(key=lambda entry: entry.kind == EntryKind.RECEIPT)
    day, left = max((entry.dated_on for entry in entries), default=None), []
    opens = first_open_day(entries[0].care_unit) if entries else None
    for done, entry in enumerate(entries, start=1):
        why = _why_it_stays(entry, opens) or _reverse(entry, day, actor)
        if why:
            left.append([f"Catatan {entry}", why, entry.get_absolute_url()])
        progress(done, len(entries))
    return left


def _why_it_stays(entry, opens):
    if opens and entry.dated_on < opens:
        return CLOSED
    return HAS_SCAN if entry.scan_id else ""


def _reverse(entry, day, actor):
    """Why it could not be, or ""."""
    try:
        reverse_entry(entry, dated_on=day, reason=WITHDRAWN, actor=actor)
    except DomainError as error:
        return str(error)
    return ""
