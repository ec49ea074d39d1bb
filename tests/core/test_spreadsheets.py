from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.spreadsheets import file_of
from tests.factories.exports import csv_rows

pytestmark = pytest.mark.once_on_sqlite


@pytest.mark.parametrize(
    "text", ["=1+1", "+62812", "-2", "@SUM(A1)", "|cmd", "%0a", "\t=1", "\ufeff=1", " \x0b=1", "\n@x"]
)
def test_no_text_of_a_csv_is_a_formula(text):
    [[cell, *_]] = csv_rows(file_of("csv", {"x": [[text, "tail"]]}).read())
    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["Obaja", "53.01.05.2011", "a=b", "1-2", "(+62)"])
def test_other_text_stays_as_it_is(text):
    assert csv_rows(file_of("csv", {"x": [[text]]}).read()) == [[text]]


def test_numbers_and_days_are_written_as_an_indonesian_excel_reads_them():
    row = [-5, 2.5, Decimal("1250.50"), date(2026, 8, 17), datetime(2026, 8, 17, 1, 5, tzinfo=UTC), None, True]
    assert csv_rows(file_of("csv", {"x": [row]}).read()) == [
        ["-5", "2,5", "1250,50", "17-08-2026", "17-08-2026 09.05", "", "ya"]
    ]


def test_a_workbook_has_numbers_days_and_no_formulas():
    row = ["=1+1", -5, date(2026, 8, 17), datetime(2026, 8, 17, 1, 5, tzinfo=UTC), "a\x0bb"]
    cells = list(load_workbook(BytesIO(file_of("xlsx", {"x": [row]}).read())).active.rows)[0]
    assert [cell.data_type for cell in cells] == ["s", "n", "d", "d", "s"]
    assert [cell.number_format for cell in cells[2:4]] == ["dd-mm-yyyy", "dd-mm-yyyy hh:mm"]
    assert (f"{cells[3].value:%d-%m-%Y %H.%M}", cells[4].value) == ("17-08-2026 09.05", "a b")


def test_several_sheets_follow_one_another_in_a_csv():
    sheets = {"Satu": [["a"], [1]], "=Dua": iter([["b"]])}
    assert csv_rows(file_of("csv", sheets).read()) == [["Satu"], ["a"], ["1"], [], ["'=Dua"], ["b"], []]
