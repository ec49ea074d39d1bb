"""Runs inside .venv with a database of its own: fills it, measures, and leaves the results in a file."""

import io
import json
import os
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

# Each is a module beside this one: measure(size, runs) → rows of the table, asked after each filling.
PARTS = (
    "lists", "doubles", "directory", "reports", "entry", "meeting", "visit", "schedules", "plans", "referrals",
    "ledger", "indicators", "many_reports", "importing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """``villages`` were filled just now; ``families`` lie in their regency by now."""

    villages: int
    a_village: int
    region: str
    families: int
    is_last: bool


SMALL = ((1, 250, "53.01"), (4, 250, "53.02"))
# (villages, families in each, the regency they lie in): a small one first, then a large one around it.
SIZES = {
    "sqlite": ((1, 2_500, "53.01"), (5, 2_000, "53.03"), (50, 2_000, "53.02")),
    "postgresql": ((1, 2_500, "53.01"), (50, 2_000, "53.02"), (200, 2_000, "53.02")),
}


def main(answer, *parts):
    django.setup()
    small = os.environ.get("BENCH_SMALL") == "1"
    # Models exist only after django.setup().
    modules = [import_module(f"ops.bench.{name}") for name in parts or PARTS]
    _prepare()
    results = []
    for size in _sizes(small):
        _fill(size)
        for module in modules:
            results += module.measure(size, 10 if small else 40)
    Path(answer).write_text(json.dumps(results))


def _sizes(small):
    """Filled one after the other into one database, so that what was measured before is still there."""
    from django.db import connection  # noqa: PLC0415 -- see main

    steps, lying = SMALL if small else SIZES[connection.vendor], {}
    for place, (villages, a_village, region) in enumerate(steps, start=1):
        lying[region] = lying.get(region, 0) + villages * a_village
        yield Size(villages, a_village, region, lying[region], place == len(steps))


def _prepare():
    for folder in ("queue", "control"):
        Path(settings.BROKER_DIR, folder).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_regions", province="53", stdout=io.StringIO())


def _fill(size):
    from django.db import connection  # noqa: PLC0415 -- see main

    from demo.simulation import simulate  # noqa: PLC0415 -- see main

    began = time.monotonic()
    counts = simulate(size.villages, size.a_village, 1, size.region)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE[connection.vendor])
    took = time.monotonic() - began
    print(f"{counts['families']:,} families, {sum(counts.values()):,} rows in {took:.1f} s", flush=True)


# As autovacuum leaves a table that was filled: statistics, and the map of pages that every reader may see.
_SETTLE = {"sqlite": "ANALYZE", "postgresql": "VACUUM ANALYZE"}


if __name__ == "__main__":
    main(*sys.argv[1:])
