"""Upright bars: a total made of parts, and the plan beside what was done."""

from core.charts.canvas import MAIN, PALE, SCREEN, Canvas, amount, brief, written


def stacked_columns(title, labels, series, *, digits=0, surface=SCREEN):
    """One column a label, built of the series from the bottom up, its total on top."""
    canvas = Canvas(surface)
    if not labels or not series:
        canvas.nothing()
        return canvas.svg(title)
    top = canvas.legend([(name, tone) for name, tone, _ in series])
    columns = list(zip(*(values for _, _, values in series), strict=True))
    scale, slot = _scale(canvas, top, [sum(map(amount, values)) for values in columns]), canvas.width / len(labels)
    for i, values in enumerate(columns):
        _pile(canvas, i * slot, slot, scale, list(zip(series, values, strict=True)), digits)
    canvas.floor(labels)
    return canvas.svg(title)


def planned_done(title, labels, planned, done, *, names=("Direncanakan", "Dilaksanakan"), digits=0, surface=SCREEN):
    """A pale bar for the plan, a full one for what was done, side by side."""
    canvas = Canvas(surface)
    if not labels:
        canvas.nothing()
        return canvas.svg(title)
    top = canvas.legend([(names[0], PALE), (names[1], MAIN)])
    scale, slot = _scale(canvas, top, [amount(value) for value in (*planned, *done)]), canvas.width / len(labels)
    for i, pair in enumerate(zip(planned, done, strict=True)):
        for value, tone, place in zip(pair, (PALE, MAIN), (0.16, 0.51), strict=True):
            _column(canvas, (i + place) * slot, slot * 0.33, value, tone, scale, digits)
    canvas.floor(labels)
    return canvas.svg(title)


def _scale(canvas, top, values):
    """Units of height for one; the tallest column leaves room for its figure."""
    highest = max(values, default=0)
    return (canvas.base - top - canvas.size * 1.4) / highest if highest else 0


def _pile(canvas, x, slot, scale, pieces, digits):
    bar, y, middle = slot * 0.62, canvas.base, x + slot / 2
    for (_, tone, _), value in pieces:
        high = amount(value) * scale
        y -= high
        if high:
            canvas.rect(middle - bar / 2, y, bar, high, tone)
        label = written(value, digits)
        if high > canvas.size * 1.1 and canvas.room(label) < bar:
            canvas.inside(middle, y + high / 2 + canvas.size * 0.35, label, tone)
    canvas.text(middle, y - canvas.size * 0.4, brief(_total(pieces), digits, canvas.letters(slot)), "value middle")


def _total(pieces):
    known = [value for _, value in pieces if value is not None]
    return sum(known) if known else None


def _column(canvas, x, width, value, tone, scale, digits):
    high, base = amount(value) * scale, canvas.base
    if high:
        canvas.rect(x, base - high, width, high, tone)
    label = brief(value, digits, canvas.letters(width * 1.4))
    canvas.text(x + width / 2, base - high - canvas.size * 0.4, label, "value middle")
