import time

from django.core.management.base import BaseCommand, CommandError

from core.exceptions import DomainError
from demo.guards import refuse_outside_demo_and_bench
from demo.simulation import simulate


class Command(BaseCommand):
    help = "Fills villages with made-up data of all apps, in bulk: for trying out and measuring."

    def add_arguments(self, parser):
        parser.add_argument("--villages", type=int, default=5)
        parser.add_argument("--families-per-village", type=int, default=200)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--region", default="", metavar="CODE", help="only below this region, for example 53.01")

    def handle(self, *, villages, families_per_village, seed, region, **options):
        refuse_outside_demo_and_bench()
        began = time.monotonic()
        try:
            counts = simulate(villages, families_per_village, seed, region)
        except DomainError as error:
            raise CommandError(str(error)) from error
        for name, count in counts.items():
            self.stdout.write(f"{count:>10,} {name}")
        self.stdout.write(f"{time.monotonic() - began:10.1f} seconds")
