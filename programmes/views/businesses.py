from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from institutions.views.filling import fill, once
from programmes.forms.businesses import BusinessForm, GoesOnForm
from programmes.services.businesses import add_business, change_business, say_whether_it_goes_on
from programmes.views.groups import FORM_METHODS, kept_group, on_group


@require_http_methods(FORM_METHODS)
def add(request, pk):
    group = kept_group(request, pk)
    form = BusinessForm(request.POST or None)

    def make():
        add_business(group, actor=request.user, **form.values)
        return group

    context = {"title": "Tambah kelompok usaha", "button": "Simpan kelompok usaha", **on_group(group)}
    return fill(request, form, once(request, form, f"group-business-{group.pk}", make), **context)


def _found(request, pk, business):
    group = kept_group(request, pk)
    record = get_object_or_404(group.businesses.all(), pk=business)
    record.group = group
    return group, record


@require_http_methods(FORM_METHODS)
def change(request, pk, business):
    group, record = _found(request, pk, business)
    form = BusinessForm(request.POST or None, record=record)

    def save():
        change_business(record, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return group

    context = {"title": f"Ubah {record}", "button": "Simpan kelompok usaha", **on_group(group)}
    return fill(request, form, save, record=record, **context)


@require_http_methods(FORM_METHODS)
def goes_on(request, pk, business):
    group, record = _found(request, pk, business)
    form = GoesOnForm(request.POST or None, record=record)

    def save():
        seen = form.cleaned_data["version"]
        say_whether_it_goes_on(record, form.cleaned_data["goes_on"], actor=request.user, seen=seen)
        return group

    context = {"title": f"Sesudah program: {record}", "button": "Simpan", **on_group(group)}
    return fill(request, form, save, record=record, **context)
