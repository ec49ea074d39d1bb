"""How families live: decile, house, money over time, programmes received."""

from dataclasses import dataclass
from datetime import timedelta

from families.enums import Electricity, FamilyStatus, Floor, House, Roof, Sanitation, Wall, Water, WorkRhythm
from families.models import AidProgramme

DECILE_SHARES = {
    FamilyStatus.REGISTERED: (14, 14, 13, 12, 11, 10, 9, 8, 6, 3),
    FamilyStatus.PLASMA: (40, 28, 16, 10, 6, 0, 0, 0, 0, 0),
    FamilyStatus.PIONEER: (2, 4, 8, 14, 18, 18, 14, 12, 8, 2),
}
DECILE_CHANCE = {FamilyStatus.REGISTERED: 0.5, FamilyStatus.PLASMA: 0.9, FamilyStatus.PIONEER: 0.8}
HOUSING_CHANCE = {FamilyStatus.REGISTERED: 0.45, FamilyStatus.PLASMA: 0.95, FamilyStatus.PIONEER: 0.9}
MONEY_CHANCE = {FamilyStatus.REGISTERED: 0.1, FamilyStatus.PLASMA: 0.9, FamilyStatus.PIONEER: 0.95}
AID_CHANCE = {FamilyStatus.REGISTERED: 0.3, FamilyStatus.PLASMA: 0.85, FamilyStatus.PIONEER: 0.15}
AID_SHARES = {"SEMBAKO": 30, "PBI-JK": 30, "PKH": 22, "LPG": 8, "BLT-DD": 6, "PIP": 4}
BUSINESSES = ("Jual ikan", "Kios", "Tenun ikat", "Ternak ayam", "Kebun sayur", "Rumput laut", "Kue basah")
HALF_YEAR = 182
SOURCE = "DTSEN, disebut pendamping PKH"
HOUSE_PARTS = tuple(tuple(part.values) for part in (House, Roof, Wall, Floor, Water, Sanitation, Electricity))
BUSINESS_CHANCE = {FamilyStatus.REGISTERED: 0.2, FamilyStatus.PLASMA: 0.45, FamilyStatus.PIONEER: 0.85}


@dataclass(frozen=True, slots=True)
class Known:
    """Drawn before the family's row, which tells the decile and counts the others as known."""

    decile: int | None
    housing: bool
    money: bool


class Standing:
    def __init__(self, store, rng, actor, today):
        self.store, self.rng, self.actor, self.today = store, rng, actor, today
        known = set(AidProgramme.objects.values_list("pk", flat=True))
        self.aid = {code: share for code, share in AID_SHARES.items() if code in known}

    def draw(self, status):
        rng = self.rng
        has_decile = rng.random() < DECILE_CHANCE[status]
        decile = rng.choices(range(1, 11), DECILE_SHARES[status])[0] if has_decile else None
        return Known(decile, rng.random() < HOUSING_CHANCE[status], rng.random() < MONEY_CHANCE[status])

    def add(self, family, status, known, begun_on):
        """``begun_on``: the day from which the family has its status."""
        store, rng = self.store, self.rng
        if known.decile:
            store.deciles.add(family, known.decile, begun_on, SOURCE, self.actor)
        if known.housing:
            store.housings.add(family, begun_on, *(rng.choice(part) for part in HOUSE_PARTS), self.actor)
        if known.money:
            self._money(family, status, begun_on)
        if rng.random() < AID_CHANCE[status]:
            self._aid(family, begun_on)

    def _money(self, family, status, day):
        """At the start and each half year; of a family that is not guided, once."""
        rng = self.rng
        income = rng.randrange(6, 28) * 100_000
        business = rng.choice(BUSINESSES) if rng.random() < BUSINESS_CHANCE[status] else ""
        times, rhythm = (rng.randint(1, 6), WorkRhythm.WEEK) if business else (None, "")
        while day <= self.today:
            expenses, saved = int(income * rng.uniform(0.75, 1.1)), rng.choice((0, 0, 20_000, 50_000, 100_000))
            debt = rng.choice((0, 0, 500_000, 2_000_000))
            self.store.money.add(family, day, income, expenses, saved, debt, business, times, rhythm, self.actor)
            if status == FamilyStatus.REGISTERED:
                return
            income, day = int(income * rng.uniform(0.95, 1.2)) // 1000 * 1000, day + timedelta(days=HALF_YEAR)

    def _aid(self, family, day):
        drawn = self.rng.choices(list(self.aid), list(self.aid.values()), k=self.rng.choice((1, 1, 2, 3)))
        for code in dict.fromkeys(drawn):
            starts_on = day - timedelta(days=self.rng.randint(0, 900))
            has_ended = self.rng.random() < 0.15
            ends_on = min(self.today, starts_on + timedelta(days=self.rng.randint(90, 700))) if has_ended else None
            self.store.aid.add(family, code, starts_on, ends_on, self.actor)
