"""Which region a row means: by its code, or by the names of village and district within the import's own region."""

import re
from collections import defaultdict

from exchange.queries.accounts import named_regions, regions_of
from regions.enums import Level

KIND_OF_PLACE = re.compile(r"^(?:desa|ds|kelurahan|kel|kecamatan|kec|distrik)[. ]+")
DISTRICT_LENGTH = 8
CODE, VILLAGE, DISTRICT = "Kode wilayah", "Desa", "Kecamatan"
ASK_CODE = "Isi kode wilayah {level} untuk peran ini."
OUTSIDE = "{place} di luar {top}, wilayah impor ini."
WRONG_LEVEL = "Peran ini memerlukan wilayah {wanted}, sedangkan ini {found}."
OTHER_NAME = "Kode ini milik {place}, sedangkan di sini tertulis “{name}”. Periksa keduanya."
NOT_FOUND = "“{name}” tidak ada di {top}. Periksa ejaannya, atau isi kode wilayahnya."
SEVERAL = "Ada {count} wilayah bernama “{name}” di {top}. Isi juga kecamatannya, atau kode wilayahnya."


def bare(name):
    """How names of places are compared: “DESA Oe-Niko” and “Oe Niko” are one."""
    return re.sub(r"[^a-z0-9]", "", KIND_OF_PLACE.sub("", name.lower().strip()))


class Places:
    """The regions that ``rows`` speak of, in two statements."""

    def __init__(self, top, rows):
        self.top, self.top_words = top, str(top) if top else "Indonesia"
        by_name = [row for row in rows if "code" not in row.values]
        wanted = {bare(row.values[name]) for row in by_name for name in ("village", "district") if name in row.values}
        self.named = defaultdict(list)
        if wanted:
            self._keep_named(wanted)
        codes = {row.values["code"] for row in rows if "code" in row.values}
        self.regions = regions_of(codes.union(*self.named.values()))

    def _keep_named(self, wanted):
        for code, name, level in named_regions(self.top):
            if (key := bare(name)) in wanted:
                self.named[level, key].append(code)

    def find(self, row, level):
        """The region of ``level`` that the row means; None with an error at the row where it says none."""
        if "code" in row.values:
            return self._by_code(row, row.values["code"], level)
        if level in (Level.VILLAGE, Level.DISTRICT):
            return self._by_name(row, level)
        if self.top and self.top.level == level:
            return self.top
        return _wrong(row, CODE, ASK_CODE.format(level=level.label.lower()))

    def _by_code(self, row, code, level):
        region = self.regions.get(code)
        if region is None or not region.active:
            return _wrong(row, CODE, f"Kode wilayah {code} tidak ada atau tidak berlaku lagi. Periksa angkanya.")
        if self.top and not region.pk.startswith(self.top.pk):
            return _wrong(row, CODE, OUTSIDE.format(place=region, top=self.top_words))
        if region.level != level:
            found = Level(region.level).label.lower()
            return _wrong(row, CODE, WRONG_LEVEL.format(wanted=level.label.lower(), found=found))
        written = row.values.get("village", "") if level == Level.VILLAGE else ""
        if written and bare(written) != bare(region.name):
            return _wrong(row, CODE, OTHER_NAME.format(place=region, name=written))
        return region

    def _by_name(self, row, level):
        column, title = ("village", VILLAGE) if level == Level.VILLAGE else ("district", DISTRICT)
        name = row.values.get(column)
        if not name:
            return _wrong(row, title, f"Isi kode wilayahnya, atau {title.lower()}nya.")
        found = self.named[level, bare(name)]
        top = self.top_words
        if level == Level.VILLAGE and (district := row.values.get("district")):
            above = set(self.named[Level.DISTRICT, bare(district)])
            found, top = [code for code in found if code[:DISTRICT_LENGTH] in above], f"{DISTRICT} {district}"
        if len(found) != 1:
            said = SEVERAL if found else NOT_FOUND
            return _wrong(row, title, said.format(name=name, top=top, count=len(found)))
        return self.regions[found[0]]


def _wrong(row, title, sentence):
    row.errors.append((title, sentence))


def in_words(region):
    """“Desa Tablolong, Kecamatan Kupang Barat”; a parent that was read with it is named."""
    if region is None:
        return "Indonesia"
    return f"{region}, {region.parent}" if region.parent_id else str(region)
