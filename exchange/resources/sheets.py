"""From the sheets of a file to rows under known columns: the header is found by its names, in whatever order."""

import hashlib
from dataclasses import dataclass, field

from import_export import fields, resources

from core.exceptions import Refusal
from exchange.handlers import Row
from exchange.resources.widgets import is_nothing, key_of, plain

HEADER_WITHIN = 30  # rows from the top
TOLD_EVERY = 2000  # rows
LEAST_KNOWN = 2  # columns by which a row is known as the header
END = "###"
REASON = "Yang perlu dibetulkan"
# Sheets of help and columns that carry no data, in the templates that are about.
HELP_SHEETS = {"kodedata", "kode", "petunjuk", "contoh", "cara", "bantuan", "panduan", "referensi"}
NO_DATA = {"no", "nomor", "nourut", "nomorurut", key_of(REASON)}
LEFT_ASIDE = ""


class WrongTable(Refusal):
    """The sheet holds no table that could be taken in; the sentence says why."""

    trace = "tabel tidak dikenal"


class Column(fields.Field):
    """``aliases``: other headers for the same. ``choices``: for the template's drop-down list."""

    def __init__(self, name, title, widget, *, aliases=(), required=False, hint="", examples=(), choices=()):
        super().__init__(attribute=name, column_name=title, widget=widget)
        self.name, self.title, self.required = name, title, required
        self.hint, self.examples, self.choices = hint, examples, choices
        self.keys = {key_of(each) for each in (title, name, *aliases)}


@dataclass(slots=True)
class Table:
    """``places``: (index, header, Column or None). ``rows``: (Excel's number, cells). ``told``: what was done with the
    rest. ``asks``: the header must be matched by a person first."""

    sheet: str
    places: list
    rows: list
    told: list = field(default_factory=list)
    asks: bool = False

    @property
    def headers(self):
        return [header for _, header, _ in self.places]

    @property
    def known(self):
        return [(index, column) for index, _, column in self.places if column]

    @property
    def unknown(self):
        return [header for _, header, column in self.places if column is None and header]

    def signature(self):
        return hashlib.sha256("\n".join(map(key_of, self.headers)).encode()).hexdigest()


class SheetResource(resources.Resource):
    """The columns of one kind of import. ``columns`` in the order of the template."""

    columns = ()
    ignored = frozenset()  # headers that are understood and left aside: no question is worth asking about them

    @classmethod
    def column(cls, name):
        return next(each for each in cls.columns if each.name == name)

    @classmethod
    def tables(cls, sheets):
        """The sheets as they may be read; a subclass turns other shapes into a flat one first."""
        return [sheet for sheet in sheets if key_of(sheet.name) not in HELP_SHEETS] or sheets

    @classmethod
    def table_of(cls, sheets, told=None):
        """The first sheet that has a header. ``told``: headers' keys → column names, as a person matched them.

        Raises WrongTable.
        """
        readable = cls.tables(sheets)
        scored = [(cls._header(sheet), sheet) for sheet in readable]
        (score, index), sheet = max(scored, key=lambda pair: pair[0][0])
        if score < LEAST_KNOWN:
            index = cls._first_full_row(sheet)
        _refuse_merged(sheet, index)
        return cls._table(sheet, index, told or {})

    @classmethod
    def _header(cls, sheet):
        """(how many columns its best row names, where that row is); the upper of two."""
        rows = list(enumerate(sheet.rows[:HEADER_WITHIN]))
        return max(((cls._known_in(row), index) for index, row in rows), key=lambda pair: (pair[0], -pair[1]))

    @classmethod
    def _known_in(cls, row):
        keys = {key_of(plain(cell)) for cell in row if isinstance(cell, str)}
        return sum(bool(column.keys & keys) for column in cls.columns)

    @staticmethod
    def _first_full_row(sheet):
        full = [index for index, row in enumerate(sheet.rows) if sum(_is_text(cell) for cell in row) >= LEAST_KNOWN]
        if not full:
            raise WrongTable(
                "Tidak ada judul kolom di berkas ini. Tulis judul kolom pada baris pertama, lalu kirim lagi."
            )
        return full[0]

    @classmethod
    def _table(cls, sheet, index, told):
        places = cls._places(sheet.rows[index], told)
        below = [(sheet.first + index + 1 + n, row) for n, row in enumerate(sheet.rows[index + 1 :])]
        cls._refuse_second_header(sheet, index, below)
        rows, notes = cls._data(below, sheet.rows[index])
        table = Table(sheet.name, places, rows, notes)
        if index:
            table.told.insert(0, f"{index} baris di atas judul kolom dilewati.")
        named = {column.name for _, column in table.known}
        table.asks = not {column.name for column in cls.columns if column.required} <= named
        if not rows and not table.asks:
            raise WrongTable(
                "Ada judul kolom, tetapi belum ada isinya. Isi paling sedikit satu baris, lalu kirim lagi."
            )
        return table

    @classmethod
    def _places(cls, header, told):
        taken, places = set(), []
        for index, cell in enumerate(header):
            title = plain(cell)
            name = told.get(key_of(title))
            column = None
            if name != LEFT_ASIDE:
                column = cls.column(name) if name else cls._column_for(key_of(title))
            if column and column.name in taken:
                column = None
            if column:
                taken.add(column.name)
            places.append((index, title, column))
        return places

    @classmethod
    def _column_for(cls, key):
        return next((column for column in cls.columns if key in column.keys), None)

    @classmethod
    def _refuse_second_header(cls, sheet, index, below):
        if below and cls._known_in(below[0][1]) >= LEAST_KNOWN:
            first = sheet.first + index
            raise WrongTable(
                f"Judul kolom ada pada dua baris ({first} dan {first + 1}). Jadikan satu baris, lalu kirim lagi."
            )

    @classmethod
    def _data(cls, below, header):
        """The rows up to ``###``, without empty ones, without a row of column numbers and repeated headers."""
        rows, repeated = [], 0
        for number, cells in below:
            if any(plain(cell) == END for cell in cells[:2] if isinstance(cell, str)):
                break
            if not any(cell != "" and plain(cell) for cell in cells) or (not rows and _is_numbering(cells)):
                continue
            if cells == header:
                repeated += 1
                continue
            rows.append((number, cells))
        return rows, [f"Judul kolom terulang {repeated} kali di antara baris; dilewati."] if repeated else []

    @classmethod
    def clean(cls, table, progress):
        """A Row for each row of the table, with what each cell means; the same cell is looked at once."""
        places, rows = [(index, column, {}) for index, column in table.known], []
        for number, cells in table.rows:
            rows.append(cls._row(number, cells, places))
            if len(rows) % TOLD_EVERY == 0:
                progress(len(rows), len(table.rows))
        return rows

    @staticmethod
    def _row(number, cells, places):
        raw, values, errors = {}, {}, []
        width = len(cells)
        for index, column, seen in places:
            cell = cells[index] if index < width else ""
            if cell == "":
                continue
            known = seen.get((cell, type(cell)))
            if known is None:
                known = seen[(cell, type(cell))] = _cleaned(column, cell)
            value, wrong = known
            raw[column.name] = cell
            if wrong:
                errors.append((column.title, wrong))
            elif value not in ("", None):
                values[column.name] = value
        return Row(number, raw, values, errors)


def _cleaned(column, cell):
    try:
        return column.widget.clean(cell), ""
    except ValueError as error:
        return None, str(error)


def _is_text(cell):
    return isinstance(cell, str) and not is_nothing(plain(cell))


def _is_numbering(cells):
    """1, 2, 3 … below the header, as official tables have it."""
    numbers = [plain(cell).strip("()") for cell in cells if cell != ""]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _refuse_merged(sheet, index):
    below = [pair for pair in sheet.merged if pair[1] > sheet.first + index]
    if below:
        top, bottom = below[0]
        raise WrongTable(
            f"Ada sel yang digabung pada baris {top}–{bottom}. Pilih sel itu di Excel, klik “Unmerge Cells”, isi "
            "tiap barisnya, lalu kirim lagi."
        )
