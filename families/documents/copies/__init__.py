"""What the families app itself holds on one family; apps above add their sections through families.services."""

from families.documents.copies.course import course_sections
from families.documents.copies.file import file_sections
from families.documents.copies.people import people_sections
from families.documents.copies.section import Column, Rupiah, Section, Withheld, steps_of
from families.documents.copies.standing import standing_sections
from families.documents.copies.trail import trail_sections

__all__ = ["Column", "Rupiah", "Section", "Withheld", "own_sections", "steps_of", "trail_sections"]


def own_sections(family, *, sensitive, withheld):
    return [
        *people_sections(family),
        *standing_sections(family),
        *course_sections(family, sensitive=sensitive, withheld=withheld),
        *file_sections(family, withheld=withheld),
    ]
