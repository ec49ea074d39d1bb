"""Runs inside .venv with a database of its own: fills it, measures, and leaves the results in a file."""

import io
import json
import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main(answer):
    django.setup()
    from ops.bench import directory, lists, reports  # noqa: PLC0415 -- models exist only after django.setup()

    small = os.environ.get("BENCH_SMALL") == "1"
    runs = 10 if small else 40
    results = []
    _prepare()
    for villages, families, region in _sizes(small):
        _fill(villages, families, region)
        results += lists.measure(region, villages * families, runs)
    results += reports.measure(region, families, runs)
    results += directory.measure(region, runs)
    Path(answer).write_text(json.dumps(results))


def _sizes(small):
    """(villages, families in each, the regency they lie in): first the small table, then the large one around it."""
    return ((1, 250, "53.01"), (4, 250, "53.02")) if small else ((1, 2_500, "53.01"), (50, 2_000, "53.02"))


def _prepare():
    for folder in ("queue", "control"):
        Path(settings.BROKER_DIR, folder).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_regions", province="53", stdout=io.StringIO())


def _fill(villages, families, region):
    from django.db import connection  # noqa: PLC0415 -- see main

    from demo.simulation import simulate  # noqa: PLC0415 -- see main

    began = time.monotonic()
    counts = simulate(villages, families, 1, region)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = time.monotonic() - began
    print(f"{counts['families']:,} families, {sum(counts.values()):,} rows in {took:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
