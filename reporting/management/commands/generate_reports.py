from django.core.management.base import BaseCommand, CommandError

from core.periods import Period, PeriodError
from regions.queries import region_name
from reporting.services import make_reports_due


class Command(BaseCommand):
    help = "Make the quarterly reports of a period due for every FCU, or for those of one region."

    def add_arguments(self, parser):
        parser.add_argument("--period", required=True, help="a quarter, 2026-T3")
        parser.add_argument("--region", default="", help="a region code; all below it")

    def handle(self, *args, period, region, **options):
        made = make_reports_due(codes=(_known(region),), period=_quarter(period))
        self.stdout.write(f"{len(made)} reports made due for {period}.")


def _quarter(text):
    try:
        period = Period.parse(text)
    except PeriodError as error:
        raise CommandError(str(error)) from error
    if period.kind != "T":
        raise CommandError(f"{text} is not a quarter: write 2026-T3.")
    return period


def _known(code):
    if code and region_name(code) is None:
        raise CommandError(f"There is no region with the code {code[:20]}.")
    return code
