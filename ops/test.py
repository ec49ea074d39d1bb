"""make test: the suite on SQLite, then on a private PostgreSQL and Redis; leaves nothing running."""

import os
import signal
import subprocess
import sys

from ops import debian, private, venv
from ops.errors import SetupError

# Of whatever the shell holds, nothing about a real installation may reach the tests.
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "SITE_URL", "DJANGO_SETTINGS_MODULE")
NOTHING_COLLECTED = 5


def main(arguments):
    _end_in_order()
    debian.require("runtime", "tests")
    python = venv.ensure("requirements-dev.txt")
    pytest = [python, "-m", "pytest"]
    with private.socket_folder() as scratch:
        # PostgreSQL's user must be able to pass through, not to look in.
        scratch.chmod(0o711)
        codes = [_run("SQLite", [*pytest, "-n", "2", *arguments], TMPDIR=str(scratch), FCU_SUITE="sqlite")]
        with private.servers() as settings:
            # One more than processors: while a page loads or a server starts, another test works.
            several = [*pytest, "-n", "3", *arguments]
            codes.append(_run("PostgreSQL and Redis", several, TMPDIR=str(scratch), FCU_SUITE="servers", **settings))
    return _verdict(codes, bool(arguments))


def _end_in_order():
    """Whatever ends this run, also the end of make itself, ends its servers first."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    private.die_with_parent()


def _run(name, command, **settings):
    print(f"\n== {name}", flush=True)
    kept = {key: value for key, value in os.environ.items() if key not in OURS and not _is_ours(key)}
    process = subprocess.Popen(
        command,
        cwd=venv.ROOT,
        # The workers must collect the same tests in the same order, also where a set was written down.
        env={**kept, "PYTHONHASHSEED": "0", **settings},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=private.die_with_parent,
    )
    try:
        return process.wait()
    finally:
        private.stop(process, signal.SIGINT)


def _is_ours(key):
    return key.startswith("FCU_") and key != "FCU_CHROMIUM"


def _verdict(codes, chosen_tests):
    """Tests that somebody picked may belong to one of the two runs only; a whole run without tests is a failure."""
    if chosen_tests and 0 in codes:
        codes = [code for code in codes if code != NOTHING_COLLECTED]
    failed = [code for code in codes if code]
    print("\n== " + ("FAILED" if failed else "Passed on SQLite and on PostgreSQL + Redis"), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as problem:
        sys.exit(f"make test: {problem}")
