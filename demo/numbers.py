"""Numbers that look right and belong to nobody: the region, the date, and a serial counted per prefix."""

from collections import Counter
from datetime import timedelta

from families.enums import Sex

LONGEST_SERIES = 9_999


class Numbering:
    """Gives each NIK and No. KK once. ``taken`` are numbers that are in the database already."""

    def __init__(self, taken=()):
        self.last = Counter()
        for number in taken:
            self.last[number[:12]] = max(self.last[number[:12]], int(number[12:]))

    def national_id(self, district_code, sex, born):
        day = born.day + 40 if sex == Sex.FEMALE else born.day
        return self._next(f"{district_code.replace('.', '')}{day:02}{born:%m%y}")

    def family_card(self, district_code, issued):
        """The date inside is the day of issue; on a day whose series is used up the next day's goes on."""
        while self.last[prefix := f"{district_code.replace('.', '')}{issued:%d%m%y}"] >= LONGEST_SERIES:
            issued += timedelta(days=1)
        return self._next(prefix)

    def _next(self, prefix):
        self.last[prefix] += 1
        return f"{prefix}{self.last[prefix]:04}"
