"""make check: what must hold before a commit. Runs everything and says at the end what failed."""

import os
import subprocess
import sys
import tempfile

from ops import debian, venv
from ops.errors import SetupError

# Long, random and of no use to anybody: `check --deploy` looks only at its form.
KEY = "a-key-for-make-check-only-" + "q7w3e9r1t5y2u8i4o6p0" * 3


def main():
    debian.require("runtime")
    python = venv.ensure("requirements-dev.txt")
    failed = [name for name, command in _steps(python) if _run(name, command)]
    print("\n" + (f"make check: failed: {', '.join(failed)}" if failed else "make check: everything holds"))
    return 1 if failed else 0


def _steps(python):
    manage = [python, "manage.py"]
    return [
        ("ruff", [python, "-m", "ruff", "check", "."]),
        ("format", [python, "-m", "ruff", "format", "--check", "."]),
        ("layers", [str(venv.VENV / "bin" / "lint-imports"), "--no-logo"]),
        ("templates", [python, "-m", "djlint", "--quiet", "--lint", "templates"]),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        ("deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"]),
        ("empty database", [*manage, "migrate", "--verbosity", "0"]),
    ]


def _run(name, command):
    print(f"== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="fcu-check-") as data:
        done = subprocess.run(command, cwd=venv.ROOT, env=_production_like(data), stdin=subprocess.DEVNULL)
    return done.returncode


def _production_like(data):
    return {
        **os.environ,
        "FCU_DATA_DIR": data,
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "FCU_DEMO": "0",
        "SECRET_KEY": KEY,
        "SITE_URL": "https://fcu.example.go.id",
        "ALLOWED_HOSTS": "fcu.example.go.id",
        "FCU_PROXY_COUNT": "1",
        "DJANGO_SETTINGS_MODULE": "fcu_project.settings",
    }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as problem:
        sys.exit(f"make check: {problem}")
