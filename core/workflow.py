"""Life cycles as data. An app writes its table of steps in its own workflow.py; everything else reads it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of a life cycle.

    ``capability`` is what the actor must hold in the record's region; nobody takes a step without one, the clock does.
    ``four_eyes`` keeps the author of a record from deciding on it. ``reasons`` are the choices of which one must be
    given. ``tone`` is the button's class: primary, plain or bad. ``title`` is how the record's history tells it,
    ``mark`` the tone and icon of its dot.
    """

    label: str
    sources: frozenset
    target: str
    capability: str | None
    note_required: bool = False
    note_label: str = "Catatan"
    four_eyes: bool = False
    tone: str = "plain"
    reasons: Any = None
    title: str = ""
    mark: tuple = ()


def offered_steps(table, record, actor):
    """The steps that ``actor`` may take on ``record`` now, in the table's order."""
    return {name: step for name, step in table.items() if record.state in step.sources and record.allows(actor, step)}
