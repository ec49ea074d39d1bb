"""Panels that upper apps show on pages of lower ones: registered in AppConfig.ready(), rendered by the page's view."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Panel:
    order: int
    template: str
    loader: Any


_panels: dict[str, list[Panel]] = {}


def register(page, order, template, loader):
    """``loader(request, record)`` → what ``template`` knows as ``panel``; None where there is nothing to show."""
    panel = Panel(order, template, loader)
    _panels[page] = sorted({*_panels.get(page, ()), panel}, key=lambda each: (each.order, each.template))


def panels_for(page, request, record):
    """The panels of a page in order, as (template, context)."""
    loaded = ((panel.template, panel.loader(request, record)) for panel in _panels.get(page, ()))
    return [(template, context) for template, context in loaded if context is not None]
