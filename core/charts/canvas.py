"""What the shapes draw on: marks, letters and the two surfaces."""

from dataclasses import dataclass
from html import escape
from math import isfinite
from zlib import crc32

from django.utils.safestring import mark_safe

from core.formatting import number

MAIN, SECOND, PALE, GOOD, BAD, EMPTY = "main", "second", "pale", "good", "bad", "empty"
LETTER_WIDTH = 0.57
NOT_REPORTED = "…"
SHORT = ((1e15, ""), (1e12, " T"), (1e9, " M"), (1e6, " jt"), (1e3, " rb"))
EDGE = 'stroke="#1d292b" stroke-width="0.5"'
HATCH = (
    '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<rect width="4" height="4" fill="#ffffff"/><path d="M0 4 4 0" stroke="#0b5c5a" stroke-width="0.8"/>'
    "</pattern></defs>"
)


@dataclass(frozen=True)
class Surface:
    """``size`` is the height of the letters in the chart's own units; the dicts hold SVG attributes."""

    width: int
    height: int
    size: float
    opening: str
    shades: dict
    lines: dict
    texts: dict
    dark: frozenset
    hatched: str = ""


SCREEN = Surface(
    width=300,
    height=180,
    size=12.5,
    opening='class="chart" ',
    shades={
        MAIN: 'class="fa"',
        SECOND: 'class="fg"',
        PALE: 'class="ft"',
        GOOD: 'class="fo"',
        BAD: 'class="fb"',
        EMPTY: 'class="fw"',
    },
    lines={"base": 'class="ll"', "rule": 'class="ll"', "main": 'class="la"', "limit": 'class="lg"'},
    texts={
        "label": "",
        "label middle": ' class="m"',
        "label end": ' class="e"',
        "value": ' class="v"',
        "value middle": ' class="v m"',
        "dark middle": ' class="w m"',
    },
    dark=frozenset({MAIN, GOOD, BAD}),
)
PAPER = Surface(
    width=228,
    height=138,
    size=7.5,
    opening='font-family="Liberation Sans, Arial, sans-serif" font-size="7.5" ',
    shades={
        MAIN: f'fill="#0b5c5a" {EDGE}',
        SECOND: f'fill="#86b0ad" {EDGE}',
        PALE: f'fill="#e2edeb" {EDGE}',
        GOOD: f'fill="#ffffff" {EDGE}',
        BAD: f'fill="url(#hatch)" {EDGE}',
        EMPTY: 'fill="#ffffff"',
    },
    lines={
        "base": 'fill="none" stroke="#1d292b" stroke-width="0.7"',
        "rule": 'fill="none" stroke="#b4bfc0" stroke-width="0.5"',
        "main": 'fill="none" stroke="#0b5c5a" stroke-width="1.2"',
        "limit": 'fill="none" stroke="#4f5d60" stroke-width="0.6" stroke-dasharray="3 2"',
    },
    texts={
        "label": ' fill="#4f5d60"',
        "label middle": ' fill="#4f5d60" text-anchor="middle"',
        "label end": ' fill="#1d292b" text-anchor="end"',
        "value": ' fill="#1d292b" font-weight="bold"',
        "value middle": ' fill="#1d292b" font-weight="bold" text-anchor="middle"',
        "dark middle": ' fill="#ffffff" text-anchor="middle"',
    },
    dark=frozenset({MAIN}),
    hatched=BAD,
)


def amount(value):
    """What is drawn for a value: a float from 0 up."""
    drawn = float(value or 0)
    return max(drawn, 0.0) if isfinite(drawn) else 0.0


def written(value, digits=0):
    return NOT_REPORTED if value is None else number(value, digits)


def brief(value, digits, letters):
    """The figure in at most that many letters where a short form can do it: 1.250.500 → “1,3 jt”."""
    text = written(value, digits)
    if value is None or len(text) <= letters:
        return text
    size = abs(float(value))
    return next((f"{number(float(value) / unit, 1)}{name}" for unit, name in SHORT[1:] if size >= unit), text)


def cut(text, letters):
    text = str(text)
    return text if len(text) <= letters else f"{text[: max(int(letters) - 1, 1)].rstrip()}…"


def coordinate(value):
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    def __init__(self, surface, height=None):
        self.surface = surface
        self.width, self.height, self.size = surface.width, height or surface.height, surface.size
        self.parts = []

    def letters(self, width):
        """How many letters fit a width."""
        return width / (self.size * LETTER_WIDTH)

    def room(self, text):
        return len(str(text)) * self.size * LETTER_WIDTH

    def rect(self, x, y, width, height, tone):
        self.box((x, y, width, height), self.surface.shades[tone])

    def box(self, sides, attributes):
        named = zip(("x", "y", "width", "height"), map(coordinate, sides), strict=True)
        self.mark("rect " + " ".join(f'{name}="{value}"' for name, value in named), attributes)

    def mark(self, shape, attributes):
        self.parts.append(f"<{shape} {attributes}/>")

    def line(self, points, kind):
        path = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
        self.mark(f'path d="M{path}"', self.surface.lines[kind])

    def disc(self, x, y, *, ring):
        """A full disc for now, a ring for before."""
        shape = f'circle cx="{coordinate(x)}" cy="{coordinate(y)}" r="{coordinate(self.size * 0.4)}"'
        self.mark(shape, self.surface.shades[EMPTY if ring else MAIN])
        self.mark(shape, self.surface.lines["main"])

    def text(self, x, y, content, role="label"):
        where = f'x="{coordinate(x)}" y="{coordinate(y)}"'
        self.parts.append(f"<text {where}{self.surface.texts[role]}>{escape(str(content))}</text>")

    def inside(self, x, y, content, tone):
        if tone == self.surface.hatched:
            wide = self.room(content)
            self.rect(x - wide / 2, y - self.size * 0.85, wide, self.size * 1.05, EMPTY)
        self.text(x, y, content, "dark middle" if tone in self.surface.dark else "value middle")

    def legend(self, names):
        """Swatches with names from the top left on; returns the height they take."""
        x, y, step = 0, 0, self.size * 1.5
        for name, tone in names:
            wide = self.room(name) + self.size * 2.2
            if x and x + wide > self.width:
                x, y = 0, y + step
            self.rect(x, y + self.size * 0.15, self.size * 0.9, self.size * 0.9, tone)
            self.text(x + self.size * 1.3, y + self.size * 0.95, name)
            x += wide
        return y + step if names else 0

    @property
    def base(self):
        """Where upright marks stand."""
        return self.height - self.size * 1.85

    def floor(self, labels):
        """The line under upright marks, with a name under each."""
        slot, y = self.width / len(labels), self.height - self.size * 0.4
        for i, label in enumerate(labels):
            self.text((i + 0.5) * slot, y, cut(label, self.letters(slot)), "label middle")
        self.line([(0, self.base), (self.width, self.base)], "base")

    def nothing(self):
        self.text(self.width / 2, self.height / 2, "Belum ada angka", "label middle")

    def svg(self, title):
        body = "".join(self.parts)
        if "url(#hatch)" in body:
            own = f"hatch-{crc32((title + body).encode()):x}"
            body = HATCH.replace('"hatch"', f'"{own}"') + body.replace("url(#hatch)", f"url(#{own})")
        return mark_safe(  # noqa: S308 -- every text went through escape
            f'<svg {self.surface.opening}viewBox="0 0 {self.width} {coordinate(self.height)}" role="img">'
            f"<title>{escape(str(title))}</title>{body}</svg>"
        )
