"""Where it happens: villages without families, their FCU, and the institutions that serve them."""

from datetime import timedelta

from core.exceptions import DomainError
from demo.names import pool_of
from families.enums import Sex
from families.models import Family
from institutions.enums import InstitutionKind, MeetingKind, MemberKind, Post, Sector, UnitState
from institutions.models import CareUnit
from regions.enums import LEVEL_BY_LENGTH, Level
from regions.models import Region

PROVIDERS = (
    (8, "Puskesmas {}", InstitutionKind.HEALTH, Sector.HEALTH, "Pemeriksaan dan pengobatan"),
    (8, "PKBM {}", InstitutionKind.PKBM, Sector.EDUCATION, "Pendidikan kesetaraan"),
    (8, "Koperasi Serba Usaha {}", InstitutionKind.BANK, Sector.ECONOMY, "Pinjaman usaha kecil"),
    (5, "Dinas Sosial {}", InstitutionKind.GOVERNMENT, Sector.SOCIAL, "Bantuan sosial"),
    (5, "LKS Kasih {}", InstitutionKind.LKS, Sector.SOCIAL, "Pendampingan dan perlindungan"),
)
SYNTHETIC = "99"
MEMBERS, MEETINGS = 15, 15


def choose_villages(rng, count, region):
    """Villages in force below ``region`` without families and without an FCU; made-up ones where none are loaded."""
    known = Region.objects.filter(level=Level.VILLAGE, active=True, code__within=region)
    if not known.exists() and not region:
        return [_synthetic(number) for number in range(1, count + 1)]
    empty = known.exclude(pk__in=Family.objects.values("village")).exclude(pk__in=CareUnit.objects.values("village"))
    villages = list(empty.select_related("parent__parent"))
    if len(villages) < count:
        raise DomainError(f"Only {len(villages)} villages without families are loaded there, {count} were asked for.")
    return sorted(rng.sample(villages, count), key=lambda village: village.code)


def _synthetic(number):
    """Ten villages a kecamatan, a code that no province has."""
    code = f"{SYNTHETIC}.01.{(number - 1) // 10 + 1:02}.{2001 + (number - 1) % 10}"
    return _region(code)


def _region(code):
    parent = _region(code.rpartition(".")[0]) if "." in code else None
    values = {"name": f"Simulasi {code}", "level": LEVEL_BY_LENGTH[len(code)], "parent": parent}
    return Region.objects.get_or_create(code=code, defaults=values)[0]


def make_providers(store, village, today):
    """(institution id, offer id, sector, True in the kecamatan) for the referrals of one kecamatan."""
    return [_provider(store, village, today, *words) for words in PROVIDERS]


def _provider(store, village, today, length, name, kind, sector, service):
    region = village.parent if length == len("53.01.05") else village.parent.parent
    institution = store.institutions.add(name.format(region.name), kind, region.code, today - timedelta(days=90))
    return institution, store.offers.add(institution, sector, service), sector, region.level == Level.DISTRICT


def found_unit(store, rng, village, actor, today):
    founded = today - timedelta(days=1200)
    unit = store.units.add(village.code, f"FCU {village.full_name}", founded, UnitState.CONFIRMED)
    store.decrees.add(
        unit, f"SK/{founded.year}/{village.code[-4:]}", founded + timedelta(days=30), _person(rng, village)
    )
    names = [_person(rng, village) for _ in range(MEMBERS)]
    members = [store.unit_members.add(unit, MemberKind.INDIVIDUAL, name, founded) for name in names]
    for member, post in zip(members, Post, strict=False):
        store.officers.add(member, unit, post, today - timedelta(days=400), today + timedelta(days=690))
    for number in range(1, MEETINGS + 1):
        held_on = today - timedelta(days=30 * (MEETINGS - number) + 5)
        words = ("Balai desa", names[0], "Keluarga sasaran bulan ini", actor.pk)
        meeting = store.meetings.add(unit, number, MeetingKind.ROUTINE, held_on, *words)
        for member in rng.sample(members, 9):
            store.attendances.add(meeting, member)


def _person(rng, village):
    pool = pool_of(village.code)
    return f"{rng.choice(pool.given(rng.choice(Sex.values)))} {rng.choice(pool.families)}"
