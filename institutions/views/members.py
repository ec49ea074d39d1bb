from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.forms import LeaveForm, MemberForm, OfficerForm, TermForm
from institutions.models import Membership, Officer
from institutions.queries import members_of_unit
from institutions.resources import MembershipResource
from institutions.services import add_member, elect_officer, end_membership, end_term, require_change
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS, on_unit
from institutions.views.units import find_changeable_unit, find_unit


def _find_changeable(request, model, pk):
    """404 outside the scope, 403 where the user only reads."""
    visible = model.objects.visible_to(request.user).select_related("care_unit__village")
    record = get_object_or_404(visible, pk=pk)
    require_change(request.user, record.care_unit.village_id)
    return record


@exported("memberships", "anggota FCU", "anggota-fcu")
def export(asked, pk):
    rows = members_of_unit(find_unit(asked, pk))
    return ListSheet(MembershipResource(), rows.select_related("institution", "care_unit__village__parent"))


@require_http_methods(FORM_METHODS)
def add(request, pk):
    unit = find_changeable_unit(request, pk)
    form = MemberForm(request.POST or None, unit=unit, user=request.user)

    def make():
        messages.success(request, "Anggota tersimpan.")
        add_member(unit, actor=request.user, **form.values)
        return unit

    save = once(request, form, f"member-{unit.pk}", make)
    return fill(request, form, save, title="Tambah anggota", button="Simpan anggota", **on_unit(unit))


@require_http_methods(FORM_METHODS)
def leave(request, pk):
    membership = _find_changeable(request, Membership, pk)
    unit = membership.care_unit
    form = LeaveForm(request.POST or None)

    def save():
        end_membership(membership, actor=request.user, **form.cleaned_data)
        messages.success(request, f"Dicatat: {membership} keluar dari FCU.")
        return unit

    return fill(request, form, save, title=f"{membership} keluar", button="Catat keluar", tone="bad", **on_unit(unit))


@require_http_methods(FORM_METHODS)
def elect(request, pk):
    unit = find_changeable_unit(request, pk)
    form = OfficerForm(request.POST or None, unit=unit)

    def make():
        elect_officer(unit, actor=request.user, **form.values)
        return unit

    save = once(request, form, f"officer-{unit.pk}", make)
    return fill(request, form, save, title="Catat pengurus terpilih", button="Simpan pengurus", **on_unit(unit))


@require_http_methods(FORM_METHODS)
def end(request, pk):
    officer = _find_changeable(request, Officer, pk)
    unit = officer.care_unit
    form = TermForm(request.POST or None)

    def save():
        end_term(officer, actor=request.user, **form.cleaned_data)
        return unit

    title = f"Akhiri masa jabatan {officer.get_post_display()}"
    return fill(request, form, save, title=title, button="Akhiri masa jabatan", tone="bad", **on_unit(unit))
