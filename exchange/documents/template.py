"""The empty table of a kind of import: drop-down lists, examples, codes, and what stands in each column."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

ROWS = 2000  # that have drop-down lists
HEAD = PatternFill("solid", fgColor="1F4E79")
NEEDED = PatternFill("solid", fgColor="7B2D26")
WIDTHS = (12, 34)


def template_of(kind):
    """An .xlsx as a file at its beginning."""
    book = Workbook()
    data = book.active
    data.title = "Data"
    columns = kind.sheet.columns
    _head(data, columns)
    codes = book.create_sheet("Kode")
    _offer(data, codes, columns)
    _examples(book.create_sheet("Contoh"), columns)
    _guide(book.create_sheet("Petunjuk"), kind, columns)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _head(sheet, columns):
    sheet.append([column.title for column in columns])
    for n, column in enumerate(columns, start=1):
        cell, letter = sheet.cell(1, n), get_column_letter(n)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), NEEDED if column.required else HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max(len(column.title), *(len(str(each)) for each in (*column.examples, *column.choices)), 0)
        sheet.column_dimensions[letter].width = min(max(longest + 3, WIDTHS[0]), WIDTHS[1])
        sheet.column_dimensions[letter].number_format = "@"  # so that Excel leaves long numbers and dates alone
    sheet.freeze_panes = "A2"


def _offer(data, codes, columns):
    """A list to choose from below each column of codes; the lists stand on a sheet of their own."""
    offered = [column for column in columns if column.choices]
    for n, column in enumerate(offered, start=1):
        letter = get_column_letter(n)
        codes.column_dimensions[letter].width = 30
        for row, value in enumerate([column.title, *column.choices], start=1):
            codes.cell(row, n, value).font = Font(bold=row == 1)
        rule = DataValidation("list", f"=Kode!${letter}$2:${letter}${len(column.choices) + 1}", allow_blank=True)
        rule.error, rule.errorTitle = "Pilih dari daftar, atau kosongkan.", column.title[:32]
        data.add_data_validation(rule)
        place = get_column_letter(columns.index(column) + 1)
        rule.add(f"{place}2:{place}{ROWS}")


def _examples(sheet, columns):
    sheet.append([column.title for column in columns])
    for n in range(max((len(column.examples) for column in columns), default=0)):
        sheet.append([column.examples[n] if n < len(column.examples) else "" for column in columns])
    for n in range(1, len(columns) + 1):
        sheet.cell(1, n).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(n)].width = 20


def _guide(sheet, kind, columns):
    sheet.append([f"Templat impor {kind.title}"])
    sheet.append(["Isi lembar “Data”, satu baris untuk satu " + kind.rows_are + ". Lembar lain tidak dibaca."])
    for sentence in kind.notes:
        sheet.append([sentence])
    sheet.append([])
    sheet.append(["Kolom", "Harus diisi", "Keterangan"])
    for column in columns:
        sheet.append([column.title, "ya" if column.required else "", column.hint])
    for letter, width in zip("ABC", (34, 12, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"].font = Font(bold=True, size=14)
