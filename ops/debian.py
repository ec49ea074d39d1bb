"""What must come from Debian: looked up in ops/debian-packages, installed by apt when root, named otherwise."""

import glob
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from ops.errors import SetupError

LIST = Path(__file__).parent / "debian-packages"


def require(*groups):
    """Raises SetupError with the one exact command when something is missing and cannot be installed here."""
    if not shutil.which("dpkg-query"):
        return
    missing = [package for package, substitutes in _wanted(groups) if not _present(package, substitutes)]
    if not missing:
        return
    command = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0:
        raise SetupError(f"Debian packages are missing. Run this, then start again:\n  sudo sh -c '{command}'")
    _install(missing, command)


def _wanted(groups):
    for line in LIST.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            group, package, *substitutes = line.split()
            if group in groups:
                yield package, substitutes


def _present(package, substitutes):
    if any(_found(substitute) for substitute in substitutes):
        return True
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status}", package], capture_output=True, text=True)
    return asked.stdout == "installed"


def _found(substitute):
    if substitute.startswith("module:"):
        return importlib.util.find_spec(substitute.removeprefix("module:"))
    name = os.path.expandvars(substitute)
    return glob.glob(name) if "/" in name else shutil.which(name)


def _install(packages, command):
    print(f"Installing from Debian: {' '.join(packages)}", flush=True)
    _apt("update")
    if _apt("install", "-y", "--no-install-recommends", *packages).returncode:
        raise SetupError(f"apt-get could not install the packages. Try by hand:\n  {command}")


def _apt(*arguments):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    return subprocess.run(["apt-get", "-qq", *arguments], env=environment, **quiet)
