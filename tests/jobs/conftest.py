import pytest

from jobs import handlers


@pytest.fixture
def errand(monkeypatch):
    """A job kind "jobs.errand" that does what the test puts into ``errand.does``; ``errand.runs`` counts."""

    class Errand:
        runs = 0
        does = staticmethod(lambda progress, **args: "/hasil/")

        def __call__(self, progress, **args):
            self.runs += 1
            return self.does(progress, **args)

    registered = Errand()
    monkeypatch.setitem(handlers.REGISTERED, "jobs.errand", registered)
    return registered
