"""The activities of a programme."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.exceptions import DomainError
from institutions.views.filling import fill, once
from programmes.forms.programme import ActivityForm
from programmes.queries.programme import listed_activity
from programmes.services.programme_activities import add_activity, change_activity, remove_activity
from programmes.views.programme_finding import FORM_METHODS, changeable_programme, on_programme

FORM = "programmes/activity_form.html"


@require_http_methods(FORM_METHODS)
def add(request, pk):
    programme = changeable_programme(request, pk)
    form = ActivityForm(request.POST or None, programme=programme)

    def make():
        add_activity(programme, actor=request.user, **form.values)
        return programme

    save = once(request, form, f"programme-activity-{pk}", make)
    context = {"title": "Tambah kegiatan", "button": "Simpan kegiatan", "remove_url": "", **on_programme(programme)}
    return fill(request, form, save, FORM, **context)


@require_http_methods(FORM_METHODS)
def change(request, pk, activity):
    programme = changeable_programme(request, pk)
    record = get_object_or_404(listed_activity(programme, activity))
    record.programme = programme
    form = ActivityForm(request.POST or None, programme=programme, record=record)

    def save():
        change_activity(record, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return programme

    remove_url = reverse("programmes:remove_activity", args=[pk, record.pk])
    context = {"title": "Ubah kegiatan", "button": "Simpan kegiatan", "remove_url": remove_url}
    return fill(request, form, save, FORM, record=record, **context, **on_programme(programme))


@require_POST
def remove(request, pk, activity):
    programme = changeable_programme(request, pk)
    record = get_object_or_404(programme.activities, pk=activity)
    try:
        remove_activity(record, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Kegiatan dikeluarkan dari program.")
    return redirect(programme)
