"""make bench: the same on a SQLite file and on a PostgreSQL of our own; prints a table, judges nothing.

make bench ARGS=lists measures one part, ARGS="PostgreSQL lists" on one database; the parts stand in measure.py.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ops import debian, private, venv
from ops.bench.table import print_results
from ops.errors import SetupError

DATABASES = ("SQLite", "PostgreSQL")


def main(words):
    databases = [name for name in DATABASES if name in words] or DATABASES
    parts = [word for word in words if word not in DATABASES]
    debian.require("runtime", "tests")
    python = venv.ensure("requirements-dev.txt")
    machine = _machine()
    print(f"{machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}", flush=True)
    results = [row for name in databases for row in _measure(python, name, parts)]
    print_results(results)
    print(f"\nWritten to {_keep(machine, results)}")


def _machine():
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return {"cores": os.cpu_count(), "memory_gb": round(pages / 2**30), "system": system}


def _measure(python, name, parts):
    print(f"\n== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="fcu-bench-") as data, _database(name) as url:
        answer = Path(data, "results.json")
        done = subprocess.run(
            [python, "-m", "ops.bench.measure", str(answer), *parts], cwd=venv.ROOT, env=_settings(data, url)
        )
        if done.returncode:
            raise SetupError(f"the measurements on {name} broke off; the reason stands above.")
        return [{"database": name, **row} for row in json.loads(answer.read_text())]


@contextmanager
def _database(name):
    if name == "SQLite":
        yield ""
        return
    with private.socket_folder() as folder, private.postgres(folder) as url:
        yield url


def _settings(data, url):
    return {
        **os.environ,
        "FCU_DATA_DIR": data,
        "DATABASE_URL": url,
        "REDIS_URL": "",
        "FCU_DEMO": "0",
        "FCU_BENCH": "1",
        "SECRET_KEY": "only-for-the-benchmark-" + "0123456789" * 4,
        "SITE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1",
        "FCU_PROXY_COUNT": "0",
        "DJANGO_SETTINGS_MODULE": "fcu_project.settings",
    }


def _keep(machine, results):
    folder = venv.ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    measured_at = datetime.now().astimezone()
    path = folder / f"{measured_at:%Y-%m-%d-%H%M%S}.json"
    content = {"measured_at": measured_at.isoformat(timespec="seconds"), "machine": machine, "results": results}
    path.write_text(json.dumps(content, indent=1))
    return path.relative_to(venv.ROOT)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupError as problem:
        sys.exit(f"make bench: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
