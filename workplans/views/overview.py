"""Plans at a glance: one over its months, all of a region in a grid, and what is late."""

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import in_sentence, number
from core.http import page, requires
from documents.queries import newest_document
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from workplans.enums import STAGE_BADGES
from workplans.queries.overview import counted, grid_rows, in_places, late_stages, timeline_of, units_seen
from workplans.queries.plans import stages_of
from workplans.resources import GridResource, LateResource
from workplans.services.printing import PAPERS
from workplans.views.finding import found_plan

LATE = ("bad", "warn", "Terlambat")


@require_safe
def timeline(request, pk):
    plan = found_plan(request, pk)
    stages = stages_of(plan)
    context = {
        "plan": plan,
        "tab": "timeline",
        "stages": stages,
        "timeline": timeline_of(stages),
        "papers": [(kind.value, in_sentence(kind.label), newest_document(plan, kind)) for kind in PAPERS],
    }
    return render(request, "workplans/timeline.html", context)


@requires(Capability.SEE_WORK_PLANS)
@require_safe
def grid(request):
    asked = request.GET.get("q", "")
    shown = page(_units(request.user, asked), request)
    rows = grid_rows(shown.object_list)
    context = {
        "page": shown,
        "districts": [(kec, list(of)) for kec, of in groupby(rows, key=lambda row: row.unit.village.parent)],
        "legend": [(*badge, state.label) for state, badge in STAGE_BADGES.items()] + [LATE],
        "asked": asked,
        "tiles": _tiles(counted(request.user)),
    }
    return render(request, "workplans/grid.html", context)


def _units(user, asked):
    rows = in_places(units_seen(user), asked, "village")
    return rows.order_by("village__parent__name", "village__parent", "village__name", "pk")


def _tiles(counts):
    labels = (("Rencana berjalan", "plans"), ("Laporan menunggu TKSK", "waiting"), ("Tahap terlambat", "late"))
    return [
        {"label": label, "value": number(counts[name]), "of": "", "detail": "", "url": ""} for label, name in labels
    ]


@exported("plan-grid", "kisi rencana kerja", "kisi-rencana-kerja", Capability.SEE_WORK_PLANS)
def export_grid(asked):
    return ListSheet(GridResource(), _units(asked.user, asked.GET.get("q", "")), told=grid_rows)


@requires(Capability.SEE_WORK_PLANS)
@require_safe
def late(request):
    asked = request.GET.get("q", "")
    return render(request, "workplans/late.html", {"page": page(_late(request.user, asked), request), "asked": asked})


def _late(user, asked):
    return in_places(late_stages(user), asked, "plan__care_unit__village")


@exported("late-stages", "rencana kerja terlambat", "rencana-kerja-terlambat", Capability.SEE_WORK_PLANS)
def export_late(asked):
    return ListSheet(LateResource(), _late(asked.user, asked.GET.get("q", "")))
