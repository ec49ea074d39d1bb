"""The grid of four hundred FCUs and seven stages beside bare SQL, and the book of a plan beside WeasyPrint alone."""

from functools import partial

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import make_user
from ops.bench.reports import child

UNITS, UNITS_SMALL, FEW_RUNS = 400, 20, 10
PROVINCE = 2  # the length of its code
# The marks of the first page: its FCUs with their plans and stages.
GRID = """SELECT v.name, s.position, s.state, s.report_due_on, s.ends_on FROM institutions_careunit u
JOIN regions_region v ON v.code = u.village_id JOIN workplans_workplan p ON p.care_unit_id = u.id
JOIN workplans_planstage s ON s.plan_id = p.id
WHERE u.id IN (SELECT id FROM institutions_careunit WHERE village_id LIKE %s ORDER BY village_id LIMIT 25)
ORDER BY v.name, s.position"""


def measure(size, runs):
    """Once, in the fullest database, with plans of FCUs that do nothing else."""
    if not size.is_last:
        return []
    code = size.region[:PROVINCE]
    plan = _make_plans(code, UNITS if runs > FEW_RUNS else UNITS_SMALL)
    pages = (("grid of plans", "workplans:grid"), ("the same as a spreadsheet", "workplans:export_grid"))
    return [*(_page(what, address, code, size, runs) for what, address in pages), _book(plan)]


def _make_plans(code, wanted):
    from institutions.models import CareUnit  # noqa: PLC0415 -- models exist only after django.setup()
    from regions.models import Region  # noqa: PLC0415 -- as above
    from workplans.services.plans import start_plan  # noqa: PLC0415 -- as above

    coordinator = make_user(Role.COORDINATOR, code)
    villages = Region.objects.villages().filter(code__within=code, active=True).order_by("code")
    plan = None
    for village in villages.exclude(pk__in=CareUnit.objects.values("village"))[:wanted]:
        unit = CareUnit.objects.create(village=village, name=f"FCU {village.full_name}", state="confirmed")
        plan = start_plan(unit, starts_on=timezone.localdate(), facilitator="Bench", actor=coordinator)
    return plan


def _page(what, address, code, size, runs):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make_user(Role.DINAS, code))

    def ask():
        answer = client.get(reverse(address))
        if answer.status_code != 200:
            raise SystemExit(f"{what}: answered {answer.status_code}")
        return answer

    ask()
    statements = [each for each in statements_of(ask) if each[0].startswith("SELECT")]
    floor = [(GRID.replace("LIKE %s", "GLOB %s") if connection.vendor == "sqlite" else GRID, (_below(code),))]
    times = [times_of(act, runs) for act in (ask, partial(ask_again, statements), partial(ask_again, floor))]
    (p50, p95), (sql, sql_p95), (bare, bare_p95) = times
    length = len(ask().content) if not ask().streaming else 0
    return {
        "kind": "page", "what": what, "families": size.families, "statements": len(statements), "bytes": length,
        "p50": p50, "p95": p95, "sql": sql, "sql_p95": sql_p95, "floor": bare, "floor_p95": bare_p95,
    }  # fmt: skip


def _below(code):
    return f"{code}.*" if connection.vendor == "sqlite" else f"{code}.%"


def _book(plan):
    from documents.enums import DocumentKind  # noqa: PLC0415 -- models exist only after django.setup()
    from workplans.services.printing import issue_plan_paper  # noqa: PLC0415 -- as above

    coordinator = make_user(Role.COORDINATOR, plan.care_unit.village_id[:PROVINCE])
    document = issue_plan_paper(plan, DocumentKind.PLAN_BOOK, actor=coordinator)
    return {"kind": "paper", "what": "book of a plan", "ours": child("ours", document.pk),
            "floor": child("floor", document.pk)}  # fmt: skip
