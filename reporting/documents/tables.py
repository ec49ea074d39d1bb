"""The figures of a report as tables: the same rows for the screen, the paper, the Excel file and the attached CSV."""

from core.periods import Period
from reporting.documents.family_tables import family_tables
from reporting.documents.figure_table import FigureTable, Past, Row, known
from reporting.documents.money_tables import money_tables
from reporting.documents.own_tables import own_tables
from reporting.documents.service_tables import service_tables
from reporting.documents.unit_tables import unit_tables


def figure_tables(figures, before, year_before, span="T"):
    """All tables that ``figures`` have, in the order of the paper.

    ``before`` and ``year_before`` are frozen figures or None, ``span`` the kind of their period (core.periods).
    """
    past = Past(figures, before, year_before, span)
    counted = [*family_tables(past), *service_tables(past), *unit_tables(past)] if "families" in figures else []
    return [*counted, *(money_tables(past) if counted else []), *own_tables(past), *_late(figures.get("late"))]


def flat_figures(figures):
    """{(part, table, row, column): figure} of all that carries a date, to find out what has changed since."""
    return {
        (table.part, table.caption, row.label, head): value
        for table in figure_tables(figures | {"own": None, "late": None}, None, None)
        for row in table.rows
        if row.dated
        for head, value in zip(table.value_heads, row.values, strict=True)
        if value is not None
    }


def _late(rows):
    """What earlier frozen periods would show now, as against what was said of them."""
    if not rows:
        return []
    heads = ["Masa dan angka", "Yang dilaporkan", "Menurut catatan sekarang"]
    shown = [_late_row(row) for row in rows]
    note = "Laporan masa itu tidak berubah. Catatan yang tanggalnya di masa itu masuk atau dibetulkan sesudahnya."
    return [FigureTable("D1", "Yang masuk terlambat", heads, heads[1:], shown, "num2", note)]


def _late_row(row):
    words = f"{Period.parse(row['period']).short_label}: {row['table']}, {row['row']}"
    values = [row["said"], row["now"]]
    places = 0 if all(isinstance(value, int | None) for value in values) else 1
    return Row(words, [known(value, places) for value in values], values)
