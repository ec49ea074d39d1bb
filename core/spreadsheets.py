"""Tables as Excel files."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title, dataset):
    """The rows of a tablib dataset under its headers, in a file in which no text is ever a formula."""
    return workbook_of({title: (dataset.headers, *dataset)})


def workbook_of(sheets):
    """``sheets``: {title of at most 31 letters: rows, the heads first}."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([_plain_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _plain_cell(sheet, value):
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
