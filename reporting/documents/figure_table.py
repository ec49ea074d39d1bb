"""The shape of a table of figures, and rows that compare a figure with those of before."""

from dataclasses import dataclass, field

from core.formatting import in_sentence, number, signed

NOT_REPORTED = "…"


@dataclass(frozen=True)
class Row:
    label: str
    cells: list
    values: list = field(default_factory=list)
    total: bool = False


@dataclass(frozen=True)
class FigureTable:
    """``columns`` is the print class of the table; ``value_heads`` names the bare values of a row."""

    part: str
    caption: str
    heads: list
    value_heads: list
    rows: list
    columns: str = "num2"
    note: str = ""


def compared_table(part, caption, past, lines, note=""):
    """One figure a row: now, before, change, a year before. ``lines``: (label, how to read it[, is total])."""
    heads = ["Uraian", "Triwulan ini", "Triwulan lalu", "Perubahan", "Tahun lalu"]
    rows = [_compared_row(past, *line) for line in lines]
    value_heads = ["Triwulan ini", "Triwulan lalu", "Tahun lalu"]
    return FigureTable(part, caption, heads, value_heads, rows, "num2 compare", note)


def _compared_row(past, label, read, total=False):
    now, before, year_before = (read(figures) if figures else None for figures in past)
    change = NOT_REPORTED if None in (now, before) else signed(now - before)
    cells = [_known(now), _known(before), change, _known(year_before)]
    return Row(label, cells, [now, before, year_before], total)


def _known(value):
    return NOT_REPORTED if value is None else number(value)


def total_of(values):
    return sum(values.values())


def plain_row(label, values, total=False):
    return Row(label, [number(value) for value in values], values, total)


def listed(counts, choices):
    return ", ".join(f"{in_sentence(choices(key).label)} {n}" for key, n in counts.items() if n) or "tidak ada"
