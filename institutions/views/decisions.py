"""What was decided and is not done yet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import DomainError
from core.http import page
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.forms import DecisionForm, FinishForm
from institutions.models import Decision
from institutions.resources import DecisionResource
from institutions.services import add_decision, change_decision, finish_decision, reopen_decision, require_change
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS
from institutions.views.meetings import find_changeable_meeting, may_change_meetings, on_meeting
from institutions.views.units import find_unit


def _find_changeable(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    visible = Decision.objects.visible_to(request.user).select_related("meeting__care_unit__village")
    decision = get_object_or_404(visible, pk=pk)
    require_change(request.user, decision.meeting.care_unit.village_id)
    return decision


@require_safe
def index(request, pk):
    """The open ones of one FCU, the most urgent first."""
    unit = find_unit(request, pk)
    waiting = _open(request.user, unit)
    context = {
        "unit": unit,
        "page": page(waiting.select_related("meeting").most_urgent_first(), request),
        "late": waiting.late().count(),
        "may_change": may_change_meetings(request.user, unit),
    }
    return render(request, "institutions/decisions.html", context)


def _open(user, unit):
    return Decision.objects.visible_to(user).filter(meeting__care_unit=unit).open()


@exported("decisions", "keputusan yang belum selesai", "keputusan-rapat")
def export(asked, pk):
    rows = _open(asked.user, find_unit(asked, pk)).most_urgent_first()
    return ListSheet(DecisionResource(), rows.select_related("meeting__care_unit__village__parent"))


@require_http_methods(FORM_METHODS)
def add(request, pk):
    meeting = find_changeable_meeting(request, pk)
    form = DecisionForm(request.POST or None)

    def make():
        add_decision(meeting, actor=request.user, **form.values)
        return meeting

    save = once(request, form, f"decision-{meeting.pk}", make)
    return fill(request, form, save, title="Tambah keputusan", button="Simpan keputusan", **on_meeting(meeting))


@require_http_methods(FORM_METHODS)
def change(request, pk):
    decision = _find_changeable(request, pk)
    form = DecisionForm(request.POST or None, record=decision)

    def save():
        change_decision(decision, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return decision.meeting

    context = on_meeting(decision.meeting)
    return fill(request, form, save, record=decision, title="Ubah keputusan", button="Simpan keputusan", **context)


@require_http_methods(FORM_METHODS)
def finish(request, pk):
    decision = _find_changeable(request, pk)
    form = FinishForm(request.POST or None, record=decision)

    def save():
        finish_decision(decision, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        messages.success(request, "Keputusan ditandai selesai.")
        return decision.meeting

    context = on_meeting(decision.meeting) | {"place": decision.text}
    return fill(request, form, save, record=decision, title="Keputusan selesai", button="Tandai selesai", **context)


@require_POST
def reopen(request, pk):
    decision = _find_changeable(request, pk)
    try:
        reopen_decision(decision, actor=request.user)
        messages.success(request, "Keputusan dibuka lagi.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(decision.meeting)
