"""What follows from the rows of a file and is kept beside them."""

from documents.services import next_numbers
from families.enums import Relation
from families.models import Family
from families.queries import completeness_of

# Letters and dots: nobody can take one for a NIK or a No. KK, and no field for those accepts it.
PERSON, CARD = "SN", "SK"
SERIES = {PERSON: "temporary_person", CARD: "temporary_card"}


def settle(family):
    """After any change of a file or its members: the head's name, numbers for those without, search, completeness.

    The family must be locked or new. ``family`` is saved.
    """
    members = list(family.members.filter(left_on=None))
    family.head_name = next((each.name for each in members if each.relation == Relation.HEAD), family.head_name)
    _give_numbers(family, members)
    family.make_searchable([text for each in members for text in (each.name, each.temporary_number)])
    family.completeness = completeness_of(family, members).percent
    family.save()


def note_completeness(family):
    """After an entry that is not one of the file's own fields: no new version, nothing for the change log."""
    percent = completeness_of(family, family.members.filter(left_on=None)).percent
    Family.objects.filter(pk=family.pk).update(completeness=percent)
    family.completeness = percent


def next_file_number(village_code):
    """“53.01.05.2011-0042”, of the village's series."""
    return next_file_numbers(village_code, 1)[0]


def next_file_numbers(village_code, count):
    return [f"{village_code}-{number:04}" for number in next_numbers(village_code, "family", 0, count)]


def _give_numbers(family, members):
    """A number of our own for a card or a person without one; it stays when the real one comes."""
    if not family.family_card_number and not family.temporary_card_number:
        family.temporary_card_number = temporary_numbers(CARD, family.village_id, 1)[0]
    unnumbered = [each for each in members if not each.national_id and not each.temporary_number]
    for member, number in zip(unnumbered, temporary_numbers(PERSON, family.village_id, len(unnumbered)), strict=True):
        member.temporary_number = number
        member.save()


def temporary_numbers(kind, village, count):
    """“SN-53.01.05.2011-0012”."""
    return (
        [f"{kind}-{village}-{number:04}" for number in next_numbers(village, SERIES[kind], 0, count)] if count else []
    )
