"""What can be imported. Apps above register their kinds in AppConfig.ready, so that nothing here imports them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.capabilities import Capability


@dataclass(slots=True)
class Row:
    """One row of the file on its way into the preview.

    ``number`` is Excel's. ``raw``: column → what the cell held; ``values``: column → what it means, without empty
    ones. ``errors``: (title of the column, sentence); ``changes``: (label, old, new) in words. ``group`` holds
    together what goes in together. ``plan`` is what writing needs to know, and nothing else does; ``doubt`` the
    question that must be answered before a doubtful row goes in.
    """

    number: int
    raw: dict
    values: dict
    errors: list
    notes: list = field(default_factory=list)
    verdict: str = ""
    label: str = ""
    group: int = 0
    changes: list = field(default_factory=list)
    plan: dict = field(default_factory=dict)
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """``sheet``: an exchange.resources.SheetResource, the columns.

    ``check(batch, rows, progress)`` gives each Row its verdict and writes nothing. ``write(batch, rows, actor,
    progress)`` is called inside the one transaction with the ImportRows that go in; it returns what undoing needs,
    as JSON.
    ``undo(batch, actor, progress)`` takes it back inside one transaction and returns [label, sentence, address] of
    what somebody changed since, which stays. ``prepare(batch, rows, progress)``: slow work before the transaction,
    its result goes to ``write`` as ``prepared``. ``write`` may set ``batch.slips`` to a file of start passwords.
    ``back_url``: the name of the page that lists what was brought.
    """

    name: str
    title: str
    intro: str
    rows_are: str
    capability: Capability
    level: str
    sheet: Any
    check: Callable
    write: Callable
    undo: Callable
    back_url: str
    prepare: Callable | None = None
    notes: tuple = ()


KINDS = {}


def register_kind(kind):
    KINDS[kind.name] = kind
