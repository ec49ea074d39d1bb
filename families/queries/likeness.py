"""How like two people are whose names, birth dates and places were written by different hands."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from families.models.search import BETWEEN, MUHAMMAD, SOUNDS, plain_text

# Days that stand for a birth date nobody knows: thousands of people bear them.
DEFAULT_DAYS = {(31, 12), (1, 7), (1, 1)}
NEAR = timedelta(days=3 * 366)
FAR = timedelta(days=10 * 366)
# Below this two names are those of two people. Twins share the day and the family name, so that every word counts.
SAME_NAME = 0.88
SHORT_FORMS = {**dict.fromkeys(MUHAMMAD, "muhammad"), **dict.fromkeys(("st", "sti", "sitti"), "siti"), "abd": "abdul"}
# Who has been to Mecca; one hand writes it and the next does not. As an initial it says no more than a missing word.
TITLES = {"h", "hj", "haji", "hajah", "hajjah"}
# Spellings that only count beside certain letters, before the general ones of the key.
SPELLINGS = ((r"ch(?=[dlmn])", ""), (r"(?<=[nr])c(?=[ei])", "s"), (r"(?<=[^aeiousy])y", "i"))
FEWER_WORDS = 0.05
SAME_PERSON = 74  # points from which two are likely one; the table of tests/families/test_doubles.py sets it
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Likeness:
    """``points`` of a hundred or so, and in words what they are given for."""

    points: float
    words: tuple


def name_likeness(one, other):
    """0 to 1: the words of the shorter name, each with the word of the other that is most like it; the worst counts.

    >>> name_likeness("Yohanes Soekarno", "Sukarno, Johanis") > SAME_NAME > name_likeness("Maria Tefa", "Marta Tefa")
    True
    """
    short, long = sorted((_spoken_words(one), _spoken_words(other)), key=len)
    if not short:
        return 0
    missing = len(long) - len(short)
    if not missing:
        return _worst_word(short, long)
    # Nurhayati, Nur Hayati; what half a village is called tells nobody from anybody.
    by_words = 0 if set(short) <= COMMON else _worst_word(short, long) - FEWER_WORDS * missing
    return max(by_words, _word_likeness("".join(short), "".join(long)))


def _worst_word(short, long):
    worst, left = 1, list(long)
    for word in short:
        score, match = max((_word_likeness(word, each), each) for each in left)
        left.remove(match)
        worst = min(worst, score)
    return worst


def _spoken_words(name):
    words = re.findall(r"[a-z]+", plain_text(name).replace("'", "").replace("’", ""))
    named = [word for word in words if word not in BETWEEN | TITLES]
    return [_spoken(word) for word in named or words]


def _spoken(word):
    """One spelling for one sound, with its vowels: they tell Rina from Rani. A word of silent letters stays."""
    word = SHORT_FORMS.get(word, word)
    sounded = word
    for written, sound in SPELLINGS:
        sounded = re.sub(written, sound, sounded)
    for written, sound in SOUNDS:
        sounded = sounded.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", sounded or word)


# Words that half a village bears.
COMMON = {_spoken(word) for word in ("muhammad", "siti", "abdul")}


def _word_likeness(one, other):
    if one == other:
        return 1
    if 1 in (len(one), len(other)):  # an initial
        return 0.9 if one[0] == other[0] else 0
    return (_ratio(one, other) + _ratio(_consonants(one), _consonants(other))) / 2


def _consonants(word):
    return word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS)


def _ratio(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def date_likeness(one, other):
    """(points, words) for two birth dates."""
    if one == other:
        return (15 if is_default(one) else 30), "tanggal lahir sama"
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return 28, "hari dan bulan lahir tertukar"
    apart = abs(one - other)
    if apart <= NEAR and _same_parts(one, other) == 2:
        return 22, "tanggal lahir hampir sama"
    if apart <= timedelta(days=366) and (is_default(one) or is_default(other)):
        return 18, "tahun lahir hampir sama"
    if apart <= NEAR:
        return 8, "tahun lahir berdekatan"
    return (-10 if apart > FAR else 0), ""


def is_default(day):
    return (day.day, day.month) in DEFAULT_DAYS


def _same_parts(one, other):
    return (one.day == other.day) + (one.month == other.month) + (one.year == other.year)


def person_likeness(one, other, *, same_village, same_neighbourhood=False):
    """Likeness of two who have name, sex and birth_date, or None where the names are two people's."""
    name = name_likeness(one.name, other.name)
    if name < SAME_NAME:
        return None
    points, day = date_likeness(one.birth_date, other.birth_date)
    points += 50 * name + 15 * same_village + 10 * same_neighbourhood - 15 * (one.sex != other.sex)
    words = ["nama sama" if plain_text(one.name) == plain_text(other.name) else "nama mirip", day]
    words += ["RT sama" if same_neighbourhood else "desa sama" if same_village else ""]
    return Likeness(points, tuple(filter(None, words)))


def pair_up(scored):
    """Of (points, one, other, …) the best first, each one and each other once: twins are told apart this way too."""
    taken, pairs = set(), []
    for pair in sorted(scored, key=lambda pair: -pair[0]):
        if not {("one", pair[1]), ("other", pair[2])} & taken:
            taken |= {("one", pair[1]), ("other", pair[2])}
            pairs.append(pair)
    return pairs


def near_days(day):
    """The first and last day on which one may have been born who is said to be born on ``day``."""
    return max(day - NEAR, date(1900, 1, 1)), day + NEAR


def same_people(theirs, ours):
    """Key of one of ``theirs`` → key of the one of ``ours`` who is likely the same person."""
    scored = [(_sameness(one, other), one.pk, other.pk) for one in theirs for other in ours]
    return {one: other for _, one, other in pair_up([pair for pair in scored if pair[0]])}


def _sameness(one, other):
    """Points, 0 for two people. Of two files of one household the place says nothing more."""
    if one.national_id and one.national_id == other.national_id:
        return 2 * SAME_PERSON
    likeness = person_likeness(one, other, same_village=True, same_neighbourhood=True)
    return likeness.points if likeness and likeness.points >= SAME_PERSON else 0
