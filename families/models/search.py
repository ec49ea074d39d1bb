import unicodedata

MOST_WORDS = 6


def plain_text(*parts):
    """Small letters without accents and with single spaces: the one form in which things are stored and sought."""
    folded = unicodedata.normalize("NFKD", " ".join(filter(None, parts)).lower())
    return " ".join("".join(letter for letter in folded if not unicodedata.combining(letter)).split())


def words_of(text):
    """What is sought: the first few words. Each is a condition of its own, and SQLite takes no thousand of them."""
    return plain_text(text).split()[:MOST_WORDS]


def digits_at_the_end(number):
    return number[-4:] if number else ""
