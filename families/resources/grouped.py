"""The book of residents (BIP) as it is printed: a line “No. KK : … Alamat : …” over the members of each family."""

import re

from core.reading import Sheet
from exchange.resources import plain

CARD = re.compile(r"\bno\.?\s*kk\b[\s:.]*([0-9][0-9.\s]{13,22}[0-9]|0|-)?", re.IGNORECASE)
ADDRESS = re.compile(r"\balamat\b\s*:?\s*(.*?)\s*(?=\brt\b|\brw\b|\bdusun\b|$)", re.IGNORECASE)
NEIGHBOURHOODS = {name: re.compile(rf"\b{name}\b[\s.:/]*([0-9]{{1,3}})", re.IGNORECASE) for name in ("rt", "rw")}
HEADS = ["No. KK", "Alamat", "RT", "RW"]
HEADER_WITHIN, LEAST_NAMED = 30, 3
LEAST_CELLS = 5  # a row of members has more cells than a line over them


def flattened(sheet, known_in):
    """The same rows at the same numbers, each member with its family's card and address; other sheets as they are.

    ``known_in(row)``: how many columns of ours a row names.
    """
    top = range(min(len(sheet.rows), HEADER_WITHIN))
    header = max(top, key=lambda n: known_in(sheet.rows[n]), default=None)
    if header is None or known_in(sheet.rows[header]) < LEAST_NAMED or _has_card(sheet.rows[header]):
        return sheet
    lines = [_group_line(row) for row in sheet.rows]
    groups = [n for n, line in enumerate(lines) if line]
    if not groups:
        return sheet
    return Sheet(sheet.name, _rows(sheet.rows, lines, header, min(header, groups[0])), sheet.first, ())


def _rows(rows, lines, header, top):
    """Everything but members is empty; the header stands over the first of them."""
    heads, width = rows[header], len(rows[header])
    flat, family = [], ["", "", "", ""]
    for n, row in enumerate(rows):
        family = lines[n] or family
        is_member = n > top and not lines[n] and row != heads
        flat.append([*_padded(row, width), *family] if is_member and any(map(plain, row)) else [])
    flat[top] = [*heads, *HEADS]
    return flat


def _padded(row, width):
    return [*row[:width], *[""] * (width - len(row))]


def _group_line(row):
    """[card, address, RT, RW] of a line over a family; None for any other row."""
    cells = [plain(cell) for cell in row if cell != ""]
    text = " ".join(cells)
    found = CARD.search(text)
    if not found or len(cells) > LEAST_CELLS + 4 or _looks_like_header(cells):
        return None
    address = ADDRESS.search(text)
    places = [(pattern.search(text) or ["", ""])[1] for pattern in NEIGHBOURHOODS.values()]
    return [found[1] or "", address[1].strip(" ,:") if address else "", *places]


def _looks_like_header(cells):
    return any(cell.lower() in {"nama", "nik", "shdk", "nama lengkap"} for cell in cells)


def _has_card(header):
    return any(CARD.fullmatch(plain(cell)) for cell in header if isinstance(cell, str))
