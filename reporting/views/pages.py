from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from core.exceptions import DomainError
from core.http import hx_or
from core.periods import Period
from core.workflow import offered_steps
from documents.queries import rendering_of
from documents.views import serve
from reporting.documents.charts import report_charts
from reporting.documents.figure_table import leaf
from reporting.documents.tables import figure_tables
from reporting.enums import ACCEPTED, OPEN_FIGURES, ReportState
from reporting.forms import ReportStepForm
from reporting.models import Report
from reporting.queries import compared, missing_parts, parts_to_take, revised_since
from reporting.services import advance_report, recount, revise_report
from reporting.views.shown import SUMMARY, shown_parts, shown_tiles
from reporting.workflow import STEPS

MOST_PARTS = 60


def get_report(request, pk):
    visible = Report.objects.visible_to(request.user)
    whole = visible.select_related("region__parent__parent", "document__file", "draft__file", "replaces")
    return get_object_or_404(whole, pk=pk)


@require_safe
def detail(request, pk):
    report = get_report(request, pk)
    period = Period.parse(report.period)
    context = {
        **_panel_context(request, report),
        **_figures_context(request, report, period),
        **(_recap_context(report) if report.is_recap else {}),
        "period": period,
    }
    return render(request, "reporting/detail.html", context)


def _figures_context(request, report, period):
    if not report.figures:
        return {"parts": []}
    before, year_before, history = compared(report)
    tables = figure_tables(report.figures, before, year_before, period.kind)
    parts, chosen, shown = shown_parts(request, tables)
    is_summary = chosen == SUMMARY
    return {
        "parts": parts,
        "chosen": chosen,
        "tables": shown,
        "tiles": shown_tiles(report.figures, before) if is_summary else [],
        "charts": report_charts(period, report.figures, before, history) if is_summary else [],
    }


def _recap_context(report):
    """What a recap sums, and what it still misses."""
    is_open = report.state in OPEN_FIGURES
    taken = parts_to_take(report) if is_open else list(report.takes.light().select_related("region"))
    return {
        "taken": sorted(taken, key=lambda part: (part.region.name, part.period))[:MOST_PARTS],
        "taken_count": len(taken),
        "missing": missing_parts(report, taken)[:MOST_PARTS],
        "units": leaf(report.figures or {}, "coverage.units") or {},
        "newer": [] if is_open else revised_since(report),
    }


def _panel_context(request, report, bound=None):
    forms = {
        name: bound if bound and bound.name == name else ReportStepForm(name=name, step=step, record=report)
        for name, step in offered_steps(STEPS[report.kind], report, request.user).items()
    }
    unfinished = report.document if report.document and not report.document.file else None
    recaps = Report.objects.visible_to(request.user).filter(part_links__part=report)
    return {
        "report": report,
        "job": rendering_of(unfinished) if unfinished else None,
        "forms": forms,
        "held_by": recaps.light().select_related("region"),
        "events": report.events.select_related("actor"),
        "may_recount": report.state in OPEN_FIGURES and request.user.can(report.it.write, report.region_id),
        "may_write": report.state == ReportState.DUE and request.user.can(report.it.write, report.region_id),
        "may_revise": report.state in {ReportState.RETURNED, *ACCEPTED}
        and request.user.can(report.it.send, report.region_id),
        "revision": Report.objects.visible_to(request.user).filter(replaces=report).first(),
    }


@require_safe
def panel(request, pk):
    """State, steps and the paper's progress; polled while the PDF is being made."""
    return _answer(request, get_report(request, pk))


def _answer(request, report, bound=None):
    status = 422 if bound else 200
    return hx_or(
        request, "reporting/_panel.html", "reporting/panel_page.html", _panel_context(request, report, bound), status
    )


@require_POST
def advance(request, pk, step_name):
    report = get_report(request, pk)
    step = STEPS[report.kind].get(step_name)
    if step is None or step.capability is None:
        raise Http404
    form = ReportStepForm(request.POST, name=step_name, step=step, record=report)
    if not form.is_valid():
        return _answer(request, report, bound=form)
    try:
        note = form.cleaned_data.get("note", "")
        advance_report(report, step_name, actor=request.user, note=note, seen=form.cleaned_data["version"])
        messages.success(request, f"{report.title}: {report.get_state_display().lower()}.")
    except DomainError as error:
        messages.error(request, str(error))
        report = get_report(request, pk)
    return _answer(request, report) if request.htmx else redirect(report)


@require_POST
def recount_figures(request, pk):
    report = get_report(request, pk)
    try:
        recount(report, actor=request.user)
        messages.success(request, "Angka dihitung ulang.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(report)


@require_POST
def revise(request, pk):
    report = get_report(request, pk)
    try:
        revision = revise_report(report, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(report)
    messages.success(request, "Revisi dibuat. Perbaiki uraiannya, lalu serahkan untuk diperiksa.")
    return redirect(revision)


@require_GET
def download(request, pk):
    report = get_report(request, pk)
    if not report.document or not report.document.file:
        raise Http404
    return serve(request, report.document.file, subject=report)
