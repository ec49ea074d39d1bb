import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import charts
from core.charts import BAD, MAIN, PALE, PAPER, SCREEN, SECOND

LABELS = ["Juli", "Agustus", "September"]
SURFACES = {"screen": SCREEN, "paper": PAPER}
AWKWARD = {
    "zero": [0, 0, 0],
    "missing": [None, None, None],
    "mixed": [0, None, 7],
    "huge": [10**15, 1, 10**30],
    "small": [0.0001, 0.2, 0],
    "negative": [-5, -1_000_000, 3],
    "money": [Decimal("1250500.00"), Decimal(0), None],
    "nan": [float("nan"), float("inf"), 1],
}


def draw(name, labels, values, surface, title="Judul"):
    """One chart of each shape from the same labels and values."""
    series = [("Selesai", MAIN, values), ("Menunggu", PALE, values), ("Ditolak", BAD, values)]
    cells = [(i % 2, i // 2, label, value) for i, (label, value) in enumerate(zip(labels, values, strict=True))]
    shapes = {
        "stacked_columns": lambda: charts.stacked_columns(title, labels, series, surface=surface),
        "planned_done": lambda: charts.planned_done(title, labels, values, values, surface=surface),
        "stacked_rows": lambda: charts.stacked_rows(title, labels, series, surface=surface),
        "bars": lambda: charts.bars(title, labels, values, surface=surface),
        "dots": lambda: charts.dots(title, labels, values, values, surface=surface),
        "trend": lambda: charts.trend(title, labels, values, limit=("ambang", 2), surface=surface),
        "tiles": lambda: charts.tiles(title, cells, [25, 50, 75, 90], surface=surface),
    }
    return shapes[name]()


SHAPES = ["stacked_columns", "planned_done", "stacked_rows", "bars", "dots", "trend", "tiles"]
every_shape = pytest.mark.parametrize("shape", SHAPES)
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


def coordinates(svg):
    return [float(found) for found in re.findall(r' (?:x|y|cx|cy|width|height)="([^"]+)"', svg)]


@every_shape
@every_surface
@pytest.mark.parametrize("values", AWKWARD.values(), ids=AWKWARD)
def test_awkward_values_are_drawn_inside_the_picture(shape, surface, values):
    svg = draw(shape, LABELS, values, surface)
    assert ElementTree.fromstring(svg).find("title").text == "Judul"
    assert all(-1 <= value <= 400 for value in coordinates(svg))


@every_shape
@every_surface
def test_nothing_to_draw_says_so(shape, surface):
    assert "Belum ada angka" in draw(shape, [], [], surface)


@every_shape
@every_surface
def test_one_value(shape, surface):
    ElementTree.fromstring(draw(shape, ["Juli"], [3], surface))


@every_shape
@every_surface
def test_texts_are_escaped(shape, surface):
    svg = draw(shape, ['<b>"x"&'], [1], surface, title="<script>'")
    assert "<b" not in svg
    assert "<script" not in svg
    ElementTree.fromstring(svg)


@every_shape
def test_the_screen_has_classes_and_no_styles(shape):
    svg = draw(shape, LABELS, [1, None, 3], SCREEN)
    assert svg.startswith('<svg class="chart" viewBox="0 0 300 ')
    assert "style=" not in svg
    assert "font-family" not in svg


@every_shape
@every_surface
def test_same_figures_same_text(shape, surface):
    assert draw(shape, LABELS, [1, 2, None], surface) == draw(shape, LABELS, [1, 2, None], surface)


def test_not_reported_is_not_zero():
    svg = charts.bars("t", ["a", "b"], [0, None])
    assert ">0<" in svg
    assert ">…<" in svg


def test_heights_are_in_proportion():
    svg = charts.planned_done("t", ["a", "b"], [100, 50], [0, 25])
    plan_a, plan_b, done_b = (float(h) for h in re.findall(r'height="([\d.]+)" class="f[ta]"/>', svg)[2:])
    assert plan_a == pytest.approx(2 * plan_b, abs=0.2)
    assert plan_b == pytest.approx(2 * done_b, abs=0.2)


def test_the_total_stands_on_the_column():
    svg = charts.stacked_columns("t", ["a"], [("x", MAIN, [12]), ("y", SECOND, [30])])
    assert ">42<" in svg


def test_a_gap_breaks_the_line():
    svg = charts.trend("t", ["a", "b", "c", "d", "e"], [1, 2, None, 3, 4])
    assert svg.count('class="la"') == 2 + 4


def test_two_hatched_charts_on_one_page_do_not_share_a_name():
    svgs = [charts.stacked_rows(title, ["a"], [("x", BAD, [1])], surface=PAPER) for title in ("satu", "dua")]
    names = {re.search(r'id="(hatch-\w+)"', svg)[1] for svg in svgs}
    assert len(names) == 2


def test_long_figures_are_shortened():
    svg = charts.planned_done("t", LABELS, [10_310_000] * 3, [4_215_000] * 3)
    assert "10,3 jt" in svg
    assert "10.310.000" not in svg


def test_long_labels_are_cut():
    assert "Kec…" not in charts.bars("t", ["Kecamatan"], [1])
    assert "…<" in charts.bars("t", ["Keluarga bermasalah sosial psikologis dan ekonomi"], [1])


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=3, max_size=3), st.sampled_from(SHAPES))
def test_no_number_breaks_a_chart(values, shape):
    ElementTree.fromstring(draw(shape, LABELS, values, PAPER))


@every_surface
def test_every_tone_looks_different(surface):
    assert len({surface.shades[tone] for tone in (MAIN, SECOND, PALE, charts.GOOD, BAD)}) == 5
