"""Rows written straight into their tables, many at once: for `simulate` only, which needs a million of them.

bulk_create sends sixty rows a statement to SQLite and builds a model instance for each; this took a sixth of its time.
Nothing is checked here but what the database itself checks.
"""

import io
from datetime import UTC, datetime

from django.core.management.color import no_style
from django.db import connection
from django.db.models import DateTimeField, Max
from django.utils import timezone

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Rows:
    """Rows of one model. ``names`` are the attributes given with each; every other column gets its default."""

    def __init__(self, model, *names):
        self.model, self.rows = model, []
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [name for name in fields if name not in names and name != "id"]
        self.constants = tuple(_default(fields[name]) for name in rest)
        given = [fields["id"], *(fields[name] for name in names)]
        self.columns = [field.column for field in given] + [fields[name].column for name in rest]
        self.moments = [place for place, field in enumerate(given) if isinstance(field, DateTimeField)]
        self.last = model._base_manager.aggregate(last=Max("id"))["last"] or 0
        self.count = 0

    def add(self, *values):
        """Returns the id that the row will have."""
        self.last += 1
        self.count += 1
        self.rows.append((self.last, *values))
        return self.last

    def write(self):
        ready = [self._row(row) for row in self.rows]
        self.rows = []
        with connection.cursor() as cursor:
            _WRITERS[connection.vendor](cursor, self.model._meta.db_table, self.columns, ready)

    def _row(self, row):
        if self.moments:
            row = list(row)
            for place in self.moments:
                row[place] = _stored(row[place])
        return (*row, *self.constants)


def reset_sequences(models):
    """After rows with ids of our own PostgreSQL must count on from the last of them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _default(field):
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return _stored(timezone.now())
    value = field.get_default()
    if isinstance(value, datetime):
        return _stored(value)
    return field.get_db_prep_save(value, connection)


def _stored(moment):
    if connection.vendor == "sqlite":
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return moment.isoformat()


def _insert(cursor, table, columns, rows):
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 -- names of our models


def _copy(cursor, table, columns, rows):
    names = ", ".join(f'"{name}"' for name in columns)
    lines = io.StringIO("".join("\t".join(map(_text, row)) + "\n" for row in rows))
    cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', lines)


def _text(value):
    return "\\N" if value is None else str(value).translate(ESCAPES)


_WRITERS = {"sqlite": _insert, "postgresql": _copy}
