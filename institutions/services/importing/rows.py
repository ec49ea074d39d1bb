"""What holds for the rows of every import that is written one by one through the services."""

from exchange.enums import Verdict

MOST_ROWS = 2000
TOO_MANY = "Satu berkas paling banyak {most} baris. Pindahkan baris ini ke berkas lain, lalu kirim sendiri."


def refuse_many(rows):
    """Row by row takes its time: what is beyond the limit waits for a file of its own."""
    for row in rows[MOST_ROWS:]:
        row.errors.append(("Baris", TOO_MANY.format(most=MOST_ROWS)))


def stand_alone(rows):
    """Each goes in, or waits, without the others."""
    for row in rows:
        row.group = row.number


def refuse_all(rows, title, sentence):
    for row in rows:
        row.errors.append((title, sentence))


def close_wrong(rows):
    """A row with an error is wrong, whatever else was found out about it."""
    for row in rows:
        if row.errors:
            row.verdict, row.doubt, row.changes = Verdict.WRONG, "", []
