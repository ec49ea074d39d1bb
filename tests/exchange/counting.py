"""How many statements a preview takes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.queries.tables import table_of
from tests.factories.sheets import Steps


def statements_of(batch):
    """Those of the kind's check over the file once more, nothing else."""
    batch.refresh_from_db()
    rows = batch.handler.sheet.clean(table_of(batch), Steps())
    with CaptureQueriesContext(connection) as asked:
        batch.handler.check(batch, rows, Steps())
    return [each["sql"] for each in asked.captured_queries]
