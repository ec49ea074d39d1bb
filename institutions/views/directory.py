from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires, sort_order
from institutions.filters import InstitutionFilter
from institutions.forms import InstitutionForm
from institutions.models import Institution
from institutions.queries import institution_rows
from institutions.resources import InstitutionResource
from institutions.services import add_institution, change_institution, confirm_institution, require_change
from institutions.views.filling import download, fill, once

ORDERS = {
    "nama": ("name", "pk"),
    "jenis": ("kind", "name", "pk"),
    "wilayah": ("region", "name", "pk"),
    "layanan": ("offer_count", "name", "pk"),
}


def find_institution(request, pk):
    visible = Institution.objects.visible_to(request.user).select_related("region__parent")
    return get_object_or_404(visible, pk=pk)


def find_changeable(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    institution = find_institution(request, pk)
    require_change(request.user, institution.region_code)
    return institution


def _filtered(request):
    visible = institution_rows(Institution.objects.visible_to(request.user).active())
    narrowed = InstitutionFilter(request.GET, visible, user=request.user)
    return narrowed, narrowed.qs.order_by(*sort_order(request, ORDERS, "nama"))


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def index(request):
    narrowed, rows = _filtered(request)
    context = {
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "nama",
        "may_change": request.user.can(Capability.CHANGE_INSTITUTIONS),
    }
    return render(request, "institutions/list.html", context)


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def export(request):
    return download(request, InstitutionResource, _filtered(request)[1], "lembaga")


@require_safe
def detail(request, pk):
    institution = find_institution(request, pk)
    offers = institution.offers.prefetch_related("problems").order_by("-active", "sector", "name", "pk")
    context = {
        "institution": institution,
        "page": page(offers, request),
        "may_change": request.user.can(Capability.CHANGE_INSTITUTIONS, institution.region_code),
    }
    return render(request, "institutions/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.CHANGE_INSTITUTIONS)
def add(request):
    form = InstitutionForm(request.POST or None, user=request.user)

    def make():
        return add_institution(actor=request.user, **form.values)

    return fill(
        request,
        form,
        once(request, form, "institution", make),
        title="Tambah lembaga",
        button="Simpan lembaga",
        place=form.only_region,
        back_label="Semua lembaga",
        back_url="institutions:list",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    institution = find_changeable(request, pk)
    form = InstitutionForm(request.POST or None, user=request.user, record=institution)

    def save():
        return change_institution(institution, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    return fill(
        request,
        form,
        save,
        record=institution,
        title=f"Ubah {institution}",
        button="Simpan lembaga",
        place=institution.place,
        back_label=str(institution),
        back_url=institution,
    )


@require_POST
def confirm(request, pk):
    institution = confirm_institution(find_changeable(request, pk), actor=request.user)
    messages.success(request, "Dicatat: data lembaga ini masih benar hari ini.")
    return redirect(institution)
