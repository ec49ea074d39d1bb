"""The quarterly report of one village: its figures beside their own SQL, its paper beside WeasyPrint alone."""

import json
import subprocess
import sys
from functools import partial

from django.utils import timezone

from accounts.enums import Role
from core.periods import Period
from ops.bench.clock import ask_again, statements_of, times_of
from ops.bench.people import first_village, make_user
from reporting.figures import region_figures
from reporting.models import NARRATIVE
from reporting.services import advance_report, make_reports_due, save_narrative

WORDS = "Tiga rapat, dua belas kunjungan rumah, dan satu penyuluhan bersama Posyandu. " * 6


def measure(size, runs):
    """Of one village, whatever lies around it: once, when all is there."""
    if not size.is_last:
        return []
    village, families = first_village(size.region), size.a_village
    period = Period.quarter_of(timezone.localdate()).previous()
    return [_figures(village, period, families, runs), _paper(village, period)]


def _figures(village, period, families, runs):
    count = partial(region_figures, (village.code,), period, village.zone_name)
    statements = statements_of(count)
    p50, p95 = times_of(count, runs)
    bare, slow = times_of(partial(ask_again, statements), runs)
    times = {"p50": p50, "p95": p95, "sql": bare, "sql_p95": slow, "floor": bare, "floor_p95": slow}
    return {
        "kind": "page",
        "what": "report figures",
        "families": families,
        "statements": len(statements),
        "bytes": 0,
        **times,
    }


def _paper(village, period):
    document = _sent(village, period).document
    print(f"Paper of {village.full_name}, {period.label}", flush=True)
    return {
        "kind": "paper",
        "what": "quarterly report",
        "ours": child("ours", document.pk),
        "floor": child("floor", document.pk),
    }


def _sent(village, period):
    """Through its life up to the paper, as its FCU would take it."""
    secretary, coordinator = (make_user(role, village.code) for role in (Role.SECRETARY, Role.COORDINATOR))
    report = make_reports_due(codes=(village.code,), period=period)[0]
    save_narrative(report, data=dict.fromkeys(NARRATIVE, WORDS), seen=report.version, actor=secretary)
    advance_report(report, "write", actor=secretary)
    for step in ("check", "send"):
        advance_report(report, step, actor=coordinator)
    return report


def child(mode, pk):
    """A process of its own, since the peak of memory is counted for a whole process."""
    command = [sys.executable, "-m", "ops.bench.paper", mode, str(pk)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)
