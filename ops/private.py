"""Servers of our own on unix sockets, never the machine's; they end with the block or with the process around it."""

import ctypes
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from ops.errors import SetupError

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
# The kernel's limit is 107 bytes for the whole path; PostgreSQL adds a name of its own.
LONGEST_FOLDER = 80
FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
OWN = ["listen_addresses=", "max_connections=60"]


def die_with_parent(number=signal.SIGTERM):
    """For preexec_fn: even kill -9 of the starter leaves no server behind."""
    LIBC.prctl(PR_SET_PDEATHSIG, number)


def installed(command):
    return shutil.which(command) is not None


@contextmanager
def socket_folder(wanted=None):
    """A folder whose path fits a unix socket: the wanted one, or a temporary one when that is too long."""
    if wanted and len(os.fsencode(wanted)) <= LONGEST_FOLDER:
        Path(wanted).mkdir(parents=True, exist_ok=True)
        yield Path(wanted)
        return
    short = tempfile.gettempdir() if len(tempfile.gettempdir()) < LONGEST_FOLDER // 2 else "/tmp"  # noqa: S108 -- private mkdtemp
    folder = tempfile.mkdtemp(prefix="fcu-", dir=short)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis(folder):
    """Yields the REDIS_URL. Nothing is written to disk: the job rows are the truth, the queue only a doorbell."""
    path = folder / "redis.sock"
    path.unlink(missing_ok=True)
    options = ["--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--save", "", "--dir", folder]
    with _server(["redis-server", *options, "--loglevel", "warning"], signal.SIGTERM, folder):
        _wait_for(path)
        yield f"redis+socket://{quote(str(path))}"
    path.unlink(missing_ok=True)


@contextmanager
def postgres(folder):
    """Yields the DATABASE_URL of a new cluster that is thrown away; root runs it as an unprivileged user."""
    user = _unprivileged_user()
    cluster = folder / "cluster"
    cluster.mkdir(mode=0o700)
    if user:
        for path in (folder, cluster):
            os.chown(path, user["user"], user["group"])
    initdb = [_binary("initdb"), "-D", cluster, "-U", "fcu", "--auth=trust", "--no-sync"]
    _run_quietly([*initdb, "--encoding=UTF8", "--locale=C"], user)
    options = [part for setting in FAST + OWN for part in ("-c", setting)]
    with _server([_binary("postgres"), "-D", cluster, "-k", folder, *options], signal.SIGINT, folder, user):
        _wait_for(folder / ".s.PGSQL.5432")
        _run_quietly([_binary("createdb"), "-h", folder, "-U", "fcu", "fcu"], user, patience=20)
        yield f"postgres://fcu@/{quote(str(folder))}/fcu"


@contextmanager
def servers():
    """Both, as the environment of a process that is to use them."""
    with socket_folder() as database, socket_folder() as queue, postgres(database) as url, redis(queue) as broker:
        yield {"DATABASE_URL": url, "REDIS_URL": broker}


def stop(process, number, patience=8):
    """Asks the whole group to end, then insists."""
    for ask, seconds in ((number, patience), (signal.SIGKILL, 2)):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, ask)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return


@contextmanager
def _server(command, stop_signal, folder, user=None):
    log = (folder / "server.log").open("ab")
    options = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "cwd": folder, "start_new_session": True}
    process = subprocess.Popen(command, preexec_fn=lambda: die_with_parent(stop_signal), **options, **(user or {}))
    try:
        yield process
    finally:
        stop(process, stop_signal)
        log.close()


def _unprivileged_user():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise SetupError("PostgreSQL needs a user that is not root, and neither postgres nor nobody exists here.")


def _binary(name):
    newest = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: int(path.split("/")[4]))
    found = newest[-1] if newest else shutil.which(name)
    if not found:
        raise SetupError(f"{name} is missing: apt-get install postgresql")
    return found


def _run_quietly(command, user, patience=0):
    deadline = time.monotonic() + patience
    while True:
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", **user)
        if done.returncode == 0:
            return
        if time.monotonic() > deadline:
            raise SetupError(f"{Path(command[0]).name} failed: {done.stderr.strip().splitlines()[-1:]}")
        time.sleep(0.1)


def _wait_for(path, patience=20):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
            return
        time.sleep(0.05)
    raise SetupError(f"The server behind {path.name} did not start; its log is {path.parent / 'server.log'}")
