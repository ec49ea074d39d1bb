"""make run, first half: what is missing on the machine and in .venv; then ops.serve takes this process over."""

import os
import socket
import sys

from ops import debian, venv
from ops.errors import SetupError


def main():
    port = _free_port(os.environ.get("PORT") or "8000")
    debian.require("runtime")
    python = venv.ensure("requirements.txt")
    os.environ["PORT"] = str(port)
    os.execv(python, [python, "-m", "ops.serve"])


def _free_port(text):
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise SetupError(f"PORT={text} is not a port. Choose a number between 1024 and 65535: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as refused:
            other = f"make run PORT={int(text) % 65535 + 1}"
            raise SetupError(f"port {text} cannot be used ({refused.strerror}). Try {other}") from refused
    return int(text)


if __name__ == "__main__":
    try:
        main()
    except SetupError as problem:
        sys.exit(f"make run: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
