from dataclasses import dataclass

from django.db import IntegrityError, transaction

from core.exceptions import DomainError
from families.models import Family, FamilyMember


@dataclass(frozen=True, slots=True)
class Holder:
    """Where a number is in use already: the village, and the family only for who may see it."""

    pk: int
    name: str
    number: str
    village: str
    family: Family | None

    @property
    def sentence(self):
        if self.family:
            return f"{self.name} ini sudah tercatat di {self.village}. Buka berkas itu, atau periksa angkanya."
        return f"{self.name} ini sudah tercatat di {self.village}. Periksa angkanya, atau minta pindah desa."


class NumberTaken(DomainError):
    """A NIK or No. KK is in use elsewhere. ``members``: index → sentence; ``card``: the card's, or empty.

    ``card_holder`` and ``member_holders`` tell the same as Holders.
    """

    def __init__(self, card, members):
        super().__init__(" ".join(holder.sentence for holder in [card, *members.values()] if holder))
        self.card_holder, self.member_holders = card, members
        self.card, self.members = card.sentence if card else "", {i: each.sentence for i, each in members.items()}


def refuse_taken(card, national_ids, *, actor, family=None):
    """NumberTaken if another family holds one of the numbers. Who may not see that family learns its village only."""
    cards, people = _cards(card, family), _people(national_ids, family)
    if not cards and not people:
        return
    found = [*cards.values(), *people.values()]
    mine = Family.objects.visible_to(actor).filter(pk__in=[each.pk for each in found])
    visible = set(mine.values_list("pk", flat=True))

    def holder(name, number, other):
        return Holder(other.pk, name, number, other.village.full_name, other if other.pk in visible else None)

    raise NumberTaken(
        holder("No. KK", card, cards[card]) if cards else None,
        {i: holder("NIK", number, people[number]) for i, number in enumerate(national_ids) if number in people},
    )


def guard_numbers(card, national_ids, write, *, actor, family=None):
    """``write()`` with the numbers checked before, and the unique constraints' verdict said in words after."""
    refuse_taken(card, national_ids, actor=actor, family=family)
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        refuse_taken(card, national_ids, actor=actor, family=family)
        raise


def _cards(card, family):
    """The condition of the unique index is repeated, so that the planners see that it fits."""
    if not card:
        return {}
    others = Family.objects.active().filter(family_card_number=card).exclude(family_card_number="")
    others = others.exclude(pk=family.pk) if family else others
    return {other.family_card_number: other for other in others.select_related("village")}


def _people(national_ids, family):
    asked = [number for number in national_ids if number]
    others = FamilyMember.objects.filter(national_id__in=asked, left_on=None).exclude(national_id="")
    others = others.exclude(family=family) if family else others
    return {member.national_id: member.family for member in others.select_related("family__village")}
