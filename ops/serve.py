"""make run, second half (inside .venv): web, worker and beat as one, started and stopped together."""

import multiprocessing
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import environ
from honcho.manager import Manager
from honcho.printer import Printer
from honcho.process import Popen, Process

from ops import healthy, private, services
from ops.errors import SetupError
from ops.venv import ROOT, one_at_a_time

READY_WITHIN = 60


def main():
    parent = os.getppid()
    environ.Env.read_env(ROOT / ".env")
    port = os.environ["PORT"]
    os.environ.setdefault("FCU_DEMO", "1")
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    data = Path(os.environ.setdefault("FCU_DATA_DIR", str(ROOT / "var"))).resolve()
    own = data / "run" / port
    own.mkdir(parents=True, exist_ok=True)
    _keep_secret_key(data / "secret_key")
    _stop_on_hangup()
    with ExitStack() as servers:
        pool = _broker(servers, own)
        sign_ins = _prepare()
        manager = _manager(port, own, pool)
        threading.Thread(target=_watch, args=(parent, port, sign_ins), daemon=True).start()
        return _loop(manager)


def _keep_secret_key(path):
    """The embedded installation makes its own key once; only its owner can read it."""
    if os.environ.get("SECRET_KEY"):
        return
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))


def _broker(servers, own):
    """REDIS_URL, else a private redis-server, else files; returns the worker pool that stops cleanly with it."""
    if not os.environ.get("REDIS_URL"):
        if not private.installed("redis-server"):
            return "threads"
        folder = servers.enter_context(private.socket_folder(own))
        os.environ["REDIS_URL"] = servers.enter_context(private.redis(folder))
    return "prefork"


def _prepare():
    with one_at_a_time("prepare"):
        done = subprocess.run([sys.executable, "-m", "ops.prepare"], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    if done.returncode:
        raise SetupError("the database or the demo data could not be prepared; the reason stands above.")
    return done.stdout


def _manager(port, own, pool):
    manager = _Manager(Printer(_Terminal()))
    commands = {
        "web": services.web(f"127.0.0.1:{port}"),
        "worker": services.worker(f"fcu-{port}", pool),
        "beat": services.beat(own / "beat-schedule"),
    }
    for name, command in commands.items():
        manager.add_process(name, services.shell_line(command), cwd=str(ROOT))
    return manager


def _loop(manager):
    try:
        manager.loop()
    finally:
        # Only after a signal in the middle of the start; the kernel then ends what stood below them.
        for child in multiprocessing.active_children():
            child.kill()
    return 0 if manager.returncode in (130, 143) else 1


class _Manager(Manager):
    """honcho's, whose processes end with it and which can be stopped in the middle of its start."""

    def __init__(self, printer):
        super().__init__(printer)
        self._process_ctor = _Guarded

    def terminate(self):
        if not self._all_started():
            sys.exit(143)
        super().terminate()


class _Guarded(Process):
    """Ends with the process that supervises it, even when that one is killed."""

    def run(self, *arguments):
        private.die_with_parent(signal.SIGKILL)
        self._child_ctor = partial(Popen, preexec_fn=private.die_with_parent)
        super().run(*arguments)


class _Terminal:
    """Standard output that may go away: after a closed window or `make run | head` everything stops in order."""

    def write(self, text):
        self._try(sys.stdout.write, text)

    def flush(self):
        self._try(sys.stdout.flush)

    def isatty(self):
        return sys.stdout.isatty()

    def _try(self, act, *arguments):
        try:
            act(*arguments)
        except OSError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 -- stays open until the end
            _stop()


def _stop_on_hangup():
    signal.signal(signal.SIGHUP, lambda *_: _stop())
    # Until honcho takes over, a signal must still unwind the block that stops Redis. A shell that starts us with & has
    # switched SIGINT off.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))


def _stop():
    os.kill(os.getpid(), signal.SIGTERM)


def _watch(parent, port, sign_ins):
    """Says when the application answers; stops everything when make itself is gone."""
    _announce(port, sign_ins)
    while os.getppid() == parent:
        time.sleep(1)
    _stop()


def _announce(port, sign_ins):
    address = f"http://127.0.0.1:{port}"
    if healthy.wait(address, os.environ["SITE_URL"], READY_WITHIN):
        print(f"\n{sign_ins}\nFCU is ready: {address}/   (Ctrl-C stops it)\n", flush=True)
        return
    print(f"make run: the application did not answer within {READY_WITHIN} seconds.", file=sys.stderr, flush=True)
    _stop()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as problem:
        sys.exit(f"make run: {problem}")
