"""QR codes as inline SVG, for paper and screen."""

import segno
from django.utils.safestring import mark_safe


def qr_svg(text, title):
    """One path; ``title`` becomes the alternative text. Scales with the box it stands in."""
    code = segno.make_qr(text, error="m")
    svg = code.svg_inline(border=1, omitsize=True, svgclass=None, lineclass=None, title=title)
    return mark_safe(svg)  # noqa: S308 -- segno escapes the title; the text is drawn as squares
