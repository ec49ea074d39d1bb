from django.db import IntegrityError, transaction

from core.exceptions import DomainError
from families.models import Family, FamilyMember


class NumberTaken(DomainError):
    """A NIK or No. KK is in use elsewhere. ``members``: index → sentence; ``card``: the card's."""

    def __init__(self, card, members):
        super().__init__(" ".join(filter(None, [card, *members.values()])))
        self.card, self.members = card, members


def refuse_taken(card, national_ids, family=None):
    """NumberTaken if another family holds one of the numbers. Only the village is named, never the family."""
    taken_card = _place_of_card(card, family)
    places = _places_of_people(national_ids, family)
    members = {i: _sentence("NIK", places[number]) for i, number in enumerate(national_ids) if number in places}
    if taken_card or members:
        raise NumberTaken(taken_card and _sentence("No. KK", taken_card), members)


def guard_numbers(card, national_ids, family, write):
    """``write()`` with the numbers checked before, and the unique constraints' verdict said in words after."""
    refuse_taken(card, national_ids, family)
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        refuse_taken(card, national_ids, family)
        raise


def _place_of_card(card, family):
    if not card:
        return ""
    others = (
        Family.objects.active()
        .exclude(pk=family.pk if family else None)
        .filter(family_card_number=card)
        .exclude(family_card_number="")
    )
    holder = others.select_related("village").first()
    return holder.village.full_name if holder else ""


def _places_of_people(national_ids, family):
    asked = [number for number in national_ids if number]
    others = FamilyMember.objects.filter(national_id__in=asked, left_on=None).exclude(national_id="")
    others = others.exclude(family=family) if family else others
    return {member.national_id: member.family.village.full_name for member in others.select_related("family__village")}


def _sentence(name, place):
    return f"{name} ini sudah tercatat di {place}. Periksa angkanya, atau minta pindah desa."
