"""The figures of a report as sheets of an Excel file: bare numbers, to compute with."""

from core.periods import Period
from reporting.documents.key_figures import KEY_FIGURES, key_figures
from reporting.documents.parts import GROUPS, PARTS, group_of
from reporting.documents.tables import figure_tables
from reporting.queries import compared, lower_reports

HEADS = ["Bagian", "Tabel", "Uraian", "Kolom", "Nilai"]


def sheets_of(report):
    """{title of a sheet: rows, the heads first}: what it is, a sheet a group of parts, and the reports below it."""
    before, year_before, _ = compared(report)
    tables = figure_tables(report.figures, before, year_before, Period.parse(report.period).kind)
    sheets = {"Laporan": _facts(report), **sheets_of_tables(tables)}
    if report.is_recap:
        sheets["Menurut wilayah"] = [_region_heads(), *map(_region_row, report.takes.select_related("region"))]
        sheets["Menurut FCU"] = [_region_heads(), *map(_region_row, lower_reports(report))]
    return sheets


def sheets_of_tables(tables):
    grouped = {
        title: [row for table in tables if group_of(table.part) == letter for row in _rows(table)]
        for letter, title in GROUPS.items()
    }
    return {title: [HEADS, *rows] for title, rows in grouped.items() if rows}


def _facts(report):
    counted = report.counted_at.astimezone(report.region.zone)
    return [
        ["Laporan", report.title],
        ["Kode wilayah", report.region_id],
        ["Masa", report.period],
        ["Revisi", report.revision],
        ["Keadaan", report.get_state_display()],
        ["Angka dihitung", counted.strftime("%d-%m-%Y %H.%M")],
        ["Nomor", report.document.number if report.document else ""],
    ]


def _rows(table):
    return [
        [PARTS[table.part], table.caption, row.label, head, value]
        for row in table.rows
        for head, value in zip(table.value_heads, row.values, strict=True)
    ]


def _region_heads():
    return ["Kode", "Wilayah", "Masa", "Revisi", *KEY_FIGURES]


def _region_row(report):
    figures = key_figures(report.figures).values()
    return [report.region_id, report.region.name, report.period, report.revision, *figures]
