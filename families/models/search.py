import unicodedata


def plain_text(*parts):
    """Small letters without accents and with single spaces: the one form in which things are stored and sought."""
    folded = unicodedata.normalize("NFKD", " ".join(filter(None, parts)).lower())
    return " ".join("".join(letter for letter in folded if not unicodedata.combining(letter)).split())


def digits_at_the_end(number):
    return number[-4:] if number else ""
