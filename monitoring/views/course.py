"""How the scores of one FCU went over its last visits, and the figures of a region."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import date_short, number
from core.http import asked_period, requires
from core.periods import Period
from monitoring.enums import ASPECTS, Aspect, VisitKind
from monitoring.figures.visits import visit_figures
from monitoring.queries.visits import course_of, units_seen


@requires(Capability.SEE_MONITORING)
@require_safe
def course(request, pk):
    """``?jenis=evaluation``: one kind at a time, since each looks at aspects of its own."""
    unit = get_object_or_404(units_seen(request.user), pk=pk)
    asked = request.GET.get("jenis", "")
    kind = VisitKind(asked if asked in VisitKind.values else VisitKind.MONITORING)
    shown = course_of(unit, kind, request.user)
    context = {
        "unit": unit,
        "kind": kind,
        "kinds": VisitKind.choices,
        "course": shown,
        "chart": _chart(shown) if any(shown.totals) else None,
        "records": request.user.can(Capability.RECORD_MONITORING, unit.village_id),
    }
    return render(request, "monitoring/course.html", context)


def _chart(shown):
    labels = [date_short(visit.visited_on) for visit in shown.visits]
    said = "; ".join(f"{day}: {number(mean, 1)}" for day, mean in zip(labels, shown.totals, strict=True))
    args = {"labels": labels, "values": shown.totals, "digits": 1}
    return {"shape": "trend", "title": f"Rata-rata nilai tiap kunjungan, paling tinggi 4: {said}", "args": args}


@requires(Capability.SEE_FIGURES)
@require_safe
def figures(request):
    """``?masa=2026-T3``"""
    period, error = asked_period(request, Period.quarter_of(timezone.localdate()))
    counted = visit_figures(request.user.codes(Capability.SEE_FIGURES), period)
    context = {
        "period": period,
        "period_error": error,
        "choices": period.neighbours(),
        "tiles": _tiles(counted),
        "kinds": [(VisitKind(kind).label, counted.visits.get(kind, 0)) for kind in VisitKind],
        "means": [
            (VisitKind(kind).label, [(Aspect(each).label, counted.means.get((kind, each))) for each in aspects])
            for kind, aspects in ASPECTS.items()
        ],
        "reads_visits": request.user.can(Capability.SEE_MONITORING),
    }
    return render(request, "monitoring/figures.html", context)


def _tiles(counted):
    tiles = [
        ("FCU dikunjungi", counted.units_visited, f"dari {number(counted.units)}", ""),
        ("Kunjungan terencana terlaksana", counted.made, f"dari {number(counted.planned)}",
         f"{number(counted.overdue)} terlambat"),
        ("Temuan selesai", counted.done, f"dari {number(counted.found)}", f"{number(counted.answered)} dilaporkan"),
        ("Temuan belum ditindaklanjuti", counted.open, "", f"{number(counted.late)} terlambat"),
    ]  # fmt: skip
    return [
        {"label": label, "value": number(value), "of": of, "detail": detail, "url": ""}
        for label, value, of, detail in tiles
    ]
