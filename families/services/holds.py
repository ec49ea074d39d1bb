"""What must be finished before a file may leave its village. Apps above say so, in their AppConfig.ready."""

_loaders = []


def register_hold(loader):
    """``loader(family)`` → sentences that say what is not finished and what to do; none where nothing is."""
    if loader not in _loaders:
        _loaders.append(loader)


def holds_on(family):
    return [sentence for loader in _loaders for sentence in loader(family)]
