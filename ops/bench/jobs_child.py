"""Does what is due, as a worker does, and tells as JSON how much memory it held on the way."""

import json

import django

EVERY = 50


def main():
    django.setup()
    from jobs.queries import due_jobs  # noqa: PLC0415 -- models exist only after django.setup()
    from jobs.services import run_job  # noqa: PLC0415 -- as above

    rss = []
    for n, job_id in enumerate(due_jobs(), 1):
        run_job(job_id)
        if n % EVERY == 1:
            rss.append(_resident())
    print(json.dumps({"rss": [*rss, _resident()]}))


def _resident():
    """MB in memory now, not at its peak."""
    with open("/proc/self/status") as status:  # noqa: PTH123 -- not a file of ours
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
