"""make run as a whole: what it starts answers, and whatever ends it leaves nothing behind."""

import os
import select
import signal
import socket
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from ops import private, venv

pytestmark = pytest.mark.postgres
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "SITE_URL", "ALLOWED_HOSTS", "PYTEST_CURRENT_TEST")


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory):
    """Regions are loaded into it once; its name is as bad as a folder's name can be."""
    return tmp_path_factory.mktemp("a b+c#d%20")


@contextmanager
def running(data_folder, **settings):
    kept = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
    port = free_port()
    own = {"PORT": str(port), "FCU_DATA_DIR": str(data_folder), "FCU_DEMO": "0"}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    options = {"cwd": venv.ROOT, "env": {**kept, **own, **settings}, "start_new_session": True}
    make = subprocess.Popen(["make", "run"], **streams, **options)
    try:
        seen = []
        for line in make.stdout:
            seen.append(line)
            if "FCU is ready" in line:
                break
        assert "FCU is ready" in "".join(seen), "".join(seen)
        yield make, port
    finally:
        private.stop(make, signal.SIGTERM)
        make.stdout.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(data_folder):
    """Those that carry the folder in their environment: everything that this run has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.fsencode(f"FCU_DATA_DIR={data_folder}") in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found


def ended(pids, seconds):
    """Whether all of them end in time, without asking again and again."""
    handles = []
    for pid in pids:
        with suppress(ProcessLookupError):
            handles.append(os.pidfd_open(pid))
    return all(select.select([handle], [], [], seconds)[0] for handle in handles)


@pytest.mark.parametrize("how", ["ctrl-c", "kill make", "kill -9 make", "close the terminal"])
def test_everything_stops(data_folder, how):
    with running(data_folder) as (make, port):
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.status == 200
        pids = [pid for pid in processes_of(data_folder) if pid != make.pid]
        assert len(pids) >= 5
        end(make, how)
        assert ended(pids, seconds=20)
    assert processes_of(data_folder) == []


def end(make, how):
    if how == "ctrl-c":
        os.killpg(make.pid, signal.SIGINT)
    elif how == "close the terminal":
        os.killpg(make.pid, signal.SIGHUP)
    else:
        make.send_signal(signal.SIGKILL if "-9" in how else signal.SIGTERM)


def test_two_runs_from_one_clone(data_folder):
    with running(data_folder) as (_, first), running(data_folder) as (_, second):
        for port in (first, second):
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
                assert answer.status == 200
    assert processes_of(data_folder) == []


def test_without_redis_the_queue_is_a_folder(data_folder, tmp_path):
    """A PATH on which everything stands but redis-server."""
    for folder in os.environ["PATH"].split(":"):
        for program in Path(folder).glob("*"):
            with suppress(FileExistsError):
                (tmp_path / program.name).symlink_to(program)
    (tmp_path / "redis-server").unlink()
    with running(data_folder, PATH=str(tmp_path)) as (_, port):
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.status == 200
        assert not list((data_folder / "run" / str(port)).glob("*.sock"))
    assert processes_of(data_folder) == []
