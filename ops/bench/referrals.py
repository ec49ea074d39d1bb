"""The desks of the referral chain beside bare SQL for the same rows, and the figures of a regency's quarter."""

from functools import partial

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from institutions.models import InstitutionStaff
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import first_village, make_user
from referrals.figures import chain_figures, referral_figures
from referrals.models import Placement, Referral, ReferralEvent

# What the desk shows: the names and limits of the first page of what waits.
WAITING = """SELECT r.id, r.need, r.urgency, r.due_on, f.head_name, v.name FROM referrals_referral r
JOIN families_family f ON f.id = r.family_id JOIN regions_region v ON v.code = r.village_id
WHERE r.village_id LIKE %s AND r.state = %s
ORDER BY (r.due_on >= CURRENT_DATE), r.urgency DESC, r.due_on, r.id LIMIT 25"""
PLACED = """SELECT r.id, r.need, r.urgency, r.due_on, v.name FROM referrals_referral r
JOIN referrals_placement p ON p.id = r.placement_id JOIN regions_region v ON v.code = r.village_id
WHERE p.institution_id = %s AND r.state = 'placed' ORDER BY r.urgency DESC, r.due_on, r.id LIMIT 25"""
LENGTH_OF_A_DISTRICT = 8
# As many as a regency has after some years; a small bench takes what lies there.
WANTED, FEW_RUNS = 50_000, 10
COPIED = (Referral, Placement, ReferralEvent)


def measure(size, runs):
    """In the fullest database."""
    if not size.is_last:
        return []
    village = first_village(size.region)
    _multiply(WANTED if runs > FEW_RUNS else 0)
    print(f"{Referral.objects.filter(village__code__within=size.region).count():,} referrals", flush=True)
    return [*_desks(size, village, runs), *_figures(size, village, runs)]


def _multiply(wanted):
    """What lies there is copied with its placements and events until there are so many, each copy with own ids."""
    have = Referral.objects.count()
    step = 1 + max(model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in COPIED)
    with connection.cursor() as cursor:
        # A referral and its placement name each other: both are there when the transaction ends.
        with transaction.atomic():
            for turn in range(1, wanted // max(have, 1) + bool(wanted % max(have, 1))):
                for model in COPIED:
                    cursor.execute(_copy(model, turn * step, step))
        cursor.execute({"sqlite": "ANALYZE"}.get(connection.vendor, "VACUUM ANALYZE"))


def _copy(model, offset, step):
    """INSERT … SELECT of the rows with the first ``step`` ids; links among the copied move along."""
    fields = [(field.column, field) for field in model._meta.local_concrete_fields]
    values = [_copied(column, field, offset) for column, field in fields]
    columns, table = ", ".join(f'"{column}"' for column, _ in fields), model._meta.db_table
    return f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table} WHERE id < {step}"


def _copied(column, field, offset):
    if field.primary_key or (field.is_relation and field.related_model in COPIED):
        return f'"{column}" + {offset}'
    if column == "number" and field.get_internal_type() == "CharField":
        return f"CASE WHEN \"{column}\" = '' THEN '' ELSE \"{column}\" || '-{offset}' END"
    return f'"{column}"'


def _desks(size, village, runs):
    busiest = Placement.objects.filter(referral__village__code__within=size.region)
    institution = busiest.order_by("-pk").values_list("institution", flat=True).first()
    provider = make_user(Role.PROVIDER, size.region)
    InstitutionStaff.objects.get_or_create(institution_id=institution, user=provider)
    district = village.pk[:LENGTH_OF_A_DISTRICT]
    readers = (
        ("desk, TKSK", make_user(Role.TKSK, district), (WAITING, (f"{district}%", "submitted"))),
        ("desk, LK3", make_user(Role.LK3, size.region), (WAITING, (f"{size.region}%", "escalated"))),
        ("desk, provider", provider, (PLACED, (institution,))),
    )
    return [_desk(size, what, user, floor, runs) for what, user, floor in readers]


def _desk(size, what, user, floor, runs):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)

    def ask():
        response = client.get(reverse("referrals:list"))
        if response.status_code != 200:
            raise SystemExit(f"{what}: answered {response.status_code}")
        return response

    ask()  # the first one of a session also stores when the session began
    statements = [each for each in statements_of(ask) if each[0].startswith("SELECT")]
    return _row(what, size, ask, statements, [floor], runs, len(ask().content))


def _figures(size, village, runs):
    period, codes = Period.quarter_of(timezone.localdate()).previous(), (size.region,)
    asked = (
        ("referral figures", partial(referral_figures, codes, period, village.zone_name)),
        ("chain figures", partial(chain_figures, codes, period, village.zone_name, LENGTH_OF_A_DISTRICT)),
    )
    rows = []
    for what, count in asked:
        statements = statements_of(count)
        rows.append(_row(what, size, count, statements, statements, max(3, runs // 10), 0))
    return rows


def _row(what, size, act, statements, floor, runs, length):
    p50, p95 = times_of(act, runs)
    sql, sql_p95 = times_of(partial(ask_again, statements), runs)
    bare, bare_p95 = times_of(partial(ask_again, floor), runs)
    return {
        "kind": "page", "what": what, "families": size.families, "statements": len(statements), "bytes": length,
        "p50": p50, "p95": p95, "sql": sql, "sql_p95": sql_p95, "floor": bare, "floor_p95": bare_p95,
    }  # fmt: skip


# SQLite would not use its index for LIKE; it has GLOB, as core lookups do.
if connection.vendor == "sqlite":
    WAITING = WAITING.replace("LIKE %s", "GLOB replace(%s, '%%', '*')")
