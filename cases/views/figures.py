"""What the figures say of intakes, cases and services in one period, with charts."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from cases.enums import CaseResult, IntakeSource, ServiceKind, Urgency
from cases.figures import by_handler, by_place, by_problem, by_village_and_handler, case_figures
from core.formatting import number, share
from core.http import asked_period
from core.periods import Period

MOST_LINES = 60


@require_safe
def figures(request):
    """``?masa=2026-T3``. The names of handlers are for those who may see cases, the figures for the whole region."""
    seen, told = request.user.codes(Capability.SEE_CASES), request.user.codes(Capability.SEE_FIGURES)
    if not (seen or told):
        raise PermissionDenied(Capability.SEE_FIGURES)
    period, error = asked_period(request, Period.quarter_of(timezone.localdate()))
    codes = tuple(sorted({*seen, *told}))
    counted = case_figures(codes, period)
    context = {
        "period": period,
        "period_error": error,
        "choices": period.neighbours(),
        "figures": counted,
        "tiles": _tiles(counted),
        "parts": _parts(counted),
        "tables": _tables(codes, seen, period),
    }
    return render(request, "cases/figures.html", context)


def _tiles(counted):
    first, closing = counted.days_to_service, counted.days_to_closing
    return [
        _tile("Penerimaan", counted.intakes, f"{number(counted.informed)} selesai dengan informasi"),
        _tile("Kasus dibuka", counted.opened, f"{number(counted.open_at_end)} terbuka di akhir masa"),
        _tile("Kasus ditutup", counted.ended, f"{number(counted.dropped)} tanpa penanganan. {_reopened(counted)}"),
        _tile("Layanan", counted.services, f"{number(counted.integrated_services)} terpadu"),
        _tile("Orang dilayani", counted.people_served, f"{number(counted.families_served)} keluarga"),
        _tile("Hari sampai layanan pertama", *_spread(first)),
        _tile("Hari sampai ditutup", *_spread(closing)),
    ]


def _reopened(counted):
    return f"Dibuka lagi {number(counted.reopened)} ({share(counted.reopened, counted.ended)})"


def _tile(label, value, detail):
    shown = value if isinstance(value, str) else number(value)
    return {"label": label, "value": shown, "of": "", "detail": detail, "url": ""}


def _spread(spread):
    return number(spread.median, 1).removesuffix(",0"), f"sembilan dari sepuluh dalam {number(spread.p90)} hari"


def _parts(counted):
    """Each a chart with the table under it."""
    return [
        _bars("Penerimaan menurut asal", IntakeSource, counted.intakes_by_source),
        _bars("Penerimaan menurut kegentingan", Urgency, counted.intakes_by_urgency),
        _bars("Layanan menurut jenis", ServiceKind, counted.services_by_kind),
        _bars("Kasus ditutup menurut hasil", CaseResult, counted.closed_by_result),
    ]


def _bars(title, kinds, counts):
    rows = [(kind.label, counts[kind.value]) for kind in kinds if counts.get(kind.value)]
    words = ", ".join(f"{label} {number(n)}" for label, n in rows) or "tidak ada"
    args = {"rows": [label for label, _ in rows], "values": [n for _, n in rows]}
    return {"name": title, "shape": "bars", "title": f"{title}: {words}.", "args": args, "rows": rows}


def _tables(codes, seen, period):
    """(title, head of the first column, lines)."""
    places, handlers = _places_and_handlers(codes, seen, period)
    tables = [("Menurut masalah", "Masalah", by_problem(codes, period)), ("Menurut wilayah", "Wilayah", places)]
    if seen:
        tables.append(("Menurut penanggung jawab", "Penanggung jawab", handlers))
    return [(title, head, lines[:MOST_LINES]) for title, head, lines in tables]


def _places_and_handlers(codes, seen, period):
    if seen == codes:
        return by_village_and_handler(codes, period)
    return by_place(codes, period), by_handler(seen, period) if seen else []
