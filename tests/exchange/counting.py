"""How many statements a preview takes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.reading import read_sheets
from exchange.handlers import KINDS


def check_alone(batch, path):
    """Statements of the kind's check over the file again, nothing else."""
    kind = KINDS[batch.kind]
    rows = kind.sheet.clean(kind.sheet.table_of(read_sheets(path)))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        kind.check(batch, rows)
    return [each["sql"] for each in asked.captured_queries]


def statements_of(batch):
    batch.refresh_from_db()
    return check_alone(batch, batch.file.file.path)
