"""A power cut: ``python -m tests.exchange.power_cut JOB POINT`` runs a job and dies before its POINT-th write."""

import os
import signal
import sys

import django

WRITES = ("INSERT", "UPDATE", "DELETE", "RELEASE")


def main(job_id, point):
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- there are no connections before django.setup()

    from jobs.services import run_job  # noqa: PLC0415 -- as above

    with connection.execute_wrapper(Cut(point)):
        run_job(job_id)


class Cut:
    def __init__(self, point):
        self.left = point

    def __call__(self, execute, sql, params, many, context):
        self.left -= sql.startswith(WRITES)
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
