"""NIK and family card numbers: what their 16 digits say, and what is wrong with them.

The digits are region (6), birth date as day-month-year with 40 added to the day of a woman (6), and serial (4).
There is no check digit, and old region codes live on: an unknown kecamatan is a warning, never an error.
``region_name`` is a callable, dotted Kemendagri code → name with its kind (Kecamatan Kupang Barat) or None; a dict's
``get`` over ``region_codes(number)`` costs one query.
"""

import re
from dataclasses import dataclass
from datetime import date

from core.formatting import date_long

DIGITS = 16
ERROR, WARNING = "error", "warning"
SOFT_SIGNS = re.compile(r"[\s.\-'’`\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
FROM_EXCEL = re.compile(r"\d+([.,]\d+)?e\+?\d+|\d{15,}[.,]0+", re.IGNORECASE | re.ASCII)
SEXES = {"L": "laki-laki", "P": "perempuan"}


class NumberError(ValueError):
    """The text is no 16-digit number; the message is safe to show to the user."""


@dataclass(frozen=True, slots=True)
class Problem:
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a number says. ``day`` is the birth date (NIK) or the day of issue (family card); sex only for a NIK."""

    number: str = ""
    region: str = ""
    day: date | None = None
    sex: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def birth_date(self):
        return self.day

    @property
    def errors(self):
        return [problem.message for problem in self.problems if problem.severity == ERROR]

    @property
    def warnings(self):
        return [problem.message for problem in self.problems if problem.severity == WARNING]


def parse_national_id(text):
    """The 16 digits without spaces, dots and dashes, or NumberError."""
    return _digits(text, "NIK")


def parse_family_card(text):
    return _digits(text, "No. KK")


def region_codes(number):
    """“530105…” → (“53”, “53.01”, “53.01.05”)."""
    return number[:2], f"{number[:2]}.{number[2:4]}", f"{number[:2]}.{number[2:4]}.{number[4:6]}"


def decode(text, today, region_name):
    """Read a NIK. Never raises: everything that is wrong stands in ``problems``."""
    try:
        number = parse_national_id(text)
    except NumberError as error:
        return Decoded(problems=(Problem(ERROR, str(error)),))
    coded_day = int(number[6:8])
    sex, day = ("P", coded_day - 40) if coded_day > 40 else ("L", coded_day)
    born = _date(day, number[8:10], number[10:12], today)
    problems = (
        *_place(number, "NIK", region_name),
        *_birth(born, today),
        *_serial(number),
    )
    return Decoded(number, region_codes(number)[2], born, sex, problems)


def decode_family_card(text, today, region_name):
    """Read a family card number; its date is the day of issue, and a wrong one is only worth a look."""
    try:
        number = parse_family_card(text)
    except NumberError as error:
        return Decoded(problems=(Problem(ERROR, str(error)),))
    issued = _date(int(number[6:8]), number[8:10], number[10:12], today)
    problems = (*_place(number, "No. KK", region_name), *_issue(issued, today))
    return Decoded(number, region_codes(number)[2], issued, problems=problems)


def compare(decoded, sex, birth_date):
    """Where a NIK and the typed sex (L, P) and birth date differ: warnings, for a NIK outlives a corrected date."""
    problems = []
    if birth_date and decoded.day and birth_date != decoded.day:
        problems.append(
            f"Menurut NIK lahir {date_long(decoded.day)}, isian Anda {date_long(birth_date)}. "
            "Periksa pada Kartu Keluarga, atau benarkan isian Anda."
        )
    if sex and decoded.sex and sex != decoded.sex:
        problems.append(
            f"Menurut NIK {SEXES[decoded.sex]}, isian Anda {SEXES[sex]}. "
            "Periksa pada Kartu Keluarga, atau benarkan isian Anda."
        )
    return [Problem(WARNING, message) for message in problems]


def meaning(decoded, region_name):
    """What a NIK says, in words: “terbit di Kecamatan Kupang Barat, Kabupaten Kupang; lahir 17 April 1988; …”."""
    if not decoded.day:
        return ""
    _, regency, district = region_codes(decoded.number)
    places = (region_name(district) or f"kecamatan berkode {district}", region_name(regency))
    return f"terbit di {', '.join(filter(None, places))}; lahir {date_long(decoded.day)}; {SEXES[decoded.sex]}"


def _digits(text, name):
    typed = str(text or "").strip()
    if FROM_EXCEL.fullmatch(typed):
        raise NumberError(f"{name} ini diubah oleh Excel. Jadikan kolomnya teks, lalu ketik lagi 16 angkanya.")
    number = SOFT_SIGNS.sub("", typed)
    if not number:
        raise NumberError(f"{name} belum diisi. Ketik 16 angka seperti pada Kartu Keluarga.")
    if not re.fullmatch(r"[0-9]+", number):
        raise NumberError(f"{name} hanya boleh berisi angka. Ketik 16 angka seperti pada Kartu Keluarga.")
    if len(number) != DIGITS:
        count = f"baru {len(number)}" if len(number) < DIGITS else f"ada {len(number)}"
        raise NumberError(f"{name} {count} angka, harus 16. Periksa lagi pada Kartu Keluarga.")
    return number


def _date(day, month, year, today):
    """A two-digit year up to this year's is of this century, a later one of the last."""
    short_year = int(year)
    century = today.year // 100 * 100
    try:
        return date(century + short_year - (100 if short_year > today.year % 100 else 0), int(month), day)
    except ValueError:
        return None


def _place(number, name, region_name):
    """One finding at most: a number that was made up has no region worth a word."""
    province, _, district = region_codes(number)
    if len(set(number)) == 1:
        yield Problem(ERROR, f"{name} tidak mungkin angka yang sama semua. Ketik angka dari Kartu Keluarga.")
    elif number[0] == "0":
        yield Problem(ERROR, f"{name} diawali 0: bukan nomor asli. Kosongkan bila {name} belum ada.")
    elif not region_name(province):
        yield Problem(ERROR, f"Tidak ada provinsi berkode {province}. Periksa dua angka pertama {name}.")
    elif not region_name(district):
        yield Problem(
            WARNING,
            f"Kecamatan berkode {district} tidak ada dalam daftar wilayah sekarang. "
            f"Periksa enam angka pertama {name}. Kode lama tetap berlaku.",
        )


def _birth(born, today):
    if born is None:
        yield Problem(ERROR, "Angka ke-7 sampai ke-12 NIK bukan tanggal. Periksa lagi pada Kartu Keluarga.")
    elif born > today:
        yield Problem(ERROR, f"Menurut NIK lahir {date_long(born)}, hari yang belum tiba. Periksa lagi angkanya.")


def _serial(number):
    if number[-4:] == "0000":
        yield Problem(ERROR, "Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi pada Kartu Keluarga.")


def _issue(issued, today):
    if issued is None or issued > today:
        yield Problem(WARNING, "Angka ke-7 sampai ke-12 No. KK bukan tanggal terbit. Periksa lagi kartunya.")
