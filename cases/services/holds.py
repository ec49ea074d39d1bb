"""What must be over before a case may close. Apps above say so, in their AppConfig.ready."""

_loaders = []


def register_case_hold(loader):
    """``loader(case, actor)`` → sentences that say what to finish first."""
    if loader not in _loaders:
        _loaders.append(loader)


def case_holds(case, actor):
    return [sentence for loader in _loaders for sentence in loader(case, actor)]
