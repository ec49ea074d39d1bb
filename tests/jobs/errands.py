"""For the tests with a process of its own: the address of their database; a job that tells where it runs, then waits
to be let go."""

import os
from pathlib import Path

from django.db import connection

from jobs.handlers import job


def address_of_database():
    """DATABASE_URL of the database of this test."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    parts = connection.settings_dict
    return f"postgres://{parts['USER']}@/{parts['HOST'].replace('/', '%2F')}/{parts['NAME']}"


@job
def wait_at_the_gate(progress, *, folder):
    progress(1, 2)
    with Path(folder, "begun").open("a") as file:
        file.write(f"{os.getpid()}\n")
    Path(folder, "gate").read_text()
    with Path(folder, "ended").open("a") as file:
        file.write(f"{os.getpid()}\n")
    return "/berkas/"
