import re
import unicodedata
from functools import lru_cache

MOST_WORDS = 6
LONGEST_KEY = 60
# Spellings of one sound, the old ones of the registers among them: Soeharto, Djoko, Tjipto, Johanis, Christina.
SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("ch", "k"), ("kh", "k"), ("ph", "f"),
    ("v", "f"), ("z", "s"), ("y", "j"), ("q", "k"), ("c", "k"), ("x", "ks"), ("h", ""),
)  # fmt: skip
MUHAMMAD = {"moh", "mohd", "muh", "muhd", "mhd", "muhamad", "muhammad", "mohamad", "mohammad", "mochamad", "mochammad"}
BETWEEN = {"bin", "binti", "b", "bt", "bte"}


def plain_text(*parts):
    """Small letters without accents and with single spaces: the one form in which things are stored and sought."""
    folded = unicodedata.normalize("NFKD", " ".join(filter(None, parts)).lower())
    return " ".join("".join(letter for letter in folded if not unicodedata.combining(letter)).split())


def words_of(text):
    """What is sought: the first few words. Each is a condition of its own, and SQLite takes no thousand of them."""
    return plain_text(text).split()[:MOST_WORDS]


def digits_at_the_end(number):
    return number[-4:] if number else ""


def name_key(name):
    """How a name sounds: the consonants of its words in alphabetical order, so that likely doubles share a key.

    >>> name_key("Yohanes Soekarno") == name_key("SUKARNO, Johannis")
    True
    """
    words = re.findall(r"[a-z]+", plain_text(name).replace("'", "").replace("’", ""))
    keys = [_sound_of(word) for word in words if word not in BETWEEN]
    long = [key for key in keys if len(key) > 1] or keys
    return " ".join(sorted(long))[:LONGEST_KEY]


@lru_cache(maxsize=10_000)
def _sound_of(word):
    word = "muhammad" if word in MUHAMMAD else word
    for written, sound in SOUNDS:
        word = word.replace(written, sound)
    word = word[:1] + re.sub(r"[aeiou]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", word)
