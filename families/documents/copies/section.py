"""The parts of a family's complete copy: the same rows for a machine (JSON) and for a reader (PDF)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from core.formatting import NOTHING, date_long, date_short, moment, rupiah, time_short

EMPTY = (None, "", [])
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
    def of(cls, model, path, label=""):
        """A field of ``model`` or, “training.held_on”, of a record that it points to; choices become their words."""
        *way, last = path.split(".")
        for step in way:
            model = model._meta.get_field(step).related_model
        found = model._meta.get_field(last)
        label = label or str(found.verbose_name)
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
        """The rows of a queryset. ``columns``: paths of fields, with a label of their own as pairs, or Column where a
        value is not simply a field."""
        model = records.model
        columns = tuple(_column(model, each) for each in columns)
        rows = [{each.name: each.value(record) for each in columns} for record in records]
        return cls(name, title, columns, rows, (model, *models), note)

    def for_machines(self):
        return {
            "judul": self.title,
            "catatan": self.note,
            "isian": {each.name: each.label for each in self.columns},
            "baris": self.rows,
        }

    def on_paper(self, zone):
        """For the template: each row as pairs of label and words, without what is empty everywhere; as a table where
        that fits, else row under row without what is empty there."""
        used = [each for each in self.columns if any(row[each.name] not in EMPTY for row in self.rows)]
        is_table = len(used) <= MOST_COLUMNS
        written = [[(each.label, _written(row[each.name], zone, is_table)) for each in used] for row in self.rows]
        if not is_table:
            written = [[pair for pair in row if pair[1] != NOTHING] for row in written]
        labels = [each.label for each in used]
        return {"title": self.title, "note": self.note, "is_table": is_table, "rows": written, "labels": labels}


@dataclass(frozen=True, slots=True)
class Withheld:
    """Rows of the family's file that would tell of a sensitive case: keys of consents, reasons of shares."""

    consents: frozenset = field(default_factory=frozenset)
    shares: frozenset = field(default_factory=frozenset)

    def __or__(self, other):
        return Withheld(self.consents | other.consents, self.shares | other.shares)


def _column(model, asked):
    if isinstance(asked, Column):
        return asked
    return Column.of(model, asked) if isinstance(asked, str) else Column.of(model, *asked)


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


def _written(value, zone, is_short):
    if value in EMPTY:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localtime(value, zone)
        return f"{date_short(value)} {time_short(value)}" if is_short else moment(value)
    if isinstance(value, date):
        return date_short(value) if is_short else date_long(value)
    return next((words(value) for kind, words in WORDS if isinstance(value, kind)), str(value))


# A bool is an int as well, and so is an amount.
WORDS = (
    (bool, lambda value: "ya" if value else "tidak"),
    (Rupiah, rupiah),
    (list, lambda value: "; ".join(map(str, value))),
)
