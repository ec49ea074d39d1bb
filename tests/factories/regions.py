"""Regions with their whole path: a village never stands alone."""

from django.utils import timezone

from regions.enums import LEVEL_BY_LENGTH
from regions.models import Region

NAMES = {
    "53": "Nusa Tenggara Timur",
    "53.01": "Kabupaten Kupang",
    "53.01.05": "Kupang Barat",
    "53.01.05.2011": "Tablolong",
    "53.01.05.2010": "Lifuleo",
    "73": "Sulawesi Selatan",
    "73.09": "Kabupaten Maros",
    "73.09.13": "Moncongloe",
    "73.09.13.2001": "Moncongloe",
}


def make_region(code, name=None):
    """The region with this code, with everything above it; what is there already stays as it is."""
    parent = make_region(code.rpartition(".")[0]) if "." in code else None
    values = {
        "name": name or NAMES.get(code, f"Wilayah {code}"),
        "level": LEVEL_BY_LENGTH[len(code)],
        "parent": parent,
    }
    return Region.objects.get_or_create(code=code, defaults=values)[0]


def make_village(code="53.01.05.2011", name=None):
    return make_region(code, name)


def in_the_zone_of_the_village():
    """A test's own today is that of Desa Tablolong, as on its pages: for an hour a day it is not Jakarta's."""
    return timezone.override("Asia/Makassar")
