"""How a letter's number is written. A pattern is a row of parts between slashes, as officials write it."""

import re
from string import Formatter

from core.formatting import roman

USUAL_PATTERN = "{kode}/{nomor}/{desa}/{bulan}/{tahun}"
PLACES = ("kode", "nomor", "desa", "bulan", "tahun")
NEEDED = ("nomor", "tahun")
LONGEST_NUMBER = 60
LONGEST = {"kode": "4" * 12, "nomor": "99999", "desa": "2011", "bulan": "VIII", "tahun": "2026"}
_ALLOWED = re.compile(r"[A-Za-z0-9 .\-/]*")
_DIGITS = re.compile(r"[0-9]+")


def written_number(pattern, classification, sequence, office_code, day):
    """“463/014/2011/IX/2026”; of a region code such as 53.01.05.2011 the last part stands for the office."""
    return pattern.format(
        kode=classification, nomor=f"{sequence:03}", desa=office_code.rpartition(".")[2],
        bulan=roman(day.month), tahun=day.year,
    )  # fmt: skip


def pattern_fault(pattern):
    """What is wrong with a pattern and what to write instead, or ""."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return "Kurung kurawalnya belum berpasangan. Contoh: " + USUAL_PATTERN
    names = [name for _, name, form, conversion in parts if name is not None]
    if any(form or conversion for _, _, form, conversion in parts) or set(names) - set(PLACES):
        return "Isian dalam kurung hanya boleh {kode}, {nomor}, {desa}, {bulan}, dan {tahun}."
    if not all(_ALLOWED.fullmatch(text) for text, *_ in parts):
        return "Selain isian dalam kurung, tulis huruf, angka, spasi, titik, tanda hubung, dan garis miring saja."
    return _shape_fault(pattern, names)


def _shape_fault(pattern, names):
    if any(names.count(name) != 1 for name in NEEDED):
        return "Pola harus memuat {nomor} dan {tahun}, masing-masing satu kali."
    if "{nomor}" not in pattern.split("/") or "}{" in pattern:
        return "Beri garis miring sebelum dan sesudah {nomor}, dan pisahkan isian yang lain."
    if len(pattern.format(**LONGEST)) > LONGEST_NUMBER:
        return f"Nomornya akan lebih dari {LONGEST_NUMBER} huruf. Persingkat polanya."
    return ""


def may_coincide(one, other):
    """Could two patterns write the same number for two places in one series? Both are without fault.

    Numbers are equal only part for part. Where {nomor} stands in the same part of both, equal numbers are one place
    in the series, which is given once; elsewhere each needs a part that can read as the other's {nomor}.
    """
    mine, theirs = one.split("/"), other.split("/")
    here, there = mine.index("{nomor}"), theirs.index("{nomor}")
    if len(mine) != len(theirs) or here == there:
        return False
    return _may_be_digits(mine[there]) and _may_be_digits(theirs[here])


def _may_be_digits(part):
    plain = part.replace("{kode}", "1").replace("{desa}", "1").replace("{tahun}", "1")
    return bool(_DIGITS.fullmatch(plain))
