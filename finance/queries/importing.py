"""A book as the rows of an import meet it."""

from bisect import bisect_right
from collections import Counter
from itertools import accumulate

from finance.enums import EntryKind
from finance.models import LedgerEntry
from finance.queries.ledger import IN_ORDER, Balance


def whole_book(unit):
    """All entries in the order of the book, each with its reversal; one statement."""
    return list(LedgerEntry.objects.filter(care_unit=unit).select_related("reversed_by").order_by(*IN_ORDER))


class Running:
    """Balances of a book to which more entries come in the order of their days; as queries.ledger says them of a book
    that is stored, without asking it again for each."""

    def __init__(self, entries):
        self.days = [entry.dated_on for entry in entries]
        self.balances = list(accumulate(entry.signed for entry in entries))
        self.lows = list(accumulate(zip(reversed(self.balances), reversed(self.days), strict=True), min))[::-1]
        self.added, self.left = 0, Counter()
        for entry in entries:
            self.left[entry.source] += entry.signed

    def lowest(self, day):
        """As lowest_balance: the lowest from the end of ``day`` on, and when first."""
        place = bisect_right(self.days, day)
        at_its_end = self.balances[place - 1] if place else 0
        low, when = self.lows[place] if place < len(self.lows) else (at_its_end, day)
        return Balance(when, low + self.added) if low < at_its_end else Balance(day, at_its_end + self.added)

    def add(self, entry):
        self.added += entry.signed
        self.left[entry.source] += entry.signed

    def is_short(self, entry):
        return entry.kind == EntryKind.PAYMENT and entry.amount > self.left[entry.source]
