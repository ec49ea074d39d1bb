"""Lying bars and points: one row a label."""

from core.charts.canvas import MAIN, SCREEN, Canvas, amount, brief, cut, written

ROW = 2.0
FIGURE = 8


def bars(title, rows, values, *, tones=None, digits=0, top=None, surface=SCREEN):
    """One bar a row; ``tones`` gives each its own (a state's), else all are the main one. ``top``: the value of a bar
    over the whole width, where the scale has an end of its own; else the longest fills it."""
    canvas = Canvas(surface, max(len(rows), 1) * surface.size * ROW)
    if not rows:
        canvas.nothing()
        return canvas.svg(title)
    left, tones = _label_width(canvas, rows), tones or [MAIN] * len(rows)
    scale = _scale(canvas, left, [top] if top else [amount(value) for value in values])
    for i, (label, value, tone) in enumerate(zip(rows, values, tones, strict=True)):
        wide = amount(value) * scale
        middle = _row(canvas, 0, i, label, left)
        if wide:
            canvas.rect(left, middle - canvas.size * 0.7, wide, canvas.size * 1.4, tone)
        canvas.text(
            left + wide + canvas.size * 0.5, middle + canvas.size * 0.35, brief(value, digits, FIGURE), "value"
        )
    return canvas.svg(title)


def stacked_rows(title, rows, series, *, digits=0, surface=SCREEN):
    """One bar a row, built of the series from the left, its total behind it."""
    canvas = Canvas(surface, (max(len(rows), 1) * ROW + 1.5) * surface.size)
    if not rows or not series:
        canvas.nothing()
        return canvas.svg(title)
    top, left = canvas.legend([(name, tone) for name, tone, _ in series]), _label_width(canvas, rows)
    canvas.height = top + len(rows) * canvas.size * ROW
    lines = list(zip(*(values for _, _, values in series), strict=True))
    scale = _scale(canvas, left, [sum(map(amount, values)) for values in lines])
    for i, (label, values) in enumerate(zip(rows, lines, strict=True)):
        _chain(canvas, left, _row(canvas, top, i, label, left), scale, list(zip(series, values, strict=True)), digits)
    canvas.line([(left, top), (left, canvas.height)], "base")
    return canvas.svg(title)


def dots(title, rows, before, now, *, top_value=3, names=("lalu", "kini"), digits=1, surface=SCREEN):
    """A ring for the value before, a disc for the value now, on one scale from 0 to ``top_value``."""
    canvas = Canvas(surface, (max(len(rows), 1) * ROW + 3.4) * surface.size)
    if not rows:
        canvas.nothing()
        return canvas.svg(title)
    left, top = _label_width(canvas, rows) + canvas.size * 0.5, canvas.size * 2
    scale = (canvas.width - left - canvas.size * 3) / (top_value or 1)
    _ring_and_disc(canvas, names)
    _ruler(canvas, left, top, scale, top_value)
    for i, (label, old, new) in enumerate(zip(rows, before, now, strict=True)):
        _journey(
            canvas, left, _row(canvas, top, i, label, left - canvas.size * 0.5), scale, (old, new), top_value, digits
        )
    return canvas.svg(title)


def _label_width(canvas, rows):
    return min(max(canvas.room(row) for row in rows) + canvas.size * 0.8, canvas.width * 0.42)


def _scale(canvas, left, values):
    highest = max(values, default=0)
    return (canvas.width - left - canvas.room("0" * FIGURE) - canvas.size * 0.5) / highest if highest else 0


def _row(canvas, top, i, label, left):
    """Writes the label and returns the middle of the row."""
    middle = top + (i + 0.5) * canvas.size * ROW
    label = cut(label, canvas.letters(left - canvas.size * 0.6))
    canvas.text(left - canvas.size * 0.6, middle + canvas.size * 0.35, label, "label end")
    return middle


def _chain(canvas, left, middle, scale, pieces, digits):
    x, text_line = left, middle + canvas.size * 0.35
    for (_, tone, _), value in pieces:
        wide = amount(value) * scale
        if wide:
            canvas.rect(x, middle - canvas.size * 0.7, wide, canvas.size * 1.4, tone)
        label = written(value, digits)
        if wide > canvas.room(label) + 2:
            canvas.inside(x + wide / 2, text_line, label, tone)
        x += wide
    known = [value for _, value in pieces if value is not None]
    canvas.text(x + canvas.size * 0.5, text_line, brief(sum(known) if known else None, digits, FIGURE), "value")


def _ring_and_disc(canvas, names):
    x, y = canvas.size * 0.5, canvas.size * 0.6
    for name, ring in zip(names, (True, False), strict=True):
        canvas.disc(x, y, ring=ring)
        canvas.text(x + canvas.size * 0.8, y + canvas.size * 0.35, name)
        x += canvas.room(name) + canvas.size * 2.5


def _ruler(canvas, left, top, scale, top_value):
    for tick in range(int(top_value) + 1):
        x = left + tick * scale
        canvas.line([(x, top), (x, canvas.height - canvas.size * 1.3)], "rule")
        canvas.text(x, canvas.height - canvas.size * 0.3, tick, "label middle")


def _journey(canvas, left, middle, scale, pair, top_value, digits):
    old, new = (left + min(amount(value), top_value) * scale for value in pair)
    if None not in pair:
        canvas.line([(old, middle), (new, middle)], "main")
    if pair[0] is not None:
        canvas.disc(old, middle, ring=True)
    if pair[1] is not None:
        canvas.disc(new, middle, ring=False)
    canvas.text(new + canvas.size * 0.8, middle + canvas.size * 0.35, written(pair[1], digits), "value")
