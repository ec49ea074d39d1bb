from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import chips, page, requires, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.figures import answer_records
from institutions.filters import MINE, InstitutionFilter
from institutions.forms import InstitutionForm
from institutions.models import Institution
from institutions.queries import changes_of, institution_rows, representatives
from institutions.resources import InstitutionResource
from institutions.services import add_institution, change_institution, confirm_institution, require_keeping
from institutions.views.filling import fill, once

ORDERS = {
    "nama": ("name", "pk"),
    "jenis": ("kind", "name", "pk"),
    "wilayah": ("region", "name", "pk"),
    "layanan": ("offer_count", "name", "pk"),
    "dipastikan": ("confirmed_on", "name", "pk"),
}
SECTIONS = "institutions/sections.html"
LAST_CHANGES = 20


def find_institution(request, pk):
    visible = Institution.objects.visible_to(request.user).select_related("region__parent", "confirmed_by")
    return get_object_or_404(visible, pk=pk)


def find_changeable(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    institution = find_institution(request, pk)
    require_keeping(request.user, institution.region_code)
    return institution


def keeps_some(user):
    return user.can(Capability.CHANGE_INSTITUTIONS) or user.can(Capability.KEEP_DIRECTORY)


def imports_of(user):
    """(kind of import, its words) for whoever writes a part of the directory."""
    kinds = (
        (Capability.CHANGE_INSTITUTIONS, "layanan-desa", "lembaga desa"),
        (Capability.KEEP_DIRECTORY, "layanan", "lembaga"),
    )
    return [(kind, words) for capability, kind, words in kinds if user.can(capability)]


def _filtered(request):
    visible = institution_rows(Institution.objects.visible_to(request.user))
    narrowed = InstitutionFilter(request.GET, visible, user=request.user)
    return narrowed, narrowed.qs.order_by(*sort_order(request, ORDERS, "nama"))


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def index(request):
    narrowed, rows = _filtered(request)
    shown = page(rows, request)
    for row in shown:
        row.asks = row.is_unconfirmed and row.is_kept_by(request.user)
    context = {
        "page": shown,
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "nama",
        "may_change": keeps_some(request.user),
        "imports": imports_of(request.user),
    }
    return render(request, "institutions/list.html", context)


@exported("institutions", "lembaga", "lembaga", Capability.SEE_INSTITUTIONS)
def export(asked):
    return ListSheet(InstitutionResource(), _filtered(asked)[1].select_related("confirmed_by"))


@require_safe
def detail(request, pk):
    institution = find_institution(request, pk)
    offers = institution.offers.prefetch_related("problems").order_by("-active", "sector", "name", "pk")
    context = {
        "institution": institution,
        "page": page(offers, request),
        "record": answer_records([pk])[pk],
        "representatives": representatives(institution, request.user),
        "changes": changes_of(institution, LAST_CHANGES),
        "may_change": institution.is_kept_by(request.user),
    }
    return render(request, "institutions/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    if not keeps_some(request.user):
        raise PermissionDenied(str(Capability.KEEP_DIRECTORY))
    form = InstitutionForm(request.POST or None, user=request.user)

    def make():
        return add_institution(actor=request.user, **form.values)

    return fill(
        request,
        form,
        once(request, form, "institution", make),
        SECTIONS,
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
        SECTIONS,
        record=institution,
        title=f"Ubah {institution}",
        button="Simpan lembaga",
        place=institution.place,
        back_label=str(institution),
        back_url=institution,
    )


@require_POST
def confirm(request, pk):
    """One click: from the page of the institution, or down the list of those that wait for it."""
    institution = find_changeable(request, pk)
    try:
        confirm_institution(institution, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Dicatat: data {institution} masih benar hari ini.")
    waiting = f"{reverse('institutions:list')}?keadaan={MINE}"
    return redirect(waiting if request.POST.get("from") == "list" else institution)
