"""What did not go in, ready to be mended and sent again."""

from core.spreadsheets import file_of
from exchange.enums import Verdict
from exchange.queries.tables import table_of

REASON = "Yang perlu dibetulkan"


def wrong_rows(batch):
    """The wrong rows and what belongs together with them, with their own headers and a column that says why.

    A family without a number of its own goes as a whole: alone, a member would not find its family again.
    """
    table = table_of(batch)
    reasons = _reasons(batch)
    width = len(table.headers)
    heads = [*table.headers, REASON]
    rows = [
        [*(_cell(cells, index) for index in range(width)), reasons[number]]
        for number, cells in table.rows
        if number in reasons
    ]
    return file_of("xlsx", {"Perlu dibetulkan": [heads, *rows]})


def _reasons(batch):
    """Row number → what is wrong; "" for who only goes along."""
    wrong = {row.number: row for row in batch.rows.filter(verdict=Verdict.WRONG)}
    reasons = {
        number: " ".join(f"{title}: {sentence}" for title, sentence in row.errors) for number, row in wrong.items()
    }
    groups = {row.group for row in wrong.values() if row.group}
    along = batch.rows.filter(group__in=groups, verdict__in=[Verdict.NEW, Verdict.DOUBTFUL, Verdict.SAME])
    return dict.fromkeys(along.values_list("number", flat=True), "") | reasons


def _cell(cells, index):
    """Numbers as text, so that Excel shows all their digits."""
    value = cells[index] if index < len(cells) else ""
    return str(value) if isinstance(value, int) and value > 10**9 else value
