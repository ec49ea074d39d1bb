"""A meeting to come: planned, changed, called off, and told about."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from institutions.documents.meetings import message_of
from institutions.forms import CallOffForm, PlanForm
from institutions.services import call_off_meeting, change_plan, plan_meeting
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS, on_unit
from institutions.views.meetings import find_changeable_meeting, find_meeting, on_meeting
from institutions.views.units import find_changeable_unit


@require_http_methods(FORM_METHODS)
def add(request, pk):
    unit = find_changeable_unit(request, pk)
    form = PlanForm(request.POST or None, unit=unit)

    def make():
        return plan_meeting(unit, actor=request.user, **form.values)

    save = once(request, form, f"plan-{unit.pk}", make)
    return fill(request, form, save, title="Rencanakan rapat", button="Simpan rencana", **on_unit(unit))


@require_http_methods(FORM_METHODS)
def change(request, pk):
    meeting = find_changeable_meeting(request, pk)
    form = PlanForm(request.POST or None, unit=meeting.care_unit, record=meeting)

    def save():
        change_plan(meeting, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        messages.success(request, "Rencana tersimpan. Bila undangan sudah dibuat, buat lagi supaya isinya sama.")
        return meeting

    title = f"Ubah rencana rapat ke-{meeting.number}"
    return fill(request, form, save, record=meeting, title=title, button="Simpan rencana", **on_meeting(meeting))


@require_http_methods(FORM_METHODS)
def call_off(request, pk):
    meeting = find_changeable_meeting(request, pk)
    form = CallOffForm(request.POST or None, initial={"version": meeting.version})

    def save():
        call_off_meeting(meeting, actor=request.user, seen=form.cleaned_data["version"])
        messages.success(request, f"{meeting.title} yang direncanakan dibatalkan.")
        return meeting.care_unit

    title = f"Batalkan rencana rapat ke-{meeting.number}"
    context = {"title": title, "button": title, "tone": "bad", **on_meeting(meeting)}
    return fill(request, form, save, "institutions/call_off.html", record=meeting, meeting=meeting, **context)


@require_safe
def message(request, pk):
    """The invitation as a text to copy into WhatsApp."""
    meeting = find_meeting(request, pk)
    if not meeting.is_planned:
        raise Http404
    return render(request, "institutions/message.html", {"meeting": meeting, "text": message_of(meeting)})
