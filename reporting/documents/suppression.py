"""Which cells of published sums are not shown, so that no small count can be worked out (docs/decisions/0025).

A cell is any hashable; ``values`` holds the count of each, ``sums`` says which of them add up to which. The answer
depends on nothing else, so that the same figures always give the same file.
"""

from collections import Counter
from random import Random
from typing import NamedTuple

SMALLEST_SHOWN = 5
PRIME = 2**61 - 1


class Sum(NamedTuple):
    """That ``parts`` add up to ``total``, all of them cells."""

    total: object
    parts: tuple

    @property
    def cells(self):
        return (self.total, *self.parts)


def hidden_cells(values, sums):
    """(cells of 1 to 4, cells hidden besides them so that those stay unknown)."""
    small = {cell for cell, count in values.items() if 0 < count < SMALLEST_SHOWN}
    hidden = set(small)
    sums = [each for each in sums if all(cell in values for cell in each.cells)]
    while True:
        while told := [each for each in sums if _tells(each, values, hidden)]:
            for each in told:
                if _tells(each, values, hidden):  # still, after what was hidden for another one
                    _hide_one_more(each, values, hidden)
        open_sums = [each for each in sums if _is_open(each, hidden)]
        together = determined(sums, hidden) if open_sums else []
        if not together:
            return small, hidden - small
        for each in dict.fromkeys(_first_with(cell, open_sums) for cell in together):
            _hide_one_more(each, values, hidden)


def _tells(each, values, hidden):
    """One unknown is the rest of the others; parts that share as many as they are can only be one each."""
    unknown = [cell for cell in each.cells if cell in hidden]
    if len(unknown) <= 1 or each.total in hidden:
        return len(unknown) == 1
    return sum(values[cell] for cell in unknown) == len(unknown)


def _hide_one_more(each, values, hidden):
    """The smallest that is shown; a nothing only where there is nothing else, for it protects little."""
    shown = [cell for cell in each.cells if cell not in hidden]
    hidden.update(sorted(shown, key=lambda cell: (values[cell] == 0, values[cell], str(cell)))[:1])


def _is_open(each, hidden):
    """It ties hidden cells to shown ones."""
    return 0 < len(hidden.intersection(each.cells)) < len(each.cells)


def _first_with(cell, sums):
    return next((each for each in sums if cell in each.cells), sums[0])


def determined(sums, hidden):
    """The hidden cells that follow from what is shown and all sums together.

    A random way to change the hidden cells without changing any sum (mod a large prime) leaves exactly those alone.
    """
    order, rows = _eliminated([_row(each, hidden) for each in sums])
    change, random = {}, Random(len(hidden))  # noqa: S311 - no secret: any vector that is not special will do
    for cell in sorted(hidden, key=str):
        if cell not in rows:
            change[cell] = random.randrange(1, PRIME)
    for pivot in reversed(order):
        others = (factor * change[cell] for cell, factor in rows[pivot].items() if cell != pivot)
        change[pivot] = -sum(others) % PRIME
    return [cell for cell in order if not change[cell]]


def _row(each, hidden):
    row = {cell: 1 for cell in each.parts if cell in hidden}
    return row | {each.total: PRIME - 1} if each.total in hidden else row


def _eliminated(rows):
    """Rows that each have a pivot with factor 1 which no later row has; the pivots in their order."""
    often = Counter(cell for row in rows for cell in row)
    order, place, reduced = [], {}, {}
    for row in rows:
        while known := row.keys() & place.keys():
            pivot = min(known, key=place.get)
            _subtract(row, reduced[pivot], row[pivot])
        if row:
            pivot = min(row, key=lambda cell: (often[cell], str(cell)))
            place[pivot] = len(order)
            order.append(pivot)
            inverse = pow(row[pivot], -1, PRIME)
            reduced[pivot] = {cell: factor * inverse % PRIME for cell, factor in row.items()}
    return order, reduced


def _subtract(row, other, times):
    for cell, factor in other.items():
        left = (row.get(cell, 0) - times * factor) % PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
