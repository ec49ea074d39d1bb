"""A plan over months: what was planned above what was done, one row a part of it, with the line of today."""

from dataclasses import replace
from typing import NamedTuple

from core.charts.canvas import EMPTY, PALE, SCREEN, Canvas, coordinate, cut

WIDTH, LETTERS = 1100, 13
LEFT, TOP, ROW, FOOT = 270, 34, 52, 30
BAR, RADIUS, DIAMOND = 13, 6.5, 4.5


class Row(NamedTuple):
    """Places are parts of the whole width, 0 to 1. ``done``: (from, to) or None; ``tone`` is that of what was done.

    ``marks``: (place, is it done?) of each step.
    """

    label: str
    detail: str
    planned: tuple
    done: tuple | None
    tone: str
    marks: tuple = ()


def gantt(title, months, rows, *, today=None, today_label="", surface=SCREEN):
    """``months``: names of equal parts of the width; ``today``: the place of its line, None outside of it."""
    wide = replace(surface, width=WIDTH, size=LETTERS, opening=surface.opening.replace("7.5", str(LETTERS)))
    canvas = Canvas(wide, TOP + len(rows) * ROW + FOOT)
    _months(canvas, months)
    for number, row in enumerate(rows):
        _row(canvas, TOP + number * ROW, Row(*row))
    if today is not None:
        _today(canvas, today, today_label)
    return canvas.svg(title)


def _at(place):
    return LEFT + place * (WIDTH - LEFT)


def _months(canvas, months):
    for number, name in enumerate(months):
        x = _at(number / len(months))
        canvas.line([(x, 10), (x, canvas.height - 26)], "rule")
        canvas.text(x + 8, 24, name)


def _row(canvas, top, row):
    canvas.line([(0, top), (WIDTH, top)], "rule")
    canvas.text(0, top + 23, cut(row.label, 38), "value")
    canvas.text(17, top + 40, cut(row.detail, 40))
    _bar(canvas, row.planned, top + 11, PALE)
    if row.done:
        _bar(canvas, row.done, top + 28, row.tone)
    for place, is_done in row.marks:
        _mark(canvas, _at(place), top + 34.5, is_done)


def _bar(canvas, span, y, tone):
    x, wide = _at(span[0]) + 4, max((span[1] - span[0]) * (WIDTH - LEFT) - 8, BAR)
    rounded = f'{canvas.surface.shades[tone]} rx="{RADIUS}"'
    canvas.box((x, y, wide, BAR), rounded)


def _mark(canvas, x, y, is_done):
    """A diamond for a step that was done, a ring for one that is planned."""
    if is_done:
        x, y, d = coordinate(x), coordinate(y - DIAMOND), DIAMOND
        canvas.mark(f'path d="M{x} {y}l{d} {d}-{d} {d}-{d}-{d}z"', canvas.surface.shades[EMPTY])
    else:
        ring = f'circle cx="{coordinate(x)}" cy="{coordinate(y)}" r="{DIAMOND}"'
        canvas.mark(ring, canvas.surface.lines["main"])


def _today(canvas, place, label):
    x, wide = _at(place), canvas.room(label) + 20
    canvas.line([(x, 30), (x, canvas.height - 22)], "limit")
    canvas.text(min(x, WIDTH - wide / 2), canvas.height - 6, label, "value middle")
