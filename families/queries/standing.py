"""How a family lives now and how that came about: money, house, decile, programmes."""

from dataclasses import dataclass
from zlib import crc32

from django.utils import timezone

from families.models import Housing, MoneyRecord

AMOUNTS = ("income", "expenses", "balance", "monthly_savings", "savings", "debt")
LABELS = {"balance": "sisa sebulan", "house": "kepemilikan"}
ROOMS = ("house", "roof", "wall", "floor", "water", "sanitation", "electricity")


@dataclass(frozen=True, slots=True)
class Change:
    """An amount at the start and now. ``difference`` is None where one of the two is not known; ``percent`` also
    where the start was nothing or, as a balance can be, less: of that there are no hundredths."""

    label: str
    first: int | None
    last: int | None

    @property
    def difference(self):
        return None if None in (self.first, self.last) else self.last - self.first

    @property
    def percent(self):
        return 100 * self.difference / self.first if self.difference is not None and self.first > 0 else None


def edition_of(entry):
    """A number that is another one as soon as a value of the entry is: the version that its form carries."""
    return crc32(repr([getattr(entry, field.attname) for field in entry._meta.concrete_fields]).encode())


def money_of(family):
    """The family's money from the start to now."""
    return list(family.money_records.select_related("recorded_by").order_by("noted_on", "pk"))


def money_changes(records):
    """Of each amount that was known once: what it was at the start and is now, to be compared."""
    known = [name for name in AMOUNTS if any(getattr(each, name) is not None for each in records)]
    return [Change(_label(MoneyRecord, name), getattr(records[0], name), getattr(records[-1], name)) for name in known]


def _label(model, name):
    label = LABELS.get(name) or str(model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def housings_of(family):
    """The house, newest first, each as (entry, its facts)."""
    return [(each, _facts(each)) for each in family.housings.select_related("recorded_by")]


def _facts(house):
    """(label, words) of what is known."""
    facts = [(_label(Housing, name), getattr(house, f"get_{name}_display")()) for name in ROOMS]
    return [fact for fact in (*facts, ("Aset", house.assets)) if fact[1]]


def deciles_of(family):
    return list(family.deciles.select_related("recorded_by"))


def aid_of(family):
    """(those still received, those that are over), the newest first."""
    today = timezone.localdate()
    found = list(family.aid.select_related("programme", "member"))
    current = [each for each in found if each.ends_on is None or each.ends_on >= today]
    return current, [each for each in found if each not in current]
