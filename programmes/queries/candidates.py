"""How each member took part and what their family earns, for whoever recommends a next step. Nobody is chosen here."""

from dataclasses import dataclass

from django.db.models import Value
from django.utils import timezone

from core.formatting import share
from families.models import Family, MoneyRecord
from programmes.queries.members import TakingPart
from programmes.queries.money import money_then_and_now


@dataclass(frozen=True, slots=True)
class IncomeChange:
    """Of a family, rupiah a month."""

    first: MoneyRecord
    latest: MoneyRecord

    @property
    def change(self):
        return self.latest.income - self.first.income

    @property
    def share(self):
        return share(self.change, self.first.income)


@dataclass(frozen=True, slots=True)
class Standing:
    """``hints``: what speaks for a candidate, in words."""

    part: TakingPart
    money: IncomeChange | None

    @property
    def hints(self):
        grown = self.money is not None and self.money.change > 0
        known = (
            (self.part.is_diligent, "rajin hadir"),
            (self.part.suggestions > 0, "memberi saran"),
            (grown, "pendapatan naik"),
        )
        return [words for is_so, words in known if is_so]


def standing_of(group, parts, families):
    """The present members, those with the most to say for them first. ``families``: those that the reader may see."""
    known = {part.member.person.family_id for part in parts if part.member.person_id and part.member.is_seen}
    money = _changes(families.filter(pk__in=known), group.programme)
    rows = [
        Standing(part, money.get(part.member.person.family_id) if part.member.person_id else None)
        for part in parts
        if part.member.left_on is None
    ]
    return sorted(rows, key=lambda row: (-len(row.hints), -row.part.percent, row.part.label))


def money_of(member):
    """None where nothing is known, or the reader may not know the family."""
    if not (member.person_id and member.is_seen):
        return None
    families = Family.objects.filter(pk=member.person.family_id)
    return _changes(families, member.group.programme).get(member.person.family_id)


def _changes(families, programme):
    until = min(timezone.localdate(), programme.ended_on or timezone.localdate())
    rows = money_then_and_now(families, Value(programme.starts_on), until).values_list("pk", "first", "latest")
    found = list(rows)
    records = MoneyRecord.objects.in_bulk({key for _, first, latest in found for key in (first, latest)})
    return {family: IncomeChange(records[first], records[latest]) for family, first, latest in found}
