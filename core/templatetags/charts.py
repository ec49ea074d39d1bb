"""Draws a chart from its description, so that a frozen document keeps the figures and not the drawing."""

from django import template

from core import charts

register = template.Library()
NAMES = ("bars", "dots", "gantt", "planned_done", "stacked_columns", "stacked_rows", "trend")
SHAPES = {name: getattr(charts, name) for name in NAMES}
SURFACES = {"paper": charts.PAPER, "screen": charts.SCREEN}


@register.simple_tag
def draw(chart, surface="screen"):
    """``chart``: ``shape`` names a function of core.charts, ``title`` says its figures in words."""
    return SHAPES[chart["shape"]](chart["title"], **chart["args"], surface=SURFACES[surface])
