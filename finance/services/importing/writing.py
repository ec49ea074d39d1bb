"""The rows of an import into the book, through the service that the page uses, in the order of their days."""

from datetime import date

from core.exceptions import DomainError
from exchange.services import Overtaken
from finance.services.importing.checking import in_order
from finance.services.ledger import hold_book, record_entry
from institutions.queries import unit_of

OTHERS = "Buku kas berubah sejak pratinjau."


def write(batch, rows, *, actor, progress):
    """→ {"entries": their keys in the order of writing}."""
    made = []
    try:
        unit = _held(batch, rows, actor)
        for done, row in enumerate(sorted(rows, key=in_order), start=1):
            made.append(record_entry(unit, actor=actor, **_fields(row)).pk)
            progress(done, len(rows))
    except DomainError as error:
        raise Overtaken(str(error)) from error
    return {"entries": made}


def _held(batch, rows, actor):
    """The FCU, its book as the preview saw it: entries only ever come, so the newest one tells."""
    unit = unit_of(batch.region_id)
    if unit is None:
        raise Overtaken(OTHERS)
    unit = hold_book(unit, actor)
    newest = unit.ledger.order_by("-pk").values_list("pk", flat=True).first() or 0
    if any(row.plan["newest"] != newest for row in rows):
        raise Overtaken(OTHERS)
    return unit


def _fields(row):
    values, plan = row.values, row.plan
    return {
        "kind": plan["kind"],
        "amount": plan["amount"],
        "overdraw": plan.get("overdraw", False),
        "dated_on": date.fromisoformat(values["dated_on"]),
        "source": values["source"],
        "purpose": values["purpose"],
        "party": values["party"],
        "evidence": values.get("evidence", ""),
    }
