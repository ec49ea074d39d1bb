"""The plan of visits, and which FCUs have not been visited for long."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill, once
from monitoring.enums import VisitKind
from monitoring.filters.visits import PlanFilter, RhythmFilter
from monitoring.forms.plan import CallOffForm, PlanForm
from monitoring.queries.plan import longest_first, office_rows, plan_rows, rhythm_rows, unseen, visited_since
from monitoring.queries.visits import holders_for, kinds_for
from monitoring.resources.visits import OfficeResource, PlanResource, RhythmResource
from monitoring.services.plan import call_off_planned, plan_visits
from monitoring.views.places import FORM_METHODS, asked_places

PLAN_ORDERS = {
    "batas": ("due_on", "pk"),
    "tempat": ("region__name", "due_on", "pk"),
    "kecamatan": ("region__parent__name", "region__name", "due_on", "pk"),
    "petugas": ("officer__name", "due_on", "pk"),
}
NAMED = 6


def _planned(request):
    narrowed = PlanFilter(request.GET, plan_rows(request.user), user=request.user)
    return narrowed, narrowed.qs.order_by(*sort_order(request, PLAN_ORDERS, "batas"))


@requires(Capability.SEE_MONITORING)
@require_safe
def index(request):
    narrowed, rows = _planned(request)
    context = {
        "tab": "plan",
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "batas",
        "records": request.user.can(Capability.RECORD_MONITORING),
    }
    return render(request, "monitoring/plan.html", context)


@exported("planned-visits", "rencana kunjungan", "rencana-kunjungan", Capability.SEE_MONITORING)
def export(asked):
    return ListSheet(PlanResource(), _planned(asked)[1])


@requires(Capability.SEE_MONITORING)
@require_safe
def rhythm(request):
    """Working FCUs, the one not visited for the longest time first; here one is chosen to be visited or planned."""
    units = rhythm_rows(request.user)
    narrowed = RhythmFilter(request.GET, units, user=request.user)
    context = {
        "tab": "plan",
        "page": page(longest_first(narrowed.qs), request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "unseen": unseen(units).count(),
        "since": visited_since(),
        "records": request.user.can(Capability.RECORD_MONITORING),
        "supervises": bool(kinds_for(request.user, None)) and request.user.can(Capability.RECORD_MONITORING),
    }
    return render(request, "monitoring/rhythm.html", context)


@exported("rhythm", "kunjungan terakhir tiap FCU", "kunjungan-terakhir-fcu", Capability.SEE_MONITORING)
def export_rhythm(asked):
    found = RhythmFilter(asked.GET, rhythm_rows(asked.user), user=asked.user)
    return ListSheet(RhythmResource(), longest_first(found.qs))


@requires(Capability.RECORD_MONITORING)
@require_safe
def offices(request):
    """The regions whose office may be visited."""
    asked, rows = _offices(request)
    return render(request, "monitoring/offices.html", {"tab": "plan", "page": page(rows, request), "asked": asked})


def _offices(request):
    if not kinds_for(request.user, None):
        raise PermissionDenied(str(Capability.RECORD_MONITORING))
    asked = request.GET.get("q", "")[:100]
    return asked, office_rows(request.user, asked)


@exported("offices", "kantor wilayah", "kantor-wilayah", Capability.RECORD_MONITORING)
def export_offices(asked):
    return ListSheet(OfficeResource(), _offices(asked)[1])


@requires(Capability.RECORD_MONITORING)
@require_http_methods(FORM_METHODS)
def add(request):
    """For the places that the address names; without any they are chosen first."""
    places = asked_places(request)
    if not places:
        messages.info(request, "Centang dahulu FCU yang akan dikunjungi.")
        return redirect("monitoring:rhythm")
    has_office = not all(place.care_unit for place in places)
    usual = kinds_for(request.user, None if has_office else places[0].care_unit)
    if not usual:
        raise PermissionDenied(str(Capability.RECORD_MONITORING))
    kinds = [VisitKind.SUPERVISION] if has_office else list(VisitKind)
    begun = {"officer": request.user.pk, "kind": usual[0]}
    officers = holders_for({place.region.pk for place in places})
    form = PlanForm(request.POST or None, kinds=kinds, officers=officers, initial=begun)

    def make():
        given = {name: form.cleaned_data[name] for name in ("kind", "officer", "due_on", "repeat")}
        count = plan_visits([place.pair for place in places], actor=request.user, **given)
        messages.success(request, f"{count} kunjungan direncanakan.")
        return Added()

    context = {
        "title": "Rencanakan kunjungan",
        "button": "Simpan rencana",
        "place": _said(places),
        "back_label": "Pilih FCU",
        "back_url": reverse("monitoring:rhythm"),
    }
    return fill(request, form, once(request, form, "visit-plan", make), **context)


class Added:
    """What ``submit_once`` asks of a record: where it is. Several plans have a list."""

    def get_absolute_url(self):
        return f"{reverse('monitoring:plan')}?{urlencode({'keadaan': 'terbuka'})}"


def _said(places):
    named = ", ".join(map(str, places[:NAMED]))
    return f"{named} dan {len(places) - NAMED} lainnya" if len(places) > NAMED else named


@requires(Capability.RECORD_MONITORING)
@require_http_methods(FORM_METHODS)
def call_off(request, pk):
    planned = get_object_or_404(plan_rows(request.user), pk=pk)
    if not request.user.can(Capability.RECORD_MONITORING, planned.region_id):
        raise PermissionDenied(str(Capability.RECORD_MONITORING))
    form = CallOffForm(request.POST or None)

    def save():
        call_off_planned(planned, because=form.cleaned_data["because"], actor=request.user)
        messages.success(request, "Rencana kunjungan dibatalkan.")
        return reverse("monitoring:plan")

    context = {"title": "Batalkan rencana kunjungan", "button": "Batalkan rencana", "tone": "bad"}
    where = {"place": f"{planned.place}, {planned}", "back_label": "Rencana", "back_url": reverse("monitoring:plan")}
    return fill(request, form, save, record=planned, **context, **where)
