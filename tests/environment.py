"""Loaded by pytest before the settings, so that no run touches the data under var/ or follows a .env file."""

import atexit
import os
import shutil
import tempfile

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
DATA_DIR = tempfile.mkdtemp(prefix="fcu-tests-")
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

os.environ.setdefault("DATABASE_URL", "")
os.environ.setdefault("REDIS_URL", "")
if WORKER and os.environ["REDIS_URL"]:
    # Two workers of one run share the server, each with a database of its own.
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].split("?")[0] + f"?virtual_host={WORKER.removeprefix('gw')}"
os.environ.update(
    FCU_DATA_DIR=DATA_DIR,
    FCU_DEMO="1",
    FCU_PROXY_COUNT="0",
    SECRET_KEY="only-for-tests-" + "0123456789" * 5,
    SITE_URL="http://127.0.0.1:8000",
    ALLOWED_HOSTS="127.0.0.1,localhost,testserver",
    EMAIL_URL="memorymail://",
    # Playwright keeps an event loop in the thread of the test.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)


# By marker, of each of the two runs of make test.
LEFT_OUT = {"sqlite": {"browser", "once_with_servers"}, "servers": {"once_on_sqlite"}}


def pytest_collection_modifyitems(config, items):
    """On SQLite what needs a server is left out. Of the two runs of make test each takes what the other need not:
    browsers run once, with the servers, and what touches no database once, without. What takes minutes begins first,
    so that no worker waits at the end for another one."""
    suite, on_sqlite = os.environ.get("FCU_SUITE"), not os.environ["DATABASE_URL"].startswith("postgres")
    left_out = LEFT_OUT.get(suite, set()) | ({"postgres"} if on_sqlite else set())
    chosen = [item for item in items if not left_out & _marks(item) and (suite != "servers" or _needs_servers(item))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = sorted(chosen, key=lambda item: "long" not in _marks(item))


def _marks(item):
    return {mark.name for mark in item.iter_markers()}


def _needs_servers(item):
    marked = {"browser", "postgres", "django_db"} & _marks(item)
    return bool(marked or {"db", "django_db_setup"} & {*item.fixturenames})


@pytest.fixture(scope="session")
def chromium_path():
    """Debian's browser; FCU_CHROMIUM names another one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("FCU_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "No Chromium: apt-get install chromium, or set FCU_CHROMIUM to its path."
    return found
