"""What must be finished before a file may leave its village, or its family change its status.

Apps above say so, in their AppConfig.ready.
"""

from dataclasses import dataclass

SOMETHING = "Masih ada pekerjaan FCU yang belum selesai pada keluarga ini. Minta koordinator memeriksanya."
_loaders = []
_status_loaders = []


@dataclass(frozen=True, slots=True)
class Hold:
    """``sentences``: what to finish first, as far as the actor may know of it; ``more``: there is more."""

    sentences: tuple = ()
    more: bool = False


def register_hold(loader):
    """``loader(family, actor)`` → Hold."""
    if loader not in _loaders:
        _loaders.append(loader)


def register_status_hold(loader):
    """``loader(family)`` → sentences that say why its status stays as it is for now."""
    if loader not in _status_loaders:
        _status_loaders.append(loader)


def status_holds(family):
    return [sentence for loader in _status_loaders for sentence in loader(family)]


def holds_on(family, actor):
    """Sentences. What the actor may not know of is said without naming it, by one sentence for all."""
    holds = [loader(family, actor) for loader in _loaders]
    return [*_said(holds), *([SOMETHING] if any(hold.more for hold in holds) else [])]


def known_holds_on(family, actor):
    """Only those that the actor may know of, for a page that is merely opened."""
    return _said([loader(family, actor) for loader in _loaders])


def _said(holds):
    return [sentence for hold in holds for sentence in hold.sentences]
