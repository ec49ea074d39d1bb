"""The commands of the long-running processes, the same in make run, in docker-compose.yml and in the tests."""

import shlex
import sys

# Celery warns root because of pickle; this queue takes JSON only.
NO_ROOT_WARNING = ["-W", "ignore:You're running the worker with superuser privileges"]


def web(bind, workers=2, python=sys.executable):
    options = ["--bind", bind, "--workers", str(workers), "--preload", "--no-control-socket", "--log-level", "warning"]
    return [python, "-m", "gunicorn", "fcu_project.wsgi:application", *options, "--graceful-timeout", "4"]


def worker(name, pool="prefork", concurrency=2, python=sys.executable):
    options = ["--pool", pool, "--concurrency", str(concurrency), "--loglevel", "WARNING", "--hostname", f"{name}@%h"]
    celery = _celery(python, *NO_ROOT_WARNING)
    return [*celery, "worker", *options, "--without-gossip", "--without-mingle"]


def beat(schedule, python=sys.executable):
    return [*_celery(python), "beat", "--schedule", str(schedule), "--pidfile=", "--loglevel", "WARNING"]


def shell_line(command):
    """`exec`, so that a signal reaches the process and not a shell around it."""
    return f"exec {shlex.join(command)}"


def _celery(python, *flags):
    """Not the script in .venv/bin: its first line breaks in folders with long names."""
    return [python, *flags, "-m", "celery", "--app", "fcu_project", "--quiet"]
