"""Another day for the time of a block, so that services date what they write as if it had happened then.

Only demo data is written like this. Django asks its ``timezone`` module for the time everywhere (defaults of fields,
auto_now_add, localdate), and that module asks the one name that is replaced here.
"""

from contextlib import contextmanager
from datetime import datetime
from unittest import mock


@contextmanager
def clock_at(moment):
    """``moment`` is aware. Single-threaded work only: every thread would see it."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    with mock.patch("django.utils.timezone.datetime", Stopped):
        yield
