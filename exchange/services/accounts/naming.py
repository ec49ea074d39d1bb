"""User names for those who came without one: from the name and the place, as a person would choose them."""

import re
import unicodedata

from exchange.services.accounts.places import bare

LONGEST = 60
NUMBERED = range(2, 10)
SHORT = 3  # letters: “I Made”, “St. Aminah” and “M. Yusuf” go by their next word
OFFICE = re.compile(r"^(?:kabupaten|kota administrasi|kota)\s+")
ALL_TAKEN = "Nama pengguna dari nama ini sudah dipakai semua. Isi nama pengguna yang lain."


def name_key(name):
    """How people's names are compared: without capitals, dots and spaces."""
    return re.sub(r"[\W_]", "", name.casefold())


def candidates(name, region):
    """The user names that suit, best first; none for a name without Latin letters."""
    words = _words(name)
    if not words:
        return []
    first = next((word for word in words if len(word) >= SHORT), words[0])
    place = bare(OFFICE.sub("", region.name.lower())) if region else ""
    whole = ".".join(words)
    short = ".".join(filter(None, [first, place])) if place else whole
    chosen = [short, ".".join(filter(None, [whole, place]))]
    fitting = dict.fromkeys(each for each in chosen if len(each) <= LONGEST)
    return [*fitting, *(f"{short[: LONGEST - 1]}{n}" for n in NUMBERED)]


def _words(name):
    """The name without academic titles, in small Latin letters."""
    plain = unicodedata.normalize("NFKD", name.partition(",")[0].lower())
    letters = plain.encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", letters))


def first_free(row, names, taken):
    """The first of ``names`` that is not in ``taken``, which then holds it; an error at the row if there is none."""
    free = next((name for name in names if name not in taken), "")
    if free:
        taken.add(free)
        row.notes.append(f"Nama penggunanya akan {free}.")
    else:
        row.errors.append(("Nama pengguna", ALL_TAKEN))
    return free
