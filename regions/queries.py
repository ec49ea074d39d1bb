from functools import lru_cache

from regions.models import Region, in_regions

CODE_LENGTHS = (2, 5, 8, 13)


def region_name(code):
    """The name of a region of any level, or None. Kept per process: names change once a year, see forget_names."""
    try:
        return _known_name(code)
    except Region.DoesNotExist:  # not kept, so that a region loaded later is found
        return None


@lru_cache(maxsize=20_000)
def _known_name(code):
    return Region.objects.values_list("name", flat=True).get(pk=code)


def forget_names():
    _known_name.cache_clear()


def path_codes(code):
    """``53.01.05`` → ``["53", "53.01", "53.01.05"]``."""
    return [code[:length] for length in CODE_LENGTHS if length <= len(code)]


def ancestors(code):
    """The regions above and the region itself, the province first."""
    return list(Region.objects.filter(pk__in=path_codes(code)).order_by("code"))


def breadcrumb(region):
    """``Desa Tablolong, Kecamatan Kupang Barat, Kabupaten Kupang``: as in an address, so without the province."""
    path = ancestors(region.pk)
    below_province = path[1:] or path
    return ", ".join(place.full_name for place in reversed(below_province))


def villages_below(codes):
    return Region.objects.filter(in_regions("code", codes), active=True).villages()
