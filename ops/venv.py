"""The virtual environment: made with uv or pip, installed again only when a requirements file has changed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from ops.errors import SetupError

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MADE_AT = VENV / "made-at"
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt"]


def ensure(name):
    """Makes .venv hold what `name` asks for and returns its Python."""
    with one_at_a_time("venv"):
        if not _whole() or not _stamp(name).exists() or _stamp(name).read_text() != _fingerprint(name):
            print(f"Installing {name} into .venv ...", flush=True)
            if not _whole():
                _make()
            _install(name)
            for done in REQUIREMENTS[: REQUIREMENTS.index(name) + 1]:
                _stamp(done).write_text(_fingerprint(done))
    return str(PYTHON)


@contextmanager
def one_at_a_time(purpose):
    """Two commands started from one clone wait for each other here."""
    folder = ROOT / "var" / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{purpose}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamp(name):
    return VENV / f".installed-{name}"


def _fingerprint(name):
    content = "".join((ROOT / file).read_text() for file in REQUIREMENTS[: REQUIREMENTS.index(name) + 1])
    return hashlib.sha256(content.encode()).hexdigest()


def _whole():
    """Not when the clone was moved (scripts hold their path), nor when the machine has got another Python."""
    packages = VENV / "lib" / PYTHON.resolve().name
    return PYTHON.exists() and packages.exists() and MADE_AT.exists() and MADE_AT.read_text() == str(VENV)


def _make():
    uv = shutil.which("uv")
    make = [uv, "venv", "--quiet", "--seed", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    _run([*make, "--clear", str(VENV)], "The virtual environment could not be made in .venv; is the disk full?")
    MADE_AT.write_text(str(VENV))


def _install(name):
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "pip", "install", "--quiet", "--python", PYTHON, "-r", ROOT / name]).returncode == 0:
        return
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-r", ROOT / name]
    _run(pip, f"The packages of {name} could not be installed; is there a connection to the package index?")


def _run(command, sentence):
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode:
        raise SetupError(sentence)
