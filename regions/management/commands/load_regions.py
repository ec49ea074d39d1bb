from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.exceptions import DomainError
from regions.enums import Level
from regions.models import Region
from regions.services import PACKAGE_SOURCE, dotted, load_regions, rows_of_csv, rows_of_package


class Command(BaseCommand):
    help = "Loads provinces, regencies, kecamatan and villages; run it again to bring the table up to date."

    def add_arguments(self, parser):
        parser.add_argument("--province", metavar="CODE", help="only this province, for example 53")
        parser.add_argument("--csv", metavar="FILE", help="read code,name from FILE instead of the package")

    def handle(self, *, province, csv, **options):
        try:
            loaded = load_regions(_rows(province, csv), source=_source(csv), province=province)
        except DomainError as error:
            raise CommandError(str(error)) from error
        counts = ", ".join(f"{loaded.by_level.get(level, 0)} {level.value}" for level in Level)
        if options["verbosity"]:
            self.stdout.write(
                f"{counts}; {loaded.added} new, {loaded.changed} changed, {loaded.ended} no longer in force"
            )


def _source(csv):
    """What the table says of where a row came from: the name of the file, as far as the column holds it."""
    return Path(csv).name[: Region._meta.get_field("source").max_length] if csv else PACKAGE_SOURCE


def _rows(province, csv):
    if province and (dotted(province) != province or len(province) != 2):
        raise DomainError(f"{province} is not the code of a province; an example is 53.")
    return rows_of_csv(csv, province) if csv else rows_of_package(province)
