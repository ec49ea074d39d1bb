"""What the figures say of the plans of a region in one period: no village and no person is named."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import number
from core.http import asked_period, requires
from core.periods import Period
from workplans.enums import PlanState
from workplans.figures import plan_figures

STAGES = range(1, 8)
SENT, RECEIVED = "Dikirim ke TKSK", "Diterima TKSK"


@requires(Capability.SEE_FIGURES)
@require_safe
def figures(request):
    """``?masa=2026-T3``"""
    period, error = asked_period(request, Period.quarter_of(timezone.localdate()))
    counted = plan_figures(request.user.codes(Capability.SEE_FIGURES), period)
    rows = [(stage, counted.reported.get(stage, 0), counted.accepted.get(stage, 0)) for stage in STAGES]
    context = {
        "period": period,
        "period_error": error,
        "choices": period.neighbours(),
        "tiles": _tiles(counted),
        "rows": rows,
        "chart": _chart(rows) if counted.reported or counted.accepted else None,
        "reads_plans": request.user.can(Capability.SEE_WORK_PLANS),
    }
    return render(request, "workplans/figures.html", context)


def _tiles(counted):
    running, stopped = (counted.plans.get(state, 0) for state in (PlanState.RUNNING, PlanState.STOPPED))
    tiles = [
        ("Rencana berjalan kini", running, "", f"{number(stopped)} dihentikan"),
        ("Rencana dimulai", counted.begun, "", f"{number(counted.closed)} selesai"),
        ("Tahap terlambat kini", counted.late, "", ""),
        ("Kebutuhan yang ada sumbernya", counted.needs_met, f"dari {number(counted.needs)}", ""),
        ("Kegiatan dilaksanakan", counted.actions_carried_out, f"dari {number(counted.actions)}", ""),
        ("Keluarga sasaran tercapai", counted.families_reached, f"dari {number(counted.families_targeted)}", ""),
    ]
    return [
        {"label": label, "value": number(value), "of": of, "detail": detail, "url": ""}
        for label, value, of, detail in tiles
    ]


def _chart(rows):
    """Reports sent beside reports received, by stage."""
    said = "; ".join(f"tahap {stage}: {sent} dikirim, {received} diterima" for stage, sent, received in rows)
    labels, sent, received = zip(*rows, strict=True)
    args = {"labels": [str(label) for label in labels], "planned": sent, "done": received, "names": (SENT, RECEIVED)}
    return {"shape": "planned_done", "title": f"Laporan tahap: {said}", "args": args}
