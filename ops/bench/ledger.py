"""A cash book of twenty thousand entries in one FCU, none of its months closed, beside bare SQL for the same rows."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import make_user

ENTRIES, ENTRIES_SMALL, FEW_RUNS = 20_000, 500, 10
YEARS = 5
SIGN = "CASE WHEN kind = 'receipt' THEN amount ELSE -amount END"
BEFORE = f"SELECT SUM({SIGN}) FROM finance_ledgerentry WHERE care_unit_id = %s AND dated_on < %s"
ROWS = f"""SELECT number, dated_on, purpose, party, source, amount,
SUM({SIGN}) OVER (ORDER BY dated_on, number) FROM finance_ledgerentry
WHERE care_unit_id = %s AND dated_on BETWEEN %s AND %s ORDER BY dated_on, number LIMIT 25"""
SUMS = f"""SELECT SUM({SIGN}), COUNT(*) FROM finance_ledgerentry
WHERE care_unit_id = %s AND dated_on BETWEEN %s AND %s"""
SOURCES = f"""SELECT source, SUM(CASE WHEN dated_on < %s THEN {SIGN} END),
SUM(CASE WHEN dated_on >= %s THEN {SIGN} END) FROM finance_ledgerentry
WHERE care_unit_id = %s AND dated_on <= %s GROUP BY source"""
SPENT = f"SELECT agenda_item_id, source, SUM({SIGN}) FROM finance_ledgerentry WHERE care_unit_id = %s GROUP BY 1, 2"
RUN = f"""SELECT MIN(run) FROM (SELECT SUM({SIGN}) OVER (ORDER BY dated_on, number) AS run
FROM finance_ledgerentry WHERE care_unit_id = %s AND dated_on > %s) AS later"""


def measure(size, runs):
    """Once, in the fullest database, for an FCU of its own."""
    if not size.is_last:
        return []
    unit = _make_book(size.region, ENTRIES if runs > FEW_RUNS else ENTRIES_SMALL)
    today = timezone.localdate()
    month, year = Period.of("M", today), Period("Y", today.year)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make_user(Role.DINAS, size.region))
    pages = [
        *((f"cash book, {what}", "book", f"?bulan={each.code}", _rows_of(unit, each))
          for what, each in (("a month", month), ("a year", year))),
        ("cash book, its sources", "recap", f"?masa={year.code}", _sources_of(unit, year)),
        ("cash book, its budget", "budget", "", [(SPENT, (unit.pk,))]),
    ]  # fmt: skip
    rows = [_page(client, what, reverse(f"finance:{name}", args=[unit.pk]) + asked, floor, size, runs)
            for what, name, asked, floor in pages]  # fmt: skip
    return [*rows, _balance(unit, today - timedelta(days=YEARS * 180), size, runs)]


def _rows_of(unit, period):
    days = (unit.pk, period.first_day, period.last_day)
    return [(BEFORE, days[:2]), (SUMS, days), (ROWS, days)]


def _sources_of(unit, period):
    return [(SOURCES, (period.first_day, period.first_day, unit.pk, period.last_day))]


def _make_book(region, wanted):
    from finance.models import LedgerEntry  # noqa: PLC0415 -- models exist only after django.setup()
    from institutions.models import CareUnit  # noqa: PLC0415 -- as above
    from regions.models import Region  # noqa: PLC0415 -- as above

    villages = Region.objects.villages().filter(code__within=region, active=True).order_by("code")
    village = villages.exclude(pk__in=CareUnit.objects.values("village")).first()
    unit = CareUnit.objects.create(village=village, name=f"FCU {village.full_name}", state="confirmed")
    keeper, today = make_user(Role.TREASURER, village.pk), timezone.localdate()
    sources = ("self_help", "csr", "village", "regency", "national", "donation")
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            care_unit=unit, year=day.year, number=number + 1, dated_on=day, entered_by=keeper,
            kind="payment" if number % 2 else "receipt", amount=150_000 - number % 2 * 50_000,
            source=sources[number // 2 % len(sources)], purpose=f"Uraian {number}", party="Kios Sinar Desa",
        )
        for number, day in ((n, today - timedelta(days=YEARS * 365 * (wanted - n) // wanted)) for n in range(wanted))
    )  # fmt: skip
    return unit


def _page(client, what, address, floor, size, runs):
    def ask():
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{what}: answered {answer.status_code}")
        return answer

    ask()
    statements = [each for each in statements_of(ask) if each[0].startswith("SELECT")]
    return _told(what, ask, statements, floor, len(ask().content), size, runs)


def _balance(unit, day, size, runs):
    """What a payment that is dated back half the book has to ask."""
    from finance.queries.ledger import lowest_balance  # noqa: PLC0415 -- models exist only after django.setup()

    ask = partial(lowest_balance, unit, day)
    floor = [(BEFORE, (unit.pk, day)), (RUN, (unit.pk, day))]
    with transaction.atomic():
        return _told("cash book, lowest balance", ask, statements_of(ask), floor, 0, size, runs)


def _told(what, ask, statements, floor, length, size, runs):
    times = [times_of(act, runs) for act in (ask, partial(ask_again, statements), partial(ask_again, floor))]
    (p50, p95), (sql, sql_p95), (bare, bare_p95) = times
    return {
        "kind": "page", "what": what, "families": size.families, "statements": len(statements), "bytes": length,
        "p50": p50, "p95": p95, "sql": sql, "sql_p95": sql_p95, "floor": bare, "floor_p95": bare_p95,
    }  # fmt: skip
