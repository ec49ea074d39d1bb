"""Which region a row of the directory is about, from a code, a name, or the institution that bears the name."""

import re
from collections import defaultdict

from families.models.search import plain_text
from institutions.queries.importing import regions_around
from regions.models import VILLAGE_LENGTH

NATION, NATION_WORDS = "", {"seluruh indonesia", "indonesia", "nasional"}
SHORT_FORMS = {"kec": "kecamatan", "kab": "kabupaten", "kel": "kelurahan", "ds": "desa", "prov": "provinsi"}
NO_CODE = "Kode {code} tidak ada di wilayah ini. Periksa angkanya, atau tulis nama wilayahnya saja."
NO_PLACE = "Wilayah layanan belum diisi. Tulis kecamatan, desa, atau kabupaten yang dilayani."
UNKNOWN = "“{place}” tidak ada di wilayah ini. Contoh: Kecamatan Kupang Barat; atau isi kolom Kode wilayah."
SEVERAL = "Ada {count} wilayah bernama “{place}”. Isi kolom Kode wilayah, misalnya {code}."


class Places:
    """The regions around ``home``, the region that a file was sent for."""

    def __init__(self, home):
        self.home, self.regions = home, regions_around(home)
        self.by_full, self.by_name = defaultdict(list), defaultdict(list)
        for code, region in self.regions.items():
            self.by_full[words(region.full_name)].append(code)
            self.by_name[words(region.name)].append(code)

    def of(self, row, named):
        """The code, "" for the nation, None with an error in the row. ``named``: codes where the name is known."""
        code, place = row.values.get("region"), row.values.get("place")
        if code:
            return code if code in self.regions else _wrong(row, "Kode wilayah", NO_CODE.format(code=code))
        return self._by_place(row, place, named) if place else self._by_institution(row, named)

    def _by_place(self, row, place, named):
        key = words(place)
        if key in NATION_WORDS:
            return NATION
        found = self.by_full.get(key) or self.by_name.get(key, [])
        meant = [code for code in found if code in named] if len(found) > 1 else found
        if len(meant) == 1:
            return meant[0]
        told = SEVERAL.format(count=len(found), place=place, code=found[0]) if found else UNKNOWN.format(place=place)
        return _wrong(row, "Wilayah layanan", told)

    def _by_institution(self, row, named):
        """Without a place: the institution that bears the name, a village's own before others."""
        if self.home in named or (not named and len(self.home) == VILLAGE_LENGTH):
            return self.home
        return next(iter(named)) if len(named) == 1 else _wrong(row, "Wilayah layanan", NO_PLACE)


def words(name):
    """“Kec. Kupang Barat” → “kecamatan kupang barat”."""
    return " ".join(SHORT_FORMS.get(word, word) for word in re.findall(r"[a-z0-9']+", plain_text(name)))


def _wrong(row, title, sentence):
    row.errors.append((title, sentence))
