import os

from django.conf import settings
from django.core.management.base import CommandError

BENCH = "FCU_BENCH"


def refuse_outside_demo():
    """Made-up people never enter an installation that serves real ones."""
    if not settings.FCU_DEMO:
        raise CommandError("Demo data is made only where FCU_DEMO=1.")


def refuse_outside_demo_and_bench():
    if not settings.FCU_DEMO and os.environ.get(BENCH) != "1":
        raise CommandError("Made-up data is written only where FCU_DEMO=1 or FCU_BENCH=1.")
