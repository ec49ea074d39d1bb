"""Reports of a whole regency: its figures beside their own SQL, its long paper beside WeasyPrint alone, and three
hundred FCU reports, counted and put on paper, by one process and by two at once."""

import json
import subprocess
import sys
import time
from datetime import date
from functools import partial

from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.indicators import make_units
from ops.bench.people import make_user
from ops.bench.reports import WORDS, child
from reporting.enums import ReportKind, ReportState
from reporting.figures import region_figures
from reporting.models import NARRATIVE, RecapPart, Report
from reporting.services import advance_report
from reporting.services.due import request_generating

FEW_RUNS = 10
FCUS, FCUS_SMALL = 300, 20
ALONE, ALONE_SMALL = 60, 6
DUE = date(2030, 1, 1)


def measure(size, runs):
    """Once, in the fullest database."""
    if not size.is_last:
        return []
    is_small = runs <= FEW_RUNS
    fcus, alone = (FCUS_SMALL, ALONE_SMALL) if is_small else (FCUS, ALONE)
    regency = size.region[:5]
    make_units(regency[:2], fcus)
    period = Period.quarter_of(timezone.localdate()).previous()
    return [
        _figures(regency, period, size.families, 2 if is_small else 5),
        _long_paper(regency, period.year_before()),
        *_making(regency, period.previous().year_before(), fcus, alone),
    ]


def _figures(code, period, families, runs):
    count = partial(region_figures, (code,), period, "Asia/Makassar")
    statements = statements_of(count)
    p50, p95 = times_of(count, runs)
    bare, slow = times_of(partial(ask_again, statements), runs)
    return {
        "kind": "page", "what": "figures of a regency", "families": families, "statements": len(statements),
        "bytes": 0, "p50": p50, "p95": p95, "sql": bare, "sql_p95": slow, "floor": bare, "floor_p95": slow,
    }  # fmt: skip


def _long_paper(code, period):
    """A regency's report with all its tables, and an annex of as many rows as pages take."""
    from regions.models import Region  # noqa: PLC0415 -- models exist only after django.setup()

    regency = Region.objects.get(pk=code)
    figures = region_figures((code,), period, regency.zone_name)
    words = dict.fromkeys(NARRATIVE, WORDS * 8)
    districts = Region.objects.filter(parent=regency)
    counted = {"figures": figures, "counted_at": timezone.now(), "due_on": DUE, "period": period.code}
    parts = [
        Report.objects.create(kind=ReportKind.DISTRICT_QUARTER, region=district, state=ReportState.CHECKED, **counted)
        for district in districts
    ]
    recap = Report.objects.create(kind=ReportKind.REGENCY_QUARTER, region=regency, state="checked", **counted, **words)
    RecapPart.objects.bulk_create(RecapPart(recap=recap, part=part) for part in parts)
    advance_report(recap, "send", actor=make_user(Role.DINAS, code))
    print(f"Paper of {regency.full_name}, {period.label}", flush=True)
    made = {"ours": child("ours", recap.document_id), "floor": child("floor", recap.document_id)}
    return {"kind": "paper", "what": "report of a regency", **made}


def _making(code, period, fcus, alone):
    """Seconds for all by two processes, beside half of what one process needs for as many."""
    reports = _due(code[:2], period, fcus + alone)
    _work(1)  # what other parts left in the queue
    _ask(reports[:alone])
    (single,), took_alone = _work(1)
    _ask(reports[alone:])
    both, took = _work(2)
    made = Report.objects.filter(pk__in=[report.pk for report in reports], draft__file__isnull=False).count()
    return [
        {
            "kind": "many", "what": f"{fcus} FCU reports by two processes", "reports": fcus, "made": made - alone,
            "seconds": took, "floor": took_alone / alone * fcus / 2, "rss": [max(each) for each in zip(*(
                process["rss"] for process in both), strict=False)],
        },
        {
            "kind": "many", "what": f"{alone} FCU reports by one process", "reports": alone, "made": alone,
            "seconds": took_alone, "floor": took_alone, "rss": single["rss"],
        },
    ]  # fmt: skip


def _due(code, period, wanted):
    from institutions.models import CareUnit  # noqa: PLC0415 -- as above

    units = CareUnit.objects.filter(village__code__within=code).select_related("village").order_by("village")
    periods = [period, period.previous()]
    made = Report.objects.bulk_create(
        Report(region=unit.village, period=each.code, due_on=DUE, implementation=WORDS)
        for each in periods
        for unit in units
    )
    return made[:wanted]


def _ask(reports):
    for report in reports:
        request_generating(report, with_paper=True)


def _work(processes):
    """What each process said of itself, and the seconds until the last was done."""
    command = [sys.executable, "-m", "ops.bench.jobs_child"]
    began = time.monotonic()
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    said = [json.loads(process.communicate()[0].splitlines()[-1]) for process in running]
    return said, time.monotonic() - began
