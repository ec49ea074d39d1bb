"""Reporting periods: “2026-T3” quarter, “2026-S1” semester, “2026” year, “2026-07” month."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core.formatting import MONTHS, ROMAN, date_long

LENGTHS = {"M": 1, "T": 3, "S": 6, "Y": 12}
CODE = re.compile(r"(?P<year>20\d\d)(?:-(?:(?P<kind>[TS])(?P<part>\d)|(?P<month>\d\d)))?", re.ASCII)


class PeriodError(ValueError):
    """The text is no period; the message is safe to show to the user."""


@dataclass(frozen=True, slots=True)
class Period:
    """``kind`` is M, T (triwulan), S (semester) or Y; ``part`` counts from 1 within the year."""

    kind: str
    year: int
    part: int = 1

    def __post_init__(self):
        if not 1 <= self.part <= 12 // LENGTHS[self.kind]:
            raise PeriodError(_refusal(f"{self.year}, bagian {self.part}"))

    @classmethod
    def parse(cls, text):
        match = CODE.fullmatch(str(text).strip().upper())
        if not match:
            raise PeriodError(_refusal(text))
        year, kind, part, month = match["year"], match["kind"], match["part"], match["month"]
        try:
            return cls("M" if month else kind or "Y", int(year), int(month or part or 1))
        except PeriodError as error:
            raise PeriodError(_refusal(text)) from error

    @classmethod
    def of(cls, kind, day):
        """The month, quarter, semester or year that ``day`` falls in."""
        return cls(kind, day.year, (day.month - 1) // LENGTHS[kind] + 1)

    @classmethod
    def quarter_of(cls, day):
        return cls.of("T", day)

    @property
    def code(self):
        suffix = {"M": f"-{self.part:02}", "T": f"-T{self.part}", "S": f"-S{self.part}", "Y": ""}
        return f"{self.year}{suffix[self.kind]}"

    def __str__(self):
        return self.code

    @property
    def label(self):
        """“Triwulan III Tahun 2026”, as it stands in a title."""
        names = {"T": f"Triwulan {ROMAN[self.part - 1]} Tahun", "S": f"Semester {ROMAN[self.part - 1]} Tahun"}
        names |= {"M": MONTHS[self.part - 1], "Y": "Tahun"}
        return f"{names[self.kind]} {self.year}"

    @property
    def short_label(self):
        """“III 2026”, “Sem. I 2026”, “Jul 2026”, “2026”: under a bar, in a column head."""
        names = {"T": ROMAN[self.part - 1], "S": f"Sem. {ROMAN[self.part - 1]}", "M": MONTHS[self.part - 1][:3]}
        return f"{names.get(self.kind, '')} {self.year}".strip()

    @property
    def days_label(self):
        return f"{date_long(self.first_day)} sampai dengan {date_long(self.last_day)}"

    @property
    def first_day(self):
        return date(self.year, (self.part - 1) * LENGTHS[self.kind] + 1, 1)

    @property
    def last_day(self):
        month = self.part * LENGTHS[self.kind]
        return date(self.year, month, monthrange(self.year, month)[1])

    def contains(self, day):
        return self.first_day <= day <= self.last_day

    def has_ended(self, today):
        return self.last_day < today

    def bounds(self, zone):
        """Start and end in UTC, half open, of the period as the clocks of ``zone`` (a tzinfo) show it."""
        return _midnight(self.first_day, zone), _midnight(self.last_day + timedelta(days=1), zone)

    def previous(self):
        return Period.of(self.kind, self.first_day - timedelta(days=1))

    def next(self):
        return Period.of(self.kind, self.last_day + timedelta(days=1))

    def year_before(self):
        return Period(self.kind, self.year - 1, self.part)

    def neighbours(self):
        """To choose from: itself, those before and after, the quarters of its year, that year and the one before."""
        year = Period("Y", self.year)
        known = {self.previous(), self, self.next(), *year.quarters(), year, year.previous()}
        return sorted(known, key=lambda each: (each.last_day, each.first_day))

    def quarters(self):
        """The whole quarters inside; a month has none."""
        return self._split("T")

    def months(self):
        return self._split("M")

    def _split(self, kind):
        each, months = LENGTHS[kind], LENGTHS[self.kind]
        first = (self.part - 1) * months // each
        return tuple(Period(kind, self.year, first + i + 1) for i in range(months // each))


def months_later(day, months):
    """The same day of a later month, or its last day where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    first = day.replace(year=day.year + years, month=month + 1, day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _midnight(day, zone):
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _refusal(text):
    return f"Masa “{str(text)[:20]}” tidak dikenal. Tulis seperti 2026-T3, 2026-S1, 2026, atau 2026-07."
