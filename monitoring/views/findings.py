"""Findings until they are done: the list, and one with what became of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import moment
from core.forms import StepForm
from core.http import chips, page, requires, sort_order
from core.workflow import offered_steps
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from monitoring.filters.visits import FindingFilter
from monitoring.queries.visits import finding_rows
from monitoring.resources.visits import FindingResource
from monitoring.services.findings import advance_finding
from monitoring.workflow import FINDING_STEPS

ORDERS = {
    "batas": ("due_on", "pk"),
    "tempat": ("visit__region__name", "pk"),
    "kecamatan": ("visit__region__parent__name", "visit__region__name", "pk"),
    "kunjungan": ("visit__visited_on", "pk"),
}


def _filtered(request):
    narrowed = FindingFilter(request.GET, finding_rows(request.user), user=request.user)
    usual = (F("due_on").asc(nulls_last=True), "pk")
    asked = request.GET.get("urut", "").removeprefix("-") in ORDERS
    order = sort_order(request, ORDERS, "batas") if asked else usual
    return narrowed, narrowed.qs.order_by(*order)


@requires(Capability.SEE_MONITORING)
@require_safe
def index(request):
    narrowed, rows = _filtered(request)
    context = {
        "tab": "findings",
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "batas",
    }
    return render(request, "monitoring/findings.html", context)


@exported("findings", "temuan pemantauan", "temuan-pemantauan", Capability.SEE_MONITORING)
def export(asked):
    return ListSheet(FindingResource(), _filtered(asked)[1])


def _found(request, pk):
    return get_object_or_404(finding_rows(request.user), pk=pk)


@require_safe
def detail(request, finding_pk):
    return _show(request, _found(request, finding_pk))


def _show(request, finding, bound=None, status=200):
    steps = offered_steps(FINDING_STEPS, finding, request.user)
    forms = [
        bound if bound and bound.name == name else StepForm(name=name, step=step, record=finding)
        for name, step in steps.items()
    ]
    context = {
        "finding": finding,
        "visit": finding.visit,
        "acts": [_act(finding, form) for form in forms],
        "events": [_told(event) for event in finding.events.select_related("actor")],
    }
    return render(request, "monitoring/finding.html", context, status=status)


def _act(finding, form):
    address = reverse("monitoring:finding_step", args=[finding.pk, form.name])
    return {"form": form, "url": address, "step": form.step, "open": form.is_bound}


def _told(event):
    meta = f"{moment(timezone.localtime(event.happened_at))} · {event.actor}"
    return {"title": FINDING_STEPS[event.step].title, "meta": meta, "note": event.note, "late": ""}


@require_POST
def step(request, finding_pk, name):
    finding = _found(request, finding_pk)
    if name not in FINDING_STEPS:
        raise Http404
    if not finding.allows(request.user, FINDING_STEPS[name]):
        raise PermissionDenied(name)
    form = StepForm(request.POST, name=name, step=FINDING_STEPS[name], record=finding)
    if form.is_valid():
        given = form.cleaned_data
        try:
            advance_finding(finding, name, note=given["note"], seen=given["version"], actor=request.user)
        except DomainError as error:
            return _refused(request, _found(request, finding_pk), form, error)
        messages.success(request, f"{FINDING_STEPS[name].title}.")
        return redirect(finding)
    return _show(request, finding, form, 422)


def _refused(request, finding, form, error):
    """With what was typed, while the step is still on offer; else the page says why not."""
    if form.name not in offered_steps(FINDING_STEPS, finding, request.user):
        messages.error(request, str(error))
        return redirect(finding)
    form.add_error(None, str(error))
    form.data = form.data.copy()
    form.data["version"] = finding.version
    return _show(request, finding, form, 422)
