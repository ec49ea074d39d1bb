"""The shape of a table of figures, and rows that compare a figure with those of before."""

from dataclasses import dataclass, field
from typing import NamedTuple

from core.formatting import in_sentence, number, signed

NOT_REPORTED = "…"
WORDS = {"M": "Bulan", "T": "Triwulan", "S": "Semester", "Y": "Tahun"}


class Past(NamedTuple):
    """Snapshots of now, of the period before and of a year before; ``span`` is the kind of their period."""

    now: dict
    before: dict | None
    year_before: dict | None
    span: str = "T"

    @property
    def snapshots(self):
        return self[:3]

    @property
    def heads(self):
        word = WORDS[self.span]
        return [f"{word} ini", f"{word} lalu", "Masa sama tahun lalu"]


@dataclass(frozen=True)
class Row:
    """``dated``: counts what carries a date; else it says how things stand on the day of counting."""

    label: str
    cells: list
    values: list = field(default_factory=list)
    total: bool = False
    dated: bool = True


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


class Line(NamedTuple):
    """One figure of a compared table: how to read it from a snapshot."""

    label: str
    read: object
    total: bool = False
    dated: bool = True


def at(path):
    """Reads the figure at "referrals.made"; None where a snapshot does not have it."""
    return lambda figures: leaf(figures, path)


def total_at(path):
    """The same for a dict of figures: their sum."""
    return lambda figures: known_total(leaf(figures, path))


def leaf(figures, path):
    for name in path.split("."):
        if not isinstance(figures, dict):
            return None
        figures = figures.get(name)
    return figures


def known_total(counts):
    return None if counts is None else sum(counts.values())


def compared_table(part, caption, past, lines, note=""):
    """One figure a row: now, before, change, a year before."""
    now, before, year_before = past.heads
    rows = [_compared_row(past.snapshots, *line) for line in lines]
    heads = ["Uraian", now, before, "Perubahan", year_before]
    return FigureTable(part, caption, heads, [now, before, year_before], rows, "num2 compare", note)


def _compared_row(snapshots, label, read, total=False, dated=True):
    now, before, year_before = (read(figures) if figures else None for figures in snapshots)
    change = NOT_REPORTED if None in (now, before) else signed(now - before)
    cells = [known(now), known(before), change, known(year_before)]
    return Row(label, cells, [now, before, year_before], total, dated)


def known(value, places=0):
    return NOT_REPORTED if value is None else number(value, places)


def total_of(values):
    return sum(values.values())


def plain_row(label, values, total=False, dated=True):
    return Row(label, [known(value) for value in values], values, total, dated)


def counted_table(part, caption, head, counts, choices, what="Banyaknya", *, note="", keep_none=False):
    """{value: number} in the order of its choices, those of nothing left out, with their sum. None: no table."""
    if counts is None:
        return []
    shown = [(label, counts.get(value, 0)) for value, label in choices if keep_none or counts.get(value)]
    rows = [plain_row(label, [n]) for label, n in shown]
    rows.append(plain_row("Jumlah", [sum(counts.values())], total=True))
    return [FigureTable(part, caption, [head, what], [what], rows, "num2", note)]


def listed(counts, choices):
    return ", ".join(f"{in_sentence(choices(key).label)} {n}" for key, n in (counts or {}).items() if n) or "tidak ada"


def days_words(spread, what):
    """“Waktu sampai keputusan: median 3 hari, …”; nothing where nothing was measured."""
    if not spread or not spread["count"] or spread["median"] is None:
        return ""
    median, slowest = number(spread["median"]), number(spread["p90"])
    return f"Waktu sampai {what}: median {median} hari, persentil ke-90 {slowest} hari."
