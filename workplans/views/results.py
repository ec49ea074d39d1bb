"""The seventh stage: planned × reached of each activity, and what goes on in the agenda of a year."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.exceptions import DomainError
from institutions.views.filling import fill, once
from workplans.forms.actions import HandOverForm, ResultForm
from workplans.queries.actions import targets_seen_by
from workplans.queries.progress import progress_of
from workplans.services.results import hand_over, may_go_to_the_agenda, record_result
from workplans.views.finding import FORM_METHODS, changeable_plan, found_plan
from workplans.views.inside import find_listed, may_work_on, on_plan, sees_institutions


@require_safe
def index(request, pk):
    plan = found_plan(request, pk)
    context = {
        "plan": plan,
        "progress": progress_of(plan),
        "may_change": may_work_on(request.user, plan),
        "may_hand_over": may_go_to_the_agenda(plan, request.user),
        "sees_institutions": sees_institutions(request.user, plan),
    }
    return render(request, "workplans/results.html", context)


def _on_results(plan):
    return on_plan(plan, "Hasil rencana kerja", reverse("workplans:results", args=[plan.pk]))


@require_http_methods(FORM_METHODS)
def record(request, pk, action):
    plan = changeable_plan(request, pk)
    judged = find_listed(plan, plan.actions, action)
    seen = targets_seen_by(judged, request.user)
    form = ResultForm(request.POST or None, record=judged, targets=seen)

    def save():
        version = form.cleaned_data["version"]
        record_result(judged, actor=request.user, targets=form.found, seen=version, **form.values)
        return reverse("workplans:results", args=[plan.pk])

    context = {"title": f"Hasil: {judged}", "button": "Simpan hasil", "action": judged, **_on_results(plan)}
    return fill(request, form, save, "workplans/result_form.html", record=judged, **context)


@require_http_methods(FORM_METHODS)
def to_agenda(request, pk):
    plan = changeable_plan(request, pk)
    this_year = timezone.localdate().year
    listed = plan.actions.filter(removed_on=None)
    form = HandOverForm(request.POST or None, years=(this_year, this_year + 1), offered=listed)
    form.initial["actions"] = [action.pk for action in listed if action.agenda_item_id is None]

    def make():
        year = form.cleaned_data["year"]
        count = hand_over(plan, form.cleaned_data["actions"], year, actor=request.user)
        if not count:
            raise DomainError("Kegiatan yang dipilih sudah masuk agenda kerja. Pilih kegiatan lain.")
        messages.success(request, f"{count} kegiatan masuk agenda kerja {year}.")
        return plan.care_unit.agendas.get(year=year)

    save = once(request, form, f"hand-over-{plan.pk}", make)
    context = {"title": "Lanjutkan dalam agenda kerja", "button": "Masukkan ke agenda", **_on_results(plan)}
    return fill(request, form, save, **context)
