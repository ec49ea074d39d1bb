"""The list of visits, one visit, and how it begins."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import moment
from core.forms import StepForm
from core.http import chips, page, requires, sort_order
from core.workflow import offered_steps
from documents.enums import DocumentState
from documents.views import serve
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill, once
from monitoring.enums import VisitState
from monitoring.filters.visits import VisitFilter
from monitoring.forms.visits import DayForm, StartForm
from monitoring.models import SupervisionVisit
from monitoring.queries.visits import answers_by_aspect, findings_of, kinds_for, visit_rows
from monitoring.resources.visits import VisitResource
from monitoring.services.visits import (
    AlreadyVisited,
    VisitedByOther,
    change_visit,
    discard_visit,
    reopen_visit,
    send_visit,
    start_visit,
)
from monitoring.views.places import FORM_METHODS, asked_place
from monitoring.workflow import VISIT_STEPS

ORDERS = {
    "tanggal": ("visited_on", "pk"),
    "tempat": ("region__name", "visited_on", "pk"),
    "kecamatan": ("region__parent__name", "region__name", "pk"),
    "petugas": ("officers", "pk"),
}
SERVICES = {"send": send_visit, "reopen": reopen_visit}


def _filtered(request):
    narrowed = VisitFilter(request.GET, visit_rows(request.user), user=request.user)
    return narrowed, narrowed.qs.order_by(*sort_order(request, ORDERS, "-tanggal"))


@requires(Capability.SEE_MONITORING)
@require_safe
def index(request):
    narrowed, rows = _filtered(request)
    context = {
        "tab": "visits",
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "-tanggal",
        "records": request.user.can(Capability.RECORD_MONITORING),
        "reads_figures": request.user.can(Capability.SEE_FIGURES),
        "keeps_instruments": request.user.can(Capability.SET_UP_MONITORING),
    }
    return render(request, "monitoring/visits.html", context)


@exported("monitoring-visits", "kunjungan pemantauan", "kunjungan-pemantauan", Capability.SEE_MONITORING)
def export(asked):
    return ListSheet(VisitResource(), _filtered(asked)[1])


def found_visit(request, pk):
    related = ("region__parent", "care_unit", "instrument", "recorded_by", "document__file")
    return get_object_or_404(SupervisionVisit.objects.visible_to(request.user).select_related(*related), pk=pk)


def own_visit(request, pk):
    """403 for who only reads it."""
    visit = found_visit(request, pk)
    if not visit.allows(request.user, VISIT_STEPS["send"]):
        raise PermissionDenied(str(Capability.RECORD_MONITORING))
    return visit


@requires(Capability.RECORD_MONITORING)
@require_http_methods(FORM_METHODS)
def start(request):
    """At the place that the address names; without one it is chosen first."""
    place = asked_place(request)
    if place is None:
        return redirect("monitoring:rhythm")
    planned, kinds = place.planned, kinds_for(request.user, place.care_unit)
    if not kinds:
        raise PermissionDenied(str(Capability.RECORD_MONITORING))
    begun = {"officers": str(request.user), "kind": planned.kind if planned else kinds[0]}
    form = StartForm(request.POST or None, kinds=kinds, initial=begun)

    def make():
        return start_visit(region=place.region, care_unit=place.care_unit, planned=planned, actor=request.user,
                           **form.values)  # fmt: skip

    context = {"title": f"Kunjungan ke {place}", "button": "Mulai mengisi", "place": str(place.region)}
    back = {"back_label": "Kunjungan", "back_url": reverse("monitoring:visits")}
    save = _asking(request, form, once(request, form, "visit-start", make))
    return fill(request, form, save, "monitoring/visit_start.html", **context, **back)


def _asking(request, form, save):
    """A visit that is there already is named with its address; one of somebody else is asked about."""

    def asked():
        try:
            return save()
        except AlreadyVisited as error:
            form.there = SupervisionVisit.objects.visible_to(request.user).filter(pk=error.visit.pk).first()
            raise
        except VisitedByOther:
            form.ask_anyway()
            raise

    return asked


@require_safe
def detail(request, pk):
    return show_visit(request, found_visit(request, pk))


def show_visit(request, visit, bound=None, status=200):
    user, is_own = request.user, visit.recorded_by_id == request.user.pk
    shown = is_own or visit.state == VisitState.SENT  # what is being put right is read when it is sent again
    context = {
        "visit": visit,
        "is_own": is_own,
        "shown": shown,
        "groups": answers_by_aspect(visit) if shown else [],
        "findings": findings_of(visit, user) if shown else [],
        "acts": _acts(user, visit, bound),
        "events": _told(visit),
    }
    return render(request, "monitoring/visit.html", context, status=status)


def _acts(user, visit, bound):
    steps = offered_steps(VISIT_STEPS, visit, user)
    forms = [
        bound if bound and bound.name == name else StepForm(name=name, step=step, record=visit)
        for name, step in steps.items()
    ]
    address = [visit.pk]
    return [
        {
            "form": form,
            "url": reverse("monitoring:visit_step", args=[*address, form.name]),
            "step": form.step,
            "open": form.is_bound,
        }
        for form in forms
    ]


def _told(visit):
    return [
        {
            "title": VISIT_STEPS[event.step].title,
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor}",
            "note": event.note,
            "late": "",
        }
        for event in visit.events.select_related("actor")
    ]


@require_POST
def step(request, pk, name):
    visit = found_visit(request, pk)
    if name not in VISIT_STEPS:
        raise Http404
    if not visit.allows(request.user, VISIT_STEPS[name]):
        raise PermissionDenied(name)
    form = StepForm(request.POST, name=name, step=VISIT_STEPS[name], record=visit)
    if not form.is_valid():
        return show_visit(request, visit, form, 422)
    given = form.cleaned_data
    try:
        note = {"note": given["note"]} if name == "reopen" else {}
        SERVICES[name](visit, **note, actor=request.user, seen=given["version"])
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{VISIT_STEPS[name].title}.")
    return redirect(visit)


@require_http_methods(FORM_METHODS)
def change(request, pk):
    visit = own_visit(request, pk)
    form = DayForm(request.POST or None, record=visit)

    def save():
        change_visit(visit, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return reverse("monitoring:fill", args=[visit.pk])

    context = {"title": "Tanggal dan petugas", "button": "Simpan", "place": visit.place}
    back = {"back_label": "Isian kunjungan", "back_url": reverse("monitoring:fill", args=[visit.pk])}
    return fill(
        request, form, _asking(request, form, save), "monitoring/visit_start.html", record=visit, **context, **back
    )


@require_POST
def discard(request, pk):
    visit = own_visit(request, pk)
    try:
        discard_visit(visit, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(visit)
    messages.success(request, "Konsep kunjungan dibuang.")
    return redirect("monitoring:visits")


@require_safe
def paper(request, pk):
    visit = found_visit(request, pk)
    if visit.document is None:
        raise Http404
    if visit.document.state != DocumentState.READY:
        if visit.document.state == DocumentState.QUEUED:
            messages.info(request, "Laporan sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(visit)
    return serve(request, visit.document.file, subject=visit)
