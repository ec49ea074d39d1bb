"""Everything that is held on one family. Apps above add what they hold, in their AppConfig.ready."""

from functools import reduce
from operator import itemgetter, or_

from families.documents.copies import Withheld, own_sections, trail_sections

_loaders = []
_withholders = []


def register_section(order, loader):
    """``loader(family, sensitive)`` → Sections, also empty ones; ``sensitive``: with the cases marked so."""
    if (order, loader) not in _loaders:
        _loaders.append((order, loader))
        _loaders.sort(key=itemgetter(0))


def register_withheld(loader):
    """``loader(family)`` → Withheld: what in the family's own file would tell of a sensitive case."""
    if loader not in _withholders:
        _withholders.append(loader)


def sections_of(family, *, sensitive):
    """All sections, each by a fixed number of statements; the trail of processing is the last."""
    withheld = Withheld() if sensitive else reduce(or_, (loader(family) for loader in _withholders), Withheld())
    above = [section for _, loader in _loaders for section in loader(family, sensitive)]
    parts = {"sensitive": sensitive, "withheld": withheld}
    return [*own_sections(family, **parts), *above, *trail_sections(family, **parts)]
