"""What can be done as a job: functions of the apps' tasks modules, known by the name "app.function"."""

from importlib import import_module

REGISTERED = {}


class LeaseLost(Exception):
    """Another worker has taken this job over: stop, and write nothing more."""


def job(function):
    """Makes ``function(progress, **args)`` a job. It returns the address of what it made, or None.

    ``progress(done, total)`` shows how far it is, ``progress.aside(done, total)`` inside a
    transaction. It must bear being run again after half a run; a DomainError ends
    the job with its words for the user, any other exception means another try later.
    """
    app = function.__module__.partition(".")[0]
    REGISTERED[f"{app}.{function.__name__}"] = function
    return function


def handler_of(kind):
    """The function behind ``kind``; KeyError when there is none."""
    if kind not in REGISTERED:
        import_module(f"{kind.partition('.')[0]}.tasks")
    return REGISTERED[kind]
