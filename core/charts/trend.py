"""A value over time."""

from core.charts.canvas import SCREEN, Canvas, amount, brief


def trend(title, labels, values, *, limit=None, digits=0, surface=SCREEN):
    """One line from 0 up; a value that is None leaves a gap. ``limit`` is (name, value) of a threshold."""
    canvas = Canvas(surface)
    if not labels:
        canvas.nothing()
        return canvas.svg(title)
    scale = _scale(canvas, [*values, limit[1] if limit else 0])
    if limit:
        _limit(canvas, limit[0], canvas.base - amount(limit[1]) * scale)
    places = _places(canvas, values, scale)
    for run in _runs(places):
        canvas.line(run, "main")
    _marks(canvas, values, places, digits)
    canvas.floor(labels)
    return canvas.svg(title)


def _scale(canvas, values):
    highest = max(map(amount, values))
    return (canvas.base - canvas.size * 2.6) / highest if highest else 0


def _places(canvas, values, scale):
    """A point a value, None for a gap."""
    base, slot = canvas.base, canvas.width / len(values)
    heights = [None if value is None else base - amount(value) * scale for value in values]
    return [None if y is None else ((i + 0.5) * slot, y) for i, y in enumerate(heights)]


def _runs(places):
    """The stretches without a gap; a single point is no line."""
    run = []
    for place in [*places, None]:
        if place is not None:
            run.append(place)
            continue
        if len(run) > 1:
            yield run
        run = []


def _limit(canvas, name, y):
    canvas.line([(0, y), (canvas.width, y)], "limit")
    canvas.text(0, y - canvas.size * 0.4, name)


def _marks(canvas, values, places, digits):
    last = max((i for i, place in enumerate(places) if place), default=None)
    for i, place in enumerate(places):
        if place is None:
            continue
        x, y = place
        canvas.disc(x, y, ring=i != last)
        label = brief(values[i], digits, canvas.letters(canvas.width / len(values)))
        canvas.text(x, y - canvas.size * 0.9, label, "value middle")
