"""Success indicators of three hundred FCUs, and of one FCU beside them, next to bare SQL for the heaviest counts."""

from datetime import timedelta
from functools import partial

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import make_user

UNITS, UNITS_SMALL, FEW_RUNS = 300, 20, 10
REGENCY = 5  # the length of its code
# What cannot be had for less: the families of the region, their problems, and their latest outcomes.
STOCK = """SELECT village_id, COUNT(*) FROM families_statusperiod
WHERE village_id LIKE %s AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s) GROUP BY village_id"""
PROBLEMS = """SELECT f.village_id, COUNT(*), COUNT(DISTINCT p.family_id) FROM families_problem p
JOIN families_family f ON f.id = p.family_id
WHERE f.village_id LIKE %s AND p.recorded_on <= %s GROUP BY f.village_id"""
OUTCOMES = """SELECT f.village_id, i.code, SUM(r.value), COUNT(*) FROM families_rating r
JOIN families_indicator i ON i.id = r.indicator_id JOIN families_assessment a ON a.id = r.assessment_id
JOIN families_family f ON f.id = a.family_id
WHERE f.village_id LIKE %s AND i.dimension = 'outcome' AND a.id = (SELECT id FROM families_assessment
WHERE family_id = f.id AND assessed_on <= %s ORDER BY assessed_on DESC, id DESC LIMIT 1)
GROUP BY f.village_id, i.code"""


def measure(size, runs):
    """Once, in the fullest database: the FCUs of its families, and others up to three hundred that only meet."""
    if not size.is_last:
        return []
    make_units(size.region[:2], UNITS if runs > FEW_RUNS else UNITS_SMALL)
    unit = _unit_of(size.region)
    people = {"regency": size.region[:REGENCY], "province": size.region[:2]}
    pages = [
        ("indicators of a regency", people["regency"], reverse("monitoring:indicators")),
        ("indicators of a province", people["province"], reverse("monitoring:indicators")),
        ("indicators of one FCU", people["regency"], reverse("monitoring:unit_indicators", args=[unit.pk])),
        ("one indicator, five quarters", people["province"], reverse("monitoring:indicator", args=["self_reliance"])),
    ]
    return [_page(*page, size, runs) for page in pages]


def make_units(code, wanted):
    from institutions.models import CareUnit, Meeting  # noqa: PLC0415 -- models exist only after django.setup()
    from regions.models import Region  # noqa: PLC0415 -- as above

    villages = Region.objects.villages().filter(code__within=code, active=True).order_by("code")
    lacking = wanted - CareUnit.objects.filter(village__code__within=code).count()
    empty = villages.exclude(pk__in=CareUnit.objects.values("village"))[: max(lacking, 0)]
    units = CareUnit.objects.bulk_create(
        CareUnit(village=village, name=f"FCU {village.full_name}", state="confirmed") for village in empty
    )
    today, writer = timezone.localdate(), make_user(Role.COORDINATOR, code)
    Meeting.objects.bulk_create(
        Meeting(
            care_unit=unit, number=number, kind="routine", held_on=today - timedelta(days=30 * number),
            place="Balai desa", leader="Bench", agenda="Rapat", recorded_by=writer,
        )
        for unit in units for number in range(1, 13)
    )  # fmt: skip


def _unit_of(region):
    from institutions.models import CareUnit  # noqa: PLC0415 -- as above

    return CareUnit.objects.filter(village__code__within=region).order_by("village").first()


def _page(what, code, address, size, runs):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make_user(Role.DINAS, code))

    def ask():
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{what}: answered {answer.status_code}")
        return answer

    ask()
    statements = [each for each in statements_of(ask) if each[0].startswith(("SELECT", "(SELECT"))]
    times = [times_of(act, runs) for act in (ask, partial(ask_again, statements), partial(ask_again, _floor(code)))]
    (p50, p95), (sql, sql_p95), (bare, bare_p95) = times
    return {
        "kind": "page", "what": what, "families": size.families, "statements": len(statements),
        "bytes": len(ask().content), "p50": p50, "p95": p95, "sql": sql, "sql_p95": sql_p95, "floor": bare,
        "floor_p95": bare_p95,
    }  # fmt: skip


def _floor(code):
    """This quarter and the one before, as the pages count them."""
    now, lite = Period.quarter_of(timezone.localdate()), connection.vendor == "sqlite"
    below = f"{code}*" if lite else f"{code}%"
    asked = []
    for period in (now, now.previous()):
        for text, days in ((STOCK, 2), (PROBLEMS, 1), (OUTCOMES, 1)):
            bare = text.replace("LIKE %s", "GLOB %s") if lite else text
            asked.append((bare, (below, *[period.last_day] * days)))
    return asked
