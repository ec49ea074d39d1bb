"""Files that people send: every kind is read, and every bad one ends in a sentence of its own."""

import io
import zipfile
from datetime import date

import pytest
import xlwt
from openpyxl import Workbook

from core.reading import UnreadableSheet, limits, read_sheets

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Data">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture
def kept(tmp_path):
    def keep(data):
        path = tmp_path / "sent"
        path.write_bytes(data)
        return path

    return keep


def book(rows=(("NIK", "Nama"), ("5301051704880001", "Yohanes"))):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return packed(made)


def packed(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_sheet(xml):
    """An .xlsx whose only sheet is this."""
    return rewritten(book(), {SHEET: xml})


def rewritten(data, changed):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.pop(name, None) or old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return file.getvalue()


def ods(cells, manifest="<manifest/>"):
    file = io.BytesIO()
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in cells
    )
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", ODS_TYPE)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", ODS_HEAD + rows + ODS_TAIL)
    return file.getvalue()


def old_excel():
    made = xlwt.Workbook()
    sheet = made.add_sheet("Data")
    for n, row in enumerate((("NIK", "Lahir"), ("5301051704880001", date(1988, 4, 17)))):
        for m, cell in enumerate(row):
            style = xlwt.easyxf(num_format_str="DD-MM-YYYY") if isinstance(cell, date) else xlwt.Style.default_style
            sheet.write(n, m, cell, style)
    return packed(made)


@pytest.mark.parametrize(
    "data",
    [
        ods([["NIK", "Nama"], ["5301051704880001", "Yohanes"]]),
        book(),
        b"NIK;Nama\n5301051704880001;Yohanes\n",
        "\ufeffNIK,Nama\r\n5301051704880001,Yohanes\r\n".encode(),
        "NIK\tNama\n5301051704880001\tYohanes".encode("utf-16"),
    ],
)
def test_every_kind_gives_the_same_rows(kept, data):
    (sheet,) = read_sheets(kept(data))

    assert sheet.rows == [["NIK", "Nama"], ["5301051704880001", "Yohanes"]]
    assert sheet.first == 1


def test_old_excel_files_are_read_with_their_dates(kept):
    (sheet,) = read_sheets(kept(old_excel()))

    assert sheet.rows[1] == ["5301051704880001", "1988-04-17"]


def test_a_formula_is_never_evaluated(kept):
    (sheet,) = read_sheets(kept(book([["Nama", "Jumlah"], ["Ana", "=2+3"], ['=HYPERLINK("http://x")', "y"]])))

    assert sheet.rows == [["Nama", "Jumlah"], ["Ana", ""], ["", "y"]]


def test_a_file_with_macros_is_a_table_like_any_other(kept):
    (sheet,) = read_sheets(kept(rewritten(book(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})))

    assert sheet.rows[1][1] == "Yohanes"


def test_whole_numbers_stay_whole_and_merged_cells_are_told(kept):
    made = Workbook()
    for row in (("No", "Nilai"), (1, 1.5), (2, 5301051704880001)):
        made.active.append(row)
    made.active.merge_cells("A2:A3")

    (sheet,) = read_sheets(kept(packed(made)))

    assert sheet.rows[1:] == [[1, 1.5], ["", 5301051704880001]]
    assert sheet.merged == ((2, 3),)


def million_rows():
    return with_sheet(HEAD + b"<row><c><v>1</v></c></row>" * 1_000_000 + TAIL)


def far_corner():
    """Two cells that a careless reader spans a table of 17 thousand million between."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    return with_sheet(HEAD + cells + TAIL)


BAD = {
    "nothing at all": (lambda: b"", limits.EMPTY),
    "only line ends": (lambda: b"\r\n\r\n", limits.EMPTY),
    "an empty sheet": (lambda: packed(Workbook()), limits.NO_ROWS),
    "a PDF": (lambda: b"%PDF-1.7 ...", limits.WRONG_KIND),
    "a photo": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 100, limits.WRONG_KIND),
    "a programme": (lambda: b"MZ\x90\0" + b"\0\1\2" * 300, limits.WRONG_KIND),
    "a Word document": (lambda: rewritten(ods([]), {"word/document.xml": b"<w/>"}), limits.DOCUMENT),
    "a ZIP of something": (lambda: rewritten(ods([]), {"mimetype": b"application/zip"}), limits.WRONG_KIND),
    "a web page": (lambda: b"<html><table><tr><td>NIK</td></tr></table></html>", limits.WEB_PAGE),
    "with a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), limits.LOCKED
    ),
    "an .ods with a password": (lambda: ods([["a", "b"]], "<m><encryption-data/></m>"), limits.LOCKED),
    "half a file": (lambda: book()[:2000], limits.BROKEN),
    "an old file cut off": (lambda: old_excel()[:1500], limits.BROKEN),
    "more than 5 MB": (lambda: b"a;b\n" * 1_400_000, limits.TOO_LARGE),
    "a bomb": (lambda: rewritten(book(), {"xl/media/x.bin": b"\0" * 60_000_000}), limits.TOO_MUCH_INSIDE),
    "300 files inside": (
        lambda: rewritten(book(), {f"xl/media/{n}": b"x" for n in range(300)}), limits.TOO_MUCH_INSIDE
    ),
    "external entities": (
        lambda: with_sheet(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + HEAD + TAIL), limits.OUTSIDE
    ),
    "two far corners": (far_corner, limits.TOO_HEAVY),
}  # fmt: skip


@pytest.mark.parametrize("which", BAD)
def test_a_bad_file_ends_in_its_sentence(kept, which):
    make, sentence = BAD[which]

    with pytest.raises(UnreadableSheet) as refused:
        read_sheets(kept(make()))

    assert str(refused.value) == sentence


def test_a_million_rows_are_counted_not_read(kept):
    with pytest.raises(UnreadableSheet, match=r"berisi 1\.000\.000 baris; paling banyak 20\.000"):
        read_sheets(kept(million_rows()))


def test_200_columns_are_too_many(kept):
    with pytest.raises(UnreadableSheet, match="punya 200 kolom; paling banyak 150"):
        read_sheets(kept(book([range(200)])))


def test_eleven_sheets_are_too_many(kept):
    made = Workbook()
    for n in range(10):
        made.create_sheet(f"L{n}")

    with pytest.raises(UnreadableSheet, match="punya 11 lembar"):
        read_sheets(kept(packed(made)))
