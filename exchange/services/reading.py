"""The worker reads a file and writes down what would become of each row."""

from django.db import transaction

from core.exceptions import Refusal
from core.transitions import advance
from exchange.enums import BatchState, Verdict
from exchange.models import ImportBatch, ImportRow
from exchange.queries.tables import table_of
from exchange.workflow import STEPS

PORTION = 1000
# Percent of the work after which the file is read, understood, judged, and its rows are kept.
READ, UNDERSTOOD, JUDGED, KEPT = 15, 40, 80, 100
KEPT_VALUES = {Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL}
SAMPLE = 3


def read_batch(batch_id, progress):
    """The preview of a batch, or the sentence why there is none. Another run after half a one begins anew."""
    batch = ImportBatch.objects.select_related("file", "region__parent", "owner").get(pk=batch_id)
    if batch.state != BatchState.READING:
        return batch.get_absolute_url()
    progress(0, KEPT)
    try:
        table = table_of(batch)
    except Refusal as error:
        advance(batch, STEPS, "found_unreadable", actor=None, failure=str(error)[:300])
        return batch.get_absolute_url()
    progress(READ, KEPT)
    if table.asks:
        advance(batch, STEPS, "ask_columns", actor=None, found=_found(table) | {"sample": _sample(table)})
    else:
        _preview(batch, table, progress)
    return batch.get_absolute_url()


def _found(table):
    return {
        "sheet": table.sheet,
        "headers": [[header, column.name if column else ""] for _, header, column in table.places],
        "unknown": table.unknown,
        "told": table.told,
        "signature": table.signature(),
    }


def _sample(table):
    """A few cells of each column, so that a person can tell what it holds."""
    return [
        [str(cells[index])[:40] for _, cells in table.rows[:SAMPLE] if index < len(cells)]
        for index, _, _ in table.places
    ]


def _preview(batch, table, progress):
    rows = batch.handler.sheet.clean(table, _part(progress, READ, UNDERSTOOD))
    batch.handler.check(batch, rows, _part(progress, UNDERSTOOD, JUDGED))
    progress(JUDGED, KEPT)
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in Verdict.values}
    with transaction.atomic():
        batch.rows.all().delete()
        _keep(batch, rows, _part(progress.aside, JUDGED, KEPT))
        advance(batch, STEPS, "found_ready", actor=None, found=_found(table), counts=counts, failure="")
    progress(KEPT, KEPT)


def _part(progress, start, end):
    """What a stage is given to tell how far it is: its share of the whole."""
    return lambda done, total: progress(start + (end - start) * done // max(total, 1), KEPT)


def _keep(batch, rows, progress):
    for start in range(0, len(rows), PORTION):
        ImportRow.objects.bulk_create([_stored(batch, row) for row in rows[start : start + PORTION]])
        progress(start, len(rows))


def _stored(batch, row):
    keeps = row.verdict in KEPT_VALUES
    return ImportRow(
        batch=batch, number=row.number, group=row.group, verdict=row.verdict, label=row.label[:160],
        values=row.values if keeps else {}, plan=row.plan if keeps else {}, changes=row.changes, errors=row.errors,
        notes=row.notes, doubt=row.doubt[:300],
    )  # fmt: skip
