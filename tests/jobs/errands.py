"""A job for the tests with a real worker: it tells where it runs, then waits to be let go."""

import os
from pathlib import Path

from jobs.handlers import job


@job
def wait_at_the_gate(progress, *, folder):
    progress(1, 2)
    with Path(folder, "begun").open("a") as file:
        file.write(f"{os.getpid()}\n")
    Path(folder, "gate").read_text()
    with Path(folder, "ended").open("a") as file:
        file.write(f"{os.getpid()}\n")
    return "/berkas/"
