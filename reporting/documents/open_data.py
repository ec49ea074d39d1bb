"""The open data of a regency and a period: one row a region and variable, without what would tell of a few people.

A quarter hides by reporting.documents.suppression. A semester and a year show a sum only where each of their quarters
shows it, so that no file tells more than those of the quarters do.
"""

import csv
import io
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from regions.enums import LEVEL_BY_LENGTH
from regions.queries import path_codes
from reporting.documents.suppression import Sum, hidden_cells
from reporting.documents.variables import Variable

HEADS = (
    "kode_provinsi", "kode_kabupaten_kota", "kode_kecamatan", "kode_desa_kelurahan", "nama_wilayah", "tingkat",
    "periode", "kode_variabel", "nilai", "satuan", "status", "tanda",
)  # fmt: skip
FINAL, PRELIMINARY = "tetap", "sementara"
LENGTHS = (5, 8, 13)


class Why(Enum):
    """Why a cell has no value; the file says only whether it is hidden or was not counted."""

    SMALL = "bernilai 1 sampai 4"
    BESIDE = "disembunyikan agar yang kecil tidak bisa dihitung dari jumlahnya"
    QUARTER = "salah satu triwulannya disembunyikan"
    UNKNOWN = "belum dihitung pada laporan yang lama"

    @property
    def mark(self):
        return "belum_dihitung" if self is Why.UNKNOWN else "disembunyikan"


class Cell(NamedTuple):
    value: int | None
    why: Why | None = None


RECEIVED = Variable(
    "laporan_diterima", "Laporan triwulan FCU yang diterima", "Pelaporan FCU",
    "Laporan triwulan yang sudah diterima TKSK; angka dalam berkas ini hanya dari laporan itu.", "laporan", None,
    is_protected=False,
)  # fmt: skip
OWED = Variable(
    "laporan_wajib", "Laporan triwulan FCU yang wajib dibuat", "Pelaporan FCU",
    "Laporan triwulan yang wajib dibuat FCU, satu setiap triwulan.", "laporan", None, is_protected=False,
)  # fmt: skip
COVERAGE = (OWED, RECEIVED)


@dataclass(frozen=True)
class OpenData:
    """``cells``: {(region code, alias): Cell}; ``final``: codes of regions of which every report is in."""

    period: object
    groups: list
    names: dict
    cells: dict
    final: frozenset

    @classmethod
    def of(cls, period, groups, names, reports, owed, today):
        """``reports``: {quarter: {village: figures}}, ``owed``: {quarter: villages}, as reporting.queries has them."""
        quarters = [quarter_cells(figures, groups) for figures in reports.values()]
        cells = quarters[0] if len(quarters) == 1 else _combined(quarters, groups)
        coverage = _coverage(reports, owed)
        final = [
            code for code, alias in coverage
            if alias == OWED.alias and coverage[code, alias] == coverage[code, RECEIVED.alias]
        ]  # fmt: skip
        return cls(period, groups, names, cells | coverage, frozenset(final if period.has_ended(today) else ()))

    @property
    def variables(self):
        return [*COVERAGE, *(variable for group in self.groups for variable in group.variables)]

    @property
    def regency_is_final(self):
        return any(len(code) == LENGTHS[0] for code in self.final)

    @property
    def counts(self):
        """{None or Why: cells}"""
        return Counter(cell.why for cell in self.cells.values())

    def rows(self):
        """In the order of codes, a regency before what it is made of."""
        codes = sorted({code for code, _ in self.cells})
        for code in codes:
            for variable in self.variables:
                if cell := self.cells.get((code, variable.alias)):
                    yield self._row(code, variable, cell)

    def _row(self, code, variable, cell):
        path = path_codes(code)
        return (
            *path, *[""] * (4 - len(path)), self.names.get(code, ""), LEVEL_BY_LENGTH[len(code)].label,
            self.period.code, variable.alias, "" if cell.value is None else cell.value, variable.unit,
            FINAL if code in self.final else PRELIMINARY, cell.why.mark if cell.why else "",
        )  # fmt: skip


def quarter_cells(figures, groups):
    """{(region code, alias): Cell} of one quarter; ``figures``: {village: snapshot}."""
    found = {}
    for group in groups:
        values = _added_up(figures, group)
        known = {cell: value for cell, value in values.items() if value is not None}
        small, beside = hidden_cells(*_protected(known, group))
        whys = dict.fromkeys(small, Why.SMALL) | dict.fromkeys(beside, Why.BESIDE)
        whys |= dict.fromkeys(values.keys() - known.keys(), Why.UNKNOWN)
        found |= {cell: Cell(None if cell in whys else value, whys.get(cell)) for cell, value in values.items()}
    return found


def _added_up(figures, group):
    """Each village and the regions above it up to the regency; what one did not count is unknown above it too."""
    values = {}
    for variable in group.variables:
        for village, snapshot in figures.items():
            value = variable.read(snapshot)
            for code in _up_to_regency(village):
                values[code, variable.alias] = _plus(values.get((code, variable.alias), 0), value)
    return values


def _plus(sum_so_far, value):
    return None if None in (sum_so_far, value) else sum_so_far + value


def _up_to_regency(village):
    return [village[:length] for length in LENGTHS]


def _protected(known, group):
    """The cells of the group that count people or families, and the sums between them."""
    aliases = {variable.alias for variable in group.variables if variable.is_protected}
    values = {cell: value for cell, value in known.items() if cell[1] in aliases}
    below = defaultdict(list)
    for code, alias in values:
        if len(code) > LENGTHS[0]:
            below[code[: LENGTHS[LENGTHS.index(len(code)) - 1]], alias].append((code, alias))
    sums = [Sum(total, tuple(parts)) for total, parts in below.items()]
    for code in {code for code, _ in values}:
        sums += [Sum((code, total), tuple((code, part) for part in parts)) for total, parts in group.sums]
    return values, sorted(sums)


def _combined(quarters, groups):
    """A semester or a year of its quarters: flows add up, of stocks the last quarter counts."""
    variables = {variable.alias: variable for group in groups for variable in group.variables}
    cells = dict.fromkeys(cell for quarter in quarters for cell in quarter)
    found = {}
    for code, alias in cells:
        counted = quarters[-1:] if variables[alias].is_stock else quarters
        if of_cell := [quarter[code, alias] for quarter in counted if (code, alias) in quarter]:
            found[code, alias] = _together(of_cell)
    return found


def _together(cells):
    whys = {cell.why for cell in cells} - {None}
    if not whys:
        return Cell(sum(cell.value for cell in cells))
    if len(cells) == 1:
        return cells[0]
    return Cell(None, Why.UNKNOWN if whys == {Why.UNKNOWN} else Why.QUARTER)


def _coverage(reports, owed):
    counts = Counter()
    for alias, quarters in ((OWED.alias, owed), (RECEIVED.alias, reports)):
        counts.update((code, alias) for villages in quarters.values() for village in villages
                      for code in _up_to_regency(village))  # fmt: skip
    codes = {code for code, _ in counts}
    return {(code, each.alias): Cell(counts[code, each.alias]) for code in codes for each in COVERAGE}


def csv_bytes(heads, rows):
    """UTF-8, commas, lines as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue().encode()
