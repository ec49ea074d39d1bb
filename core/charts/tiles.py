"""A map of tiles: one a place, roughly where it lies."""

from core.charts.canvas import BAD, EDGE, EMPTY, SCREEN, Canvas, cut, written

RAMP = ("#f3f7f6", "#d0e1de", "#a6c9c5", "#659f9b", "#0b5c5a")
GAP = 4


def tiles(title, cells, steps, *, unit="%", surface=SCREEN):
    """``cells``: (column, row, name, value); None is marked “belum lapor”. ``steps``: where shades 2 to 5 begin."""
    if not cells:
        canvas = Canvas(surface)
        canvas.nothing()
        return canvas.svg(title)
    columns, rows = (max(cell[axis] for cell in cells) + 1 for axis in (0, 1))
    wide, high = (surface.width - GAP * (columns - 1)) / columns, surface.size * 3.4
    canvas = Canvas(surface, rows * (high + GAP))
    for column, row, name, value in cells:
        _tile(canvas, column * (wide + GAP), row * (high + GAP), (wide, high), name, value, steps, unit)
    return canvas.svg(title)


def _tile(canvas, x, y, box, name, value, steps, unit):
    wide, high = box
    shade = -1 if value is None else sum(value >= step for step in steps[:4])
    if value is None:
        canvas.rect(x, y, wide, high, BAD)
        canvas.rect(x + 3, y + 3, wide - 6, high - 6, EMPTY)
    else:
        canvas.box((x, y, wide, high), f'fill="{RAMP[shade]}" {EDGE}')
    role = "dark middle" if shade == 4 else "value middle"
    middle, letters = x + wide / 2, canvas.letters(wide - 4)
    canvas.text(middle, y + canvas.size * 1.35, cut(name, letters), role)
    canvas.text(middle, y + canvas.size * 2.75, "belum lapor" if value is None else f"{written(value)}{unit}", role)
