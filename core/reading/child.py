"""The process that reads one spreadsheet: ``python -m core.reading.child PATH`` writes JSON to its standard output.

{"sheets": [{"name", "first", "rows", "merged"}]} or {"refused": sentence}. ``first`` is the number that Excel gives
the first of ``rows``; a date is text as 2019-02-05, a whole number an int, an empty cell "".
"""

import csv
import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime

import python_calamine

from core.reading import limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
CHUNK = 256 * 1024
EXACT = 1e17
# Signs in the first bytes of what is certainly no table.
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
SEPARATORS = ";,\t|"


class Refused(Exception):
    pass


def read(path):
    with open(path, "rb") as file:
        data = file.read(limits.LARGEST_FILE + 1)
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Refused(limits.EMPTY)
    if len(data) > limits.LARGEST_FILE:
        raise Refused(limits.TOO_LARGE)
    if data.startswith(b"PK"):
        _check_package(data)
        return _workbook(data)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise Refused(limits.LOCKED)
        return _workbook(data)
    return [_text_table(data)]


def _check_package(data):
    """What is inside is counted while it is unpacked: the sizes that a package states may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_kind(package)
            _check_members(package)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise Refused(limits.LOCKED if "password" in str(error) else limits.BROKEN) from error


def _check_kind(package):
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused(limits.DOCUMENT)
    if "mimetype" not in names or b"spreadsheet" not in package.read("mimetype")[:200]:
        raise Refused(limits.WRONG_KIND)
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Refused(limits.LOCKED)


def _check_members(package):
    members = package.infolist()
    if len(members) > limits.MOST_MEMBERS or sum(each.file_size for each in members) > limits.LARGEST_UNPACKED:
        raise Refused(limits.TOO_MUCH_INSIDE)
    left = limits.LARGEST_UNPACKED
    for member in members:
        with package.open(member) as file:
            head = chunk = file.read(CHUNK)
            if member.filename.endswith((".xml", ".rels")) and any(sign in head.upper() for sign in ENTITIES):
                raise Refused(limits.OUTSIDE)
            while chunk:
                left -= len(chunk)
                if left < 0:
                    raise Refused(limits.TOO_MUCH_INSIDE)
                chunk = file.read(CHUNK)


def _workbook(data):
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        if len(book.sheet_names) > limits.MOST_SHEETS:
            raise Refused(limits.TOO_MANY_SHEETS.format(sheets=len(book.sheet_names), most=limits.MOST_SHEETS))
        return [_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise Refused(limits.LOCKED) from error
    except python_calamine.CalamineError as error:
        raise Refused(limits.BROKEN) from error


def _sheet(sheet):
    _check_size(sheet.name, sheet.height, sheet.width)
    rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    first, left = sheet.start or (0, 0)
    merged = [[top + 1, bottom + 1, west - left] for (top, west), (bottom, _) in sheet.merged_cell_ranges or ()]
    return {"name": sheet.name, "first": first + 1, "rows": rows, "merged": merged}


def _check_size(name, rows, columns):
    if rows > limits.MOST_ROWS + 100:  # room for heads and help below
        told = f"{rows:,}".replace(",", ".")
        raise Refused(
            limits.TOO_MANY_ROWS.format(sheet=name, rows=told, most=f"{limits.MOST_ROWS:,}".replace(",", "."))
        )
    if columns > limits.MOST_COLUMNS:
        raise Refused(limits.TOO_MANY_COLUMNS.format(sheet=name, columns=columns, most=limits.MOST_COLUMNS))


def _plain(cell):
    if isinstance(cell, str):
        return cell[: limits.MOST_LETTERS]
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else ("1" if cell else "0")
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < EXACT else cell
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell) if not isinstance(cell, int) else cell


def _text_table(data):
    text = _decoded(data)
    head = text.lstrip()[:500].lower()
    if head.startswith(("<!doctype html", "<html", "<table", "<meta", "<head")):
        raise Refused(limits.WEB_PAGE)
    separator = max(SEPARATORS, key=head_count(text))
    csv.field_size_limit(limits.MOST_LETTERS * 10)
    try:
        rows = [
            [cell[: limits.MOST_LETTERS] for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise Refused(limits.BROKEN) from error
    _check_size("CSV", len(rows), max(map(len, rows)))
    return {"name": "CSV", "first": 1, "rows": rows, "merged": []}


def head_count(text):
    lines = text.splitlines()[:5]
    return lambda separator: sum(line.count(separator) for line in lines)


def _decoded(data):
    if data.startswith(OTHERS):
        raise Refused(limits.WRONG_KIND)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        if b"\0" in data[:CHUNK]:
            raise Refused(limits.WRONG_KIND)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    odd = sum(not (letter.isprintable() or letter in "\r\n\t") for letter in text[:4000])
    if odd > 40:
        raise Refused(limits.WRONG_KIND)
    return text


def main(path):
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = {"sheets": read(path)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (MemoryError, RecursionError):
        answer = {"refused": limits.TOO_HEAVY}
    json.dump(answer, sys.stdout, separators=(",", ":"))


if __name__ == "__main__":
    main(sys.argv[1])
