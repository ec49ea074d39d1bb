"""The indicators as sheets: numbers stay numbers, what is not known stays empty."""

from import_export import fields, resources

from monitoring.figures.indicators import INDICATORS, SOURCE_KEYS, indicator_values
from monitoring.figures.indicators.table import UNIT_WORDS
from monitoring.queries.indicators import overview_of, villages_named

HEADS = ["Kelompok", "Indikator", "Satuan", "Nilai", "Triwulan sebelumnya", "Perubahan", "Target", "Target tercapai"]
REACHED = {True: "Ya", False: "Belum", None: ""}


class UnitValueResource(resources.Resource):
    """What each FCU reaches in one indicator."""

    village = fields.Field("place__full_name", "Desa")
    district = fields.Field("place__parent__full_name", "Kecamatan")
    code = fields.Field("place__pk", "Kode desa")
    indicator = fields.Field(column_name="Indikator")
    value = fields.Field(column_name="Nilai")
    unit = fields.Field(column_name="Satuan")

    def __init__(self, indicator):
        super().__init__()
        self.indicator = indicator

    def dehydrate_indicator(self, _):
        return self.indicator.label

    def dehydrate_value(self, unit):
        return _plain(unit.value)

    def dehydrate_unit(self, _):
        return UNIT_WORDS[self.indicator.unit]


def sheets_of(extent, period):
    """{title: rows}, in four statements of counts and names."""
    overview = overview_of(extent, period)
    return {
        "Indikator": [[*HEADS, *overview.heads, "Sumber", "Cara menghitung"], *map(_line, overview.lines)],
        "FCU": _units(extent, period),
    }


def _line(line):
    indicator = line.indicator
    return [
        indicator.group, indicator.label, UNIT_WORDS[indicator.unit], _plain(line.value), _plain(line.before),
        _plain(line.change), _plain(line.target), REACHED[line.is_reached],
        *(words for _, words in line.beside), indicator.source, indicator.note,
    ]  # fmt: skip


def _plain(value):
    return None if value is None else round(float(value), 2)


def _units(extent, period):
    """One row an FCU."""
    counted = indicator_values(extent.codes, [period])
    villages = counted.units(extent.chosen or "", period)
    places = villages_named(villages)
    labels = [f"{indicator.label} ({UNIT_WORDS[indicator.unit]})" for indicator in INDICATORS]
    sources = [f"Dana diterima: {source.label}" for source in SOURCE_KEYS]
    rows = [["Kecamatan", "Desa", "Kode desa", *labels, *sources]]
    for code in villages:
        values = [_plain(counted.value(indicator, code, period)) for indicator in INDICATORS]
        counts = counted.counts(code, period)
        money = [counts[key] if counts["books"] else None for key in SOURCE_KEYS.values()]
        rows.append([places[code].parent.full_name, places[code].full_name, code, *values, *money])
    return rows
