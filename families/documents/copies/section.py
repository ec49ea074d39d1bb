"""The parts of a family's complete copy: the same rows for a machine (JSON) and for a reader (PDF)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from core.formatting import NOTHING, date_long, moment, number, rupiah

MOST_COLUMNS = 5  # of a table on A4; what has more is written as pairs, row under row


class Rupiah(int):
    """A whole number for machines, money for readers."""


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` for machines, ``label`` for readers, ``value(record)`` as it is kept."""

    name: str
    label: str
    value: Callable

    @classmethod
    def of(cls, model, path):
        """A field of ``model`` or, “training.held_on”, of a record that it points to; choices become their words."""
        *way, last = path.split(".")
        for step in way:
            model = model._meta.get_field(step).related_model
        found = model._meta.get_field(last)
        label = str(found.verbose_name)
        return cls(path.replace(".", "_"), label[:1].upper() + label[1:], lambda record: _value(record, way, found))


def steps_of(choices):
    """The columns of an accounts.StepEvent: when, into which state, with what note; who took it is not told."""
    words = dict(choices.choices)
    return (
        Column("happened_at", "Waktu", lambda event: event.happened_at),
        Column("to_state", "Menjadi", lambda event: words.get(event.to_state, event.to_state)),
        Column("note", "Catatan", lambda event: event.note or None),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """``rows``: name of a column → value. ``models``: what the rows were read from, so that a test finds the rest."""

    name: str
    title: str
    columns: tuple
    rows: list
    models: tuple
    note: str = ""

    @classmethod
    def of(cls, name, title, records, *columns, models=(), note=""):
        """The rows of a queryset. ``columns``: paths of fields, or Column where a value is not simply a field."""
        model = records.model
        columns = tuple(Column.of(model, each) if isinstance(each, str) else each for each in columns)
        rows = [{each.name: each.value(record) for each in columns} for record in records]
        return cls(name, title, columns, rows, (model, *models), note)

    @property
    def is_table(self):
        return len(self.columns) <= MOST_COLUMNS

    def for_machines(self):
        return {
            "judul": self.title,
            "catatan": self.note,
            "isian": {each.name: each.label for each in self.columns},
            "baris": self.rows,
        }

    def on_paper(self, zone):
        """For the template: each row as pairs of label and words; outside a table without those that say nothing."""
        written = [[(each.label, _written(row[each.name], zone)) for each in self.columns] for row in self.rows]
        if not self.is_table:
            written = [[pair for pair in row if pair[1] != NOTHING] for row in written]
        return {
            "title": self.title, "note": self.note, "is_table": self.is_table, "rows": written,
            "labels": [each.label for each in self.columns],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Withheld:
    """Rows of the family's file that would tell of a sensitive case: keys of consents, reasons of shares."""

    consents: frozenset = field(default_factory=frozenset)
    shares: frozenset = field(default_factory=frozenset)

    def __or__(self, other):
        return Withheld(self.consents | other.consents, self.shares | other.shares)


def _value(record, way, found):
    for step in way:
        record = getattr(record, step)
        if record is None:
            return None
    if found.choices:
        return getattr(record, f"get_{found.name}_display")()
    return _plain(getattr(record, found.name), found)


def _plain(value, found):
    """Amounts are rupiah, as in the change log; what is no number, date or list is said in words."""
    if value is None or value == "":
        return None
    if found.get_internal_type() == "PositiveBigIntegerField":
        return Rupiah(value)
    return value if isinstance(value, bool | int | Decimal | date | list) else str(value)


def _written(value, zone):
    if value is None or value == "" or value == []:
        return NOTHING
    for kind, words in WORDS:
        if isinstance(value, kind):
            return words(value, zone)
    return str(value)


# The narrower kinds first: a bool is an int, a datetime is a date.
WORDS = (
    (bool, lambda value, zone: "ya" if value else "tidak"),
    (Rupiah, lambda value, zone: rupiah(value)),
    (Decimal, lambda value, zone: number(value, 2) if abs(value) < 10 else str(value)),
    (datetime, lambda value, zone: moment(timezone.localtime(value, zone))),
    (date, lambda value, zone: date_long(value)),
    (list, lambda value, zone: "; ".join(map(str, value))),
)
