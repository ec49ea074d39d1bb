"""The region that figures are about, and the regions below it by which they are told."""

from dataclasses import dataclass

from django.db.models import Q

from regions.enums import LEVEL_BY_LENGTH, Level, zone_name
from regions.models import VILLAGE_LENGTH, Region
from regions.queries import CODE_LENGTHS, path_codes

WORDS = {
    Level.PROVINCE: "provinsi",
    Level.REGENCY: "kabupaten/kota",
    Level.DISTRICT: "kecamatan",
    Level.VILLAGE: "desa/kelurahan",
}


@dataclass(frozen=True, slots=True)
class Extent:
    """``chosen``: the code asked for or the user's only one, "" the nation; None where the user has several.

    ``path``: (code, name) from the top of the user's regions down to the chosen one. ``places``: {code: name} of the
    regions that the figures are told by, all with codes of ``length`` letters.
    """

    codes: tuple
    chosen: str | None
    path: list
    places: dict
    length: int

    @property
    def place_word(self):
        return WORDS[LEVEL_BY_LENGTH[self.length]]

    @property
    def zone_name(self):
        return zone_name(min(self.codes))

    @property
    def name(self):
        return self.path[-1][1] if self.path else "Seluruh wilayah Anda"

    @property
    def is_village(self):
        return self.chosen is not None and len(self.chosen) == VILLAGE_LENGTH


def extent_of(own, asked=""):
    """For somebody who sees figures of the regions ``own``; None when ``asked`` is none of them. One statement."""
    if asked and not any(asked.startswith(code) for code in own):
        return None
    codes = (asked,) if asked else own
    chosen = codes[0] if len(codes) == 1 else None
    length = _below(min(map(len, codes))) if chosen is not None else max(map(len, codes))
    regions = Region.objects.filter(_below_condition(codes, chosen) | Q(pk__in=path_codes(chosen or "")))
    known = {region.code: region.full_name for region in regions.order_by("name", "code")}
    if asked and asked not in known:
        return None
    places = {code: name for code, name in known.items() if len(code) == length}
    return Extent(codes, chosen, _path(own, chosen, known), places, length)


def _below(length):
    """The length of the codes one level down; a village has nothing below it."""
    return next((each for each in CODE_LENGTHS if each > length), length)


def _below_condition(codes, chosen):
    if chosen is None:
        return Q(pk__in=codes)
    return Q(parent=chosen) if chosen else Q(parent=None)


def _path(own, chosen, known):
    if chosen is None:
        return []
    top = next(code for code in own if chosen.startswith(code))
    below = [(code, known[code]) for code in path_codes(chosen) if code.startswith(top) and code in known]
    return below if top else [("", "Indonesia"), *below]
