"""Working groups of an FCU."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from institutions.forms import GroupEndForm, GroupForm
from institutions.models import WorkingGroup
from institutions.services import change_group, end_group, form_group, require_change
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS, on_unit
from institutions.views.units import find_changeable_unit


def _find_changeable(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    visible = WorkingGroup.objects.visible_to(request.user).select_related("care_unit__village", "chair")
    group = get_object_or_404(visible, pk=pk)
    require_change(request.user, group.care_unit.village_id)
    return group


@require_http_methods(FORM_METHODS)
def add(request, pk):
    unit = find_changeable_unit(request, pk)
    form = GroupForm(request.POST or None, unit=unit)

    def make():
        form_group(unit, actor=request.user, **form.values)
        messages.success(request, "Kelompok kerja tersimpan.")
        return unit

    save = once(request, form, f"group-{unit.pk}", make)
    return fill(request, form, save, title="Bentuk kelompok kerja", button="Simpan pokja", **on_unit(unit))


@require_http_methods(FORM_METHODS)
def change(request, pk):
    group = _find_changeable(request, pk)
    unit = group.care_unit
    form = GroupForm(request.POST or None, unit=unit, record=group)

    def save():
        change_group(group, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        messages.success(request, "Kelompok kerja tersimpan.")
        return unit

    return fill(request, form, save, record=group, title=f"Ubah {group}", button="Simpan pokja", **on_unit(unit))


@require_http_methods(FORM_METHODS)
def end(request, pk):
    group = _find_changeable(request, pk)
    unit = group.care_unit
    form = GroupEndForm(request.POST or None)

    def save():
        end_group(group, actor=request.user, **form.cleaned_data)
        messages.success(request, f"{group} sudah berakhir.")
        return unit

    return fill(request, form, save, title=f"Akhiri {group}", button="Akhiri pokja", tone="bad", **on_unit(unit))
