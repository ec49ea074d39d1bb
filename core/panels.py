"""Parts of pages, registered in AppConfig.ready() and rendered by the page's view.

So an upper app shows its records on a page of a lower one, and nobody edits the page for it.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Panel:
    """``anchor`` and ``title`` make a line in the page's list of parts; without them there is none."""

    order: int
    template: str
    loader: Any
    anchor: str = ""
    title: str = ""


_panels: dict[str, list[Panel]] = {}


def register(page, order, template, loader, *, anchor="", title=""):
    """``loader(request, record)`` → what ``template`` knows as ``panel``; None where there is nothing to show.

    A list of (tone, sentence) under the key ``alerts`` is shown at the top of the page.
    """
    panel = Panel(order, template, loader, anchor, title)
    _panels[page] = sorted({*_panels.get(page, ()), panel}, key=lambda each: (each.order, each.template))


def panels_for(page, request, record):
    """The panels of a page in order, as (Panel, context)."""
    loaded = ((panel, panel.loader(request, record)) for panel in _panels.get(page, ()))
    return [(panel, context) for panel, context in loaded if context is not None]


def alerts_of(panels):
    """(tone, sentence) of all panels, in their order."""
    return [alert for _, context in panels for alert in context.get("alerts", ())]
