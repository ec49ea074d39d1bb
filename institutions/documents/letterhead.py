"""What every paper of an FCU has: its letterhead, and the names under it."""

from documents.documents import UNSIGNED
from documents.documents import letterhead as plain_letterhead
from institutions.enums import Post
from institutions.queries import officers_on


def letterhead(village, unit):
    """``office`` of docs/print.md; ``unit`` is the village's FCU or None."""
    return plain_letterhead(village, unit.name, unit.address) if unit else plain_letterhead(village)


def signers(unit, day):
    """Post → who signs on this day; a vacant post gets room for a name."""
    held = {term.post: str(term.membership) for term in officers_on(unit, day)} if unit else {}
    return {post: held.get(post, UNSIGNED) for post in Post}
