"""What a published variable is, and a group of those that add up."""

from dataclasses import dataclass
from typing import NamedTuple

from reporting.documents.figure_table import leaf

PEOPLE, FAMILIES, TIMES, RUPIAH = "orang", "keluarga", "kali", "rupiah"


@dataclass(frozen=True)
class Variable:
    """``read`` takes it from the snapshot of an FCU. ``is_stock``: as of the last day, else what happened meanwhile.
    ``is_protected``: counts people, families or what was done for them, so that 1 to 4 are not shown."""

    alias: str
    name: str
    concept: str
    definition: str
    unit: str
    read: object
    is_stock: bool = False
    is_protected: bool = True
    classification: str = "Tidak ada"


class Group(NamedTuple):
    """Variables, and of them which add up to which: (alias of the total, aliases of its parts)."""

    variables: tuple
    sums: tuple = ()


def alone(*args, **kwargs):
    return Group((Variable(*args, **kwargs),))


def parts_of(total, parts):
    return Group((total, *parts), ((total.alias, tuple(part.alias for part in parts)),))


def one_of(path, key):
    """One count of a dict that leaves out what is none."""

    def read(figures):
        counts = leaf(figures, path)
        return None if counts is None else counts.get(key, 0)

    return read
