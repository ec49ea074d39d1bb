from django.core.management.base import BaseCommand, CommandError

from core.exceptions import DomainError
from core.periods import Period, PeriodError
from regions.models import Region
from reporting.services import make_reports_due, start_run


class Command(BaseCommand):
    help = "Make the reports of a period: due for every FCU and office, counted and put on paper by one job each."

    def add_arguments(self, parser):
        parser.add_argument("--period", required=True, help="a quarter, semester or year: 2026-T3, 2026-S1, 2026")
        parser.add_argument("--region", default="", help="a region code; all below it")

    def handle(self, *args, period, region, **options):
        asked, regions = _period(period), _regions(region)
        made = sum(len(make_reports_due(codes=(each.pk,), period=asked)) for each in regions)
        jobs = sum(_jobs(each, asked) for each in regions)
        self.stdout.write(f"{made} reports made due for {period}, {jobs} jobs asked for.")


def _jobs(region, period):
    try:
        return start_run(region, period).items.count()
    except DomainError:  # a region without any FCU
        return 0


def _period(text):
    try:
        period = Period.parse(text)
    except PeriodError as error:
        raise CommandError(str(error)) from error
    if period.kind == "M":
        raise CommandError(f"{text} is a month: write 2026-T3, 2026-S1 or 2026.")
    return period


def _regions(code):
    """The one asked for, or every province with its whole tree."""
    found = list(Region.objects.filter(pk=code) if code else Region.objects.filter(level="province"))
    if not found:
        raise CommandError(f"There is no region with the code {code[:20]}.")
    return found
