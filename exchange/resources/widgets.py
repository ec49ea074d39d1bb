"""What cells hold, in all the ways in which village offices write it.

``clean`` gives the value, "" or None for an empty cell; ValueError says what is wrong and what to do. Each takes text
and numbers as core.reading gives them: a date is text as 2019-02-05.
"""

import re
import unicodedata
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from import_export import widgets

from core.forms import PhoneField

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
NOTHING = {"", "-", "--", "–", "—", "?", "n/a", "null", "none", "#n/a", "(kosong)"}
EXCEL_DAY_ONE = date(1899, 12, 30)
EARLIEST = date(1900, 1, 1)
SERIALS = range(1, 80_000)
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan januari january", "feb februari pebruari february", "mar maret march", "apr april", "mei may",
         "jun juni june", "jul juli july", "agu agt agustus ags aug august", "sep sept september",
         "okt oktober oct october", "nov nopember november", "des desember dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2}|[A-Za-z]+)[-/. ,]+(\d{4})(?:[ T]\d.*)?")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d.*)?")


def plain(cell):
    """Text without the quote that Excel shows before numbers, without spaces at the ends and unseen characters."""
    text = unicodedata.normalize("NFC", UNSEEN.sub("", str(cell)).replace("\xa0", " "))
    return " ".join(text.strip().lstrip("'’`").split())


def is_nothing(text):
    return text.lower() in NOTHING


def key_of(text):
    """How labels and headers are compared: letters and digits alone."""
    return re.sub(r"[^a-z0-9+]", "", unicodedata.normalize("NFKD", text).lower())


class TextWidget(widgets.Widget):
    def __init__(self, longest):
        super().__init__()
        self.longest = longest

    def clean(self, value, row=None, **kwargs):
        text = plain(value)
        if is_nothing(text):
            return ""
        if len(text) > self.longest:
            raise ValueError(f"Paling banyak {self.longest} huruf, di sini {len(text)}. Persingkat tulisannya.")
        if any(unicodedata.category(letter) in {"So", "Cs", "Co", "Cn"} for letter in text):
            raise ValueError("Tulis dengan huruf dan angka saja, tanpa emoji.")
        return text


class CodeWidget(widgets.Widget):
    """One of ``choices``, by its number, its label or one of ``labels`` (label → value)."""

    def __init__(self, choices, labels=None, *, by_number=True):
        super().__init__()
        self.choices = choices
        self.known = {key_of(str(label)): value for value, label in choices}
        if by_number:
            self.known |= {str(value).lower(): value for value, _ in choices}
        self.known |= {key_of(label): value for label, value in (labels or {}).items()}

    def clean(self, value, row=None, **kwargs):
        text = plain(value)
        if is_nothing(text):
            return None
        key = key_of(text)
        if key not in self.known:
            offered = ", ".join(str(label) for _, label in self.choices[:6])
            raise ValueError(f"“{text[:40]}” tidak dikenal. Pilih misalnya: {offered}.")
        return self.known[key]


class DayWidget(widgets.Widget):
    """A date that Excel knows, or day-month-year in figures or words; nothing that could be month-day."""

    def __init__(self, *, past=True):
        super().__init__()
        self.past = past

    def clean(self, value, row=None, **kwargs):
        day = self._day(value)
        if day is None:
            return None
        if day < EARLIEST:
            raise ValueError(f"Tahun {day.year} terlalu lama. Periksa tanggalnya, contoh 17-04-1988.")
        if self.past and day > date.today() + timedelta(days=1):  # noqa: DTZ011 -- the village's own day is checked later
            raise ValueError(f"Tanggal {day:%d-%m-%Y} belum tiba. Periksa tahunnya.")
        return day

    def _day(self, value):
        if isinstance(value, int | float):
            return self._of_serial(value)
        text = plain(value)
        if is_nothing(text) or not text.strip("0-/. "):
            return None
        if text.isdecimal() and len(text) == 8:
            text = f"{text[:2]}-{text[2:4]}-{text[4:]}"
        found = YEAR_FIRST.fullmatch(text)
        parts = found.groups() if found else self._day_first(text)
        return self._date(text, *parts)

    @staticmethod
    def _of_serial(value):
        if not value:
            return None
        if int(value) not in SERIALS:
            raise ValueError("Angka ini bukan tanggal. Tulis hari-bulan-tahun, contoh 17-04-1988.")
        return EXCEL_DAY_ONE + timedelta(days=int(value))

    @staticmethod
    def _day_first(text):
        found = DAY_FIRST.fullmatch(text)
        if not found:
            raise ValueError(f"“{text[:30]}” bukan tanggal. Tulis hari-bulan-tahun, contoh 17-04-1988.")
        return found[3], found[2], found[1]

    @staticmethod
    def _date(text, year, month, day):
        month = MONTHS.get(month.lower(), 0) if month.isalpha() else int(month)
        try:
            return date(int(year), month, int(day))
        except ValueError as error:
            raise ValueError(
                f"“{text[:30]}” bukan tanggal yang ada. Tulis hari-bulan-tahun, contoh 17-04-1988."
            ) from error


class NumberWidget(widgets.Widget):
    """A whole number, with or without thousands and “Rp”."""

    def __init__(self, least=0, most=10**12):
        super().__init__()
        self.least, self.most = least, most

    def clean(self, value, row=None, **kwargs):
        number = self._number(value)
        if number is not None and not self.least <= number <= self.most:
            raise ValueError(f"Angkanya harus antara {self.least} dan {self.most}. Periksa lagi.")
        return number

    @staticmethod
    def _number(value):
        if isinstance(value, int):
            return value
        if isinstance(value, float):
            raise ValueError("Tulis angka bulat, tanpa pecahan.")
        text = plain(value)
        if is_nothing(text):
            return None
        digits = re.sub(r"^(?:rp|idr)\.?\s*", "", text.lower())
        digits = re.sub(r"(?:,-|,0{1,2}|\.00)$", "", digits)
        if not re.fullmatch(r"\d+|\d{1,3}(?:[. ]\d{3})+", digits):
            raise ValueError(f"“{text[:30]}” bukan angka bulat. Tulis angka saja, contoh 1250500.")
        return int(re.sub(r"\D", "", digits))


class PhoneWidget(widgets.Widget):
    def clean(self, value, row=None, **kwargs):
        text = plain(value)
        if is_nothing(text) or not text.strip("0"):
            return ""
        try:
            return str(PhoneField().clean(f"0{text}" if re.fullmatch(r"8\d{8,11}", text) else text))
        except ValidationError as error:
            raise ValueError(error.messages[0]) from error
