"""Words that are shorter on paper than on the screen."""

from families.enums import Education

EDUCATION = {
    Education.NONE: "belum sekolah",
    Education.PRIMARY_UNFINISHED: "belum tamat SD",
    Education.PRIMARY: "SD",
    Education.LOWER_SECONDARY: "SLTP",
    Education.UPPER_SECONDARY: "SLTA",
    Education.DIPLOMA_2: "D-I/II",
    Education.DIPLOMA_3: "D-III",
    Education.BACHELOR: "D-IV/S-1",
    Education.MASTER: "S-2",
    Education.DOCTOR: "S-3",
}


def shortened(text, letters):
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def first_few(texts, most, letters):
    """At most ``most`` lines, the last of which says how many there are besides."""
    texts = [shortened(text, letters) for text in texts]
    if len(texts) <= most:
        return texts
    return [*texts[: most - 1], f"dan {len(texts) - most + 1} lainnya"]
