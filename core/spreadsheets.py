"""Tables as Excel files."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title, dataset):
    """The rows of a tablib dataset under its headers, in a file in which no text is ever a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in (dataset.headers, *dataset):
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
