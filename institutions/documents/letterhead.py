"""What every paper of an FCU has: its letterhead, and the names under it."""

from institutions.enums import Post
from institutions.queries import officers_on

UNSIGNED = "(……………………………………)"


def letterhead(village, unit):
    """``office`` of docs/print.md; ``unit`` is the village's FCU or None."""
    district, regency = village.parent, village.parent.parent
    own_address = unit.address if unit else ""
    return {
        "logo": "img/lambang-fcu.svg",
        "lines": ["KOMUNITAS CINTA KELUARGA", "FAMILY CARE UNIT (FCU)"],
        "name": unit.name if unit else f"FCU {village.full_name}",
        "place": f"{district.full_name}, {regency.full_name}",
        "address": [own_address or f"{village.full_name} {village.postcode}".strip()],
    }


def signers(unit, day):
    """Post → who signs on this day; a vacant post gets room for a name."""
    held = {term.post: str(term.membership) for term in officers_on(unit, day)} if unit else {}
    return {post: held.get(post, UNSIGNED) for post in Post}
