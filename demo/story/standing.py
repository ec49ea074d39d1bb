"""How the families of the demo live: their house, their decile, what they receive, and their money every half year."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from core.formatting import age_in_years
from families.enums import (
    Electricity,
    FamilyStatus,
    Floor,
    House,
    Relation,
    Roof,
    Sanitation,
    Schooling,
    Wall,
    Water,
    WorkRhythm,
)
from families.models import AidProgramme
from families.services import record_aid, record_decile, record_housing, record_money

HALF_YEAR = 183
SOURCE = "SIKS-NG desa"
BUSINESSES = ("Kios kecil", "Jualan kue", "Ternak ayam", "Kebun sayur", "Jualan ikan", "Menjahit")
INCOMES = {FamilyStatus.PLASMA: (450_000, 1_300_000), FamilyStatus.PIONEER: (1_800_000, 3_600_000)}
DECILES = {FamilyStatus.REGISTERED: (2, 7), FamilyStatus.PLASMA: (1, 4), FamilyStatus.PIONEER: (4, 8)}
# The poorer choice first; who is poorer takes it more often.
ROOMS = {
    "roof": (Roof.THATCH, Roof.METAL, Roof.TILE),
    "wall": (Wall.BAMBOO, Wall.WOOD, Wall.BRICK),
    "floor": (Floor.EARTH, Floor.CEMENT, Floor.CERAMIC),
    "water": (Water.OPEN, Water.WELL, Water.PIPED),
    "sanitation": (Sanitation.NONE, Sanitation.SHARED, Sanitation.OWN),
    "electricity": (Electricity.NONE, Electricity.SOLAR, Electricity.PLN),
}
POOR, WELL_OFF = (35, 50, 15), (2, 38, 60)
OWNED = ("Sepeda motor", "Dua ekor babi", "Sepuluh ekor ayam", "Kulkas", "Televisi")
# Programme → how many of a hundred families under guidance receive it.
AID = {"SEMBAKO": 65, "PKH": 45, "PBI-JK": 75, "LPG": 30}


def reach(world):
    """Where to find and call a family: a place near the middle of the village, and a telephone that many have."""
    rng, place = world.rng, {}
    if rng.random() < 0.6:
        near = [Decimal(f"{middle + rng.uniform(-0.012, 0.012):.6f}") for middle in world.place.centre]
        place |= dict(zip(("latitude", "longitude"), near, strict=True))
    return place | ({"phone": f"+62812390{rng.randint(0, 99_999):05}"} if rng.random() < 0.7 else {})


def keep_books(world, number, status):
    """The visit after the file was opened, and money again every half year; every sixth family is forgotten."""
    secretary = yield 0, "sekretaris"
    family, rng = world.families[number], world.rng
    if status != FamilyStatus.REGISTERED or rng.random() < 0.7:
        record_housing(family, data=_house(rng, status), actor=secretary)
        _state_decile(family, rng.randint(*DECILES[status]), secretary)
    if status == FamilyStatus.REGISTERED:
        return
    if status == FamilyStatus.PLASMA:
        _note_aid(world, family, secretary)
    money = _first_money(rng, status)
    record_money(family, data=money, actor=secretary)
    while number % 6:
        secretary = yield HALF_YEAR + rng.randint(-12, 12), "sekretaris"
        money = _half_a_year_later(rng, money)
        record_money(family, data=money, actor=secretary)


def take_down(world, family, status, actor):
    """House, decile and money of a family that is looked at closely for the first time."""
    record_housing(family, data=_house(world.rng, status), actor=actor)
    _state_decile(family, world.rng.randint(*DECILES[status]), actor)
    record_money(family, data=_first_money(world.rng, status), actor=actor)


def _house(rng, status):
    weights = POOR if status == FamilyStatus.PLASMA else WELL_OFF
    rooms = {name: rng.choices(choices, weights)[0] for name, choices in ROOMS.items()}
    return {**rooms, "house": rng.choices(tuple(House), (75, 5, 18, 2))[0], "assets": rng.choice(OWNED)}


def _state_decile(family, value, actor):
    record_decile(family, data={"value": value, "stated_on": timezone.localdate(), "source": SOURCE}, actor=actor)


def _first_money(rng, status):
    income = _round(rng.randint(*INCOMES[status]))
    money = {
        "income": income,
        "expenses": _round(income * rng.uniform(0.85, 1.15)),
        "monthly_savings": 0,
        "savings": _round(income * rng.choice((0, 0, 0.3, 1))),
        "debt": _round(income * rng.choice((0, 0.5, 1.5, 3))),
    }
    if rng.random() < 0.65:
        money |= {"business": rng.choice(BUSINESSES), "business_rhythm": WorkRhythm.WEEK}
        money["business_times"] = rng.randint(1, 4)
    return money


def _half_a_year_later(rng, before):
    """Most do better, some do not; what is put aside each month is in the savings half a year later."""
    income = _round(before["income"] * rng.uniform(0.96, 1.3))
    expenses = _round(before["expenses"] * rng.uniform(0.95, 1.1))
    monthly = _round(max(income - expenses, 0) * rng.uniform(0.2, 0.6))
    later = {
        "income": income,
        "expenses": expenses,
        "monthly_savings": monthly,
        "savings": before["savings"] + 3 * monthly,
        "debt": _round(before["debt"] * rng.uniform(0.4, 1)),
    }
    if "business" in before:
        later |= {"business_times": min(before["business_times"] + rng.choice((0, 0, 1)), 7)}
    return before | later


def _round(rupiah):
    return int(rupiah // 10_000) * 10_000


def _note_aid(world, family, actor):
    rng = world.rng
    for code, share in AID.items():
        if rng.random() * 100 < share:
            _receive(family, code, _months_ago(rng, 3, 40), actor)
    if rng.random() < 0.25:
        begun = _months_ago(rng, 20, 30)
        _receive(family, "BLT-DD", begun, actor, ends_on=begun + timedelta(days=360))
    for child in family.members.filter(relation=Relation.CHILD, schooling=Schooling.ATTENDING):
        if rng.random() < 0.5 and age_in_years(child.birth_date, timezone.localdate()) >= 8:
            _receive(family, "PIP", _months_ago(rng, 2, 11), actor, member=child)


def _months_ago(rng, least, most):
    return (timezone.localdate() - timedelta(days=30 * rng.randint(least, most))).replace(day=1)


def _receive(family, code, starts_on, actor, **more):
    data = {"programme": AidProgramme.objects.get(pk=code), "starts_on": starts_on, **more}
    record_aid(family, data=data, actor=actor)
