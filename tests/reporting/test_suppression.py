"""No hidden count can be worked out from what is shown. The check is another one than the code's own: exact fractions
over all sums at once."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.periods import Period
from reporting.documents.open_data import COVERAGE, OpenData
from reporting.documents.suppression import SMALLEST_SHOWN, Sum, determined, hidden_cells
from reporting.documents.variables import Group, Variable

pytestmark = pytest.mark.once_on_sqlite


def known_by_algebra(sums, hidden):
    """The unknowns whose value all sums together tell: unit rows of the reduced matrix."""
    unknowns = sorted(hidden)
    rows = [[Fraction((cell in each.parts) - (cell == each.total)) for cell in unknowns] for each in sums]
    done = 0
    for column in range(len(unknowns)):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        factor = rows[done][column]
        rows[done] = [value / factor for value in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    units = [[n for n, value in enumerate(row) if value] for row in rows[:done]]
    return {unknowns[unit[0]] for unit in units if len(unit) == 1}


def table(shape, counts):
    """Villages in kecamatan in a regency, by categories with their total: values and sums."""
    values, sums = {}, []
    villages = [(f"K{k}", f"K{k}V{v}") for k, number in enumerate(shape) for v in range(number)]
    categories = [f"c{n}" for n in range(len(counts[0]))]
    for (_, village), row in zip(villages, counts, strict=True):
        values |= {(village, category): n for category, n in zip(categories, row, strict=True)}
    districts = sorted({district for district, _ in villages})
    below = {district: [village for of, village in villages if of == district] for district in districts}
    for above, parts in [*below.items(), ("R", districts)]:
        for category in categories:
            add_up(values, sums, (above, category), [(part, category) for part in parts])
    for place in [*(village for _, village in villages), *districts, "R"]:
        add_up(values, sums, (place, "sum"), [(place, category) for category in categories])
    for above, parts in [*below.items(), ("R", districts)]:
        sums.append(Sum((above, "sum"), tuple((part, "sum") for part in parts)))
    return values, sums


def add_up(values, sums, total, parts):
    values[total] = sum(values[part] for part in parts)
    sums.append(Sum(total, tuple(parts)))


def line(*counts):
    """Parts and their total "t"."""
    values = {f"p{n}": count for n, count in enumerate(counts)}
    return values | {"t": sum(counts)}, [Sum("t", tuple(values))]


@st.composite
def tables(draw):
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    width = draw(st.integers(1, 4))
    count = st.one_of(st.just(0), st.integers(1, 12), st.integers(5, 90))
    rows = st.lists(st.lists(count, min_size=width, max_size=width), min_size=sum(shape), max_size=sum(shape))
    return table(shape, draw(rows))


@settings(max_examples=150, deadline=None)
@given(tables())
def test_nothing_hidden_is_determined_by_what_is_shown(drawn):
    values, sums = drawn
    small, beside = hidden_cells(values, sums)
    hidden = small | beside

    assert small == {cell for cell, count in values.items() if 0 < count < SMALLEST_SHOWN}
    assert known_by_algebra(sums, hidden) == set()
    for each in sums:
        unknown = [cell for cell in each.cells if cell in hidden]
        if unknown and each.total not in hidden:
            assert sum(values[cell] for cell in unknown) != len(unknown), "they could only be one each"


@settings(max_examples=60, deadline=None)
@given(tables(), st.data())
def test_what_follows_from_all_sums_together_is_found(drawn, data):
    """Also where no single sum tells it: the code's own check against exact algebra, for any choice of cells."""
    values, sums = drawn
    hidden = set(data.draw(st.lists(st.sampled_from(sorted(values)), unique=True)))

    assert set(determined(sums, hidden)) == known_by_algebra(sums, hidden)


def test_one_small_count_takes_the_smallest_other_with_it():
    assert hidden_cells(*line(3, 20, 7, 0)) == ({"p0"}, {"p2"})


def test_nothing_small_nothing_hidden():
    assert hidden_cells(*line(5, 0, 9)) == (set(), set())


def test_two_small_ones_protect_each_other():
    assert hidden_cells(*line(3, 2, 9)) == ({"p0", "p1"}, set())


def test_two_that_can_only_be_one_each_take_a_third():
    assert hidden_cells(*line(1, 1, 9)) == ({"p0", "p1"}, {"p2"})


def test_the_only_part_hides_its_total():
    assert hidden_cells(*line(4)) == ({"p0", "t"}, set())


def test_beside_nothings_the_total_goes():
    """Twelve and three are told by their sum; the nothings stay, for they tell of nobody."""
    values, sums = line(4, 0, 0)
    assert hidden_cells(values, sums) == ({"p0", "t"}, set())
    assert hidden_cells(values | {"p3": 12, "t": 16}, [Sum("t", ("p0", "p1", "p2", "p3"))]) == ({"p0"}, {"p3"})


def test_a_small_count_in_two_tables_is_protected_in_both():
    values = {"a": 3, "b": 8, "ab": 11, "c": 6, "ac": 9}
    small, beside = hidden_cells(values, [Sum("ab", ("a", "b")), Sum("ac", ("a", "c"))])
    assert (small, beside) == ({"a"}, {"b", "c"})


def test_a_bridge_between_two_safe_blocks_is_found():
    """Each row and column has two unknowns or more, and still the middle one follows from all of them."""
    counts = [[3, 3, 9, 9], [3, 3, 9, 9], [9, 9, 3, 3], [9, 9, 3, 3]]
    values, sums = table([4], counts)
    sums = [each for each in sums if each.total[0] != "R"]
    hidden = {cell for cell, count in values.items() if count == 3} | {("K0V1", "c2")}

    assert determined(sums, hidden) == [("K0V1", "c2")]


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_the_sums_changes_nothing(turned):
    values, sums = table([2, 3], [[3, 0, 7], [12, 6, 2], [0, 0, 1], [8, 4, 4], [30, 9, 6]])
    once = hidden_cells(values, sums)
    assert hidden_cells(dict(reversed(values.items())) if turned else values, sums) == once


def reading(*names):
    return lambda figures: sum(figures[name] for name in names)


def variable(alias, *names, is_stock=False):
    return Variable(alias, alias, "-", "-", "keluarga", reading(*names), is_stock=is_stock)


# Men and women of two ages, with both margins; a stock of two kinds; one count alone.
READS = {
    "t": "abcd", "l": "ab", "p": "cd", "muda": "ac", "tua": "bd", **dict(zip("abcd", "abcd", strict=True)),
    "stok": "ef", "e": "e", "f": "f", "g": "g",
}  # fmt: skip
STOCKS = {"stok", "e", "f"}
GROUPS = [
    Group(tuple(variable(alias, *READS[alias]) for alias in ("t", "l", "p", "muda", "tua", *"abcd")), (
        ("t", ("l", "p")), ("t", ("muda", "tua")), ("l", ("a", "b")), ("p", ("c", "d")), ("muda", ("a", "c")),
        ("tua", ("b", "d")),
    )),
    Group(tuple(variable(alias, *READS[alias], is_stock=True) for alias in ("stok", "e", "f")), (
        ("stok", ("e", "f")),
    )),
    Group((variable("g", "g"),)),
]  # fmt: skip
VILLAGES = ("53.01.05.2001", "53.01.05.2002", "53.01.06.2001", "53.01.06.2002", "53.01.07.2001")
QUARTERS = ("2026-T3", "2026-T4")


@st.composite
def reports(draw):
    """What some of five villages in three kecamatan reported in two quarters."""
    count = st.one_of(st.just(0), st.integers(1, 9), st.integers(5, 60))
    snapshot = st.fixed_dictionaries(dict.fromkeys("abcdefg", count))
    return {quarter: draw(st.dictionaries(st.sampled_from(VILLAGES), snapshot, min_size=1)) for quarter in QUARTERS}


def atoms(drawn, period, code, alias):
    """Of which single counts of villages a published figure is the sum."""
    quarters = [quarter for quarter in QUARTERS if period in (quarter, "2026-S2")]
    counted = quarters[-1:] if alias in STOCKS else quarters
    return frozenset(
        (quarter, village, name)
        for quarter in counted for village in drawn[quarter] if village.startswith(code) for name in READS[alias]
    )  # fmt: skip


class Span:
    """What can be worked out of sums of atoms, by exact elimination."""

    def __init__(self):
        self.rows = {}

    def rest(self, form):
        """What is left of ``form`` once everything known is taken off."""
        row = {atom: Fraction(1) for atom in form}
        while pivot := next((atom for atom in sorted(row) if atom in self.rows), None):
            factor = row[pivot]
            for atom, value in self.rows[pivot].items():
                row[atom] = row.get(atom, 0) - factor * value
            row = {atom: value for atom, value in row.items() if value}
        return row

    def add(self, form):
        if row := self.rest(form):
            pivot = min(row)
            self.rows[pivot] = {atom: value / row[pivot] for atom, value in row.items()}


@settings(max_examples=60, deadline=None)
@given(reports())
def test_all_files_of_a_half_year_together_tell_no_hidden_count(drawn):
    known, hidden = Span(), []
    for period in (*QUARTERS, "2026-S2"):
        told = {quarter.code: drawn[quarter.code] for quarter in Period.parse(period).quarters()}
        cells = OpenData.of(Period.parse(period), GROUPS, {}, told, told, date(2027, 1, 1)).cells
        for (code, alias), cell in cells.items():
            if alias not in {each.alias for each in COVERAGE}:
                form = atoms(drawn, period, code, alias)
                hidden.append(form) if cell.why else known.add(form)

    assert [form for form in hidden if not known.rest(form)] == []
