from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exceptions import DomainError
from core.http import chips, page, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.filters import ActivityFilter
from institutions.forms import ActivityForm
from institutions.models import Activity, AgendaItem
from institutions.resources import ActivityResource
from institutions.services import call_off_activity, change_activity, record_activity, require_change
from institutions.views.agenda import may_change
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS, on_unit
from institutions.views.units import find_changeable_unit, find_unit

ORDERS = {
    "tanggal": ("held_on", "pk"),
    "nama": ("name", "pk"),
    "jenis": ("kind", "-held_on", "pk"),
    "biaya": ("cost", "pk"),
}


def find_activity(request, pk):
    visible = Activity.objects.visible_to(request.user)
    wanted = visible.select_related("care_unit__village__parent", "agenda_item__agenda", "recorded_by")
    return get_object_or_404(wanted, pk=pk)


def find_changeable_activity(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    activity = find_activity(request, pk)
    require_change(request.user, activity.care_unit.village_id)
    return activity


def _filtered(request, unit):
    narrowed = ActivityFilter(request.GET, unit.activities.select_related("agenda_item"))
    return narrowed, narrowed.qs.order_by(*sort_order(request, ORDERS, "-tanggal"))


@require_safe
def index(request, pk):
    unit = find_unit(request, pk)
    narrowed, rows = _filtered(request, unit)
    context = {
        "unit": unit,
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "-tanggal",
        "may_change": may_change(request.user, unit),
    }
    return render(request, "institutions/activities.html", context)


@exported("activities", "kegiatan FCU", "kegiatan")
def export(asked, pk):
    rows = _filtered(asked, find_unit(asked, pk))[1]
    return ListSheet(ActivityResource(), rows.select_related("agenda_item", "care_unit__village__parent"))


@require_safe
def detail(request, pk):
    activity = find_activity(request, pk)
    context = {
        "activity": activity,
        "unit": activity.care_unit,
        "photos": activity.photos.filter(removed_on=None).select_related("file"),
        "may_change": may_change(request.user, activity.care_unit),
    }
    return render(request, "institutions/activity.html", context)


@require_http_methods(FORM_METHODS)
def add(request, pk):
    """``?mata=`` names the agenda item whose words the form starts from, ``?rencana=1`` a plan."""
    unit = find_changeable_unit(request, pk)
    initial = {"is_planned": True} if request.GET.get("rencana") else {}
    form = ActivityForm(request.POST or None, unit=unit, item=_item_asked(request, unit), initial=initial)

    def make():
        return record_activity(unit, actor=request.user, **form.values)

    save = once(request, form, f"activity-{unit.pk}", make)
    context = {"title": "Catat kegiatan", "button": "Simpan kegiatan", **on_unit(unit)}
    return fill(request, form, save, "institutions/activity_form.html", **context)


def _item_asked(request, unit):
    asked = request.GET.get("mata", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    return AgendaItem.objects.visible_to(request.user).filter(agenda__care_unit=unit, pk=asked).first()


@require_http_methods(FORM_METHODS)
def change(request, pk):
    activity = find_changeable_activity(request, pk)
    unit = activity.care_unit
    form = ActivityForm(request.POST or None, unit=unit, record=activity)

    def save():
        return change_activity(activity, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    title = "Catat hasil kegiatan" if activity.awaits_result else "Ubah kegiatan"
    context = on_activity(activity) | {"title": title, "button": "Simpan kegiatan"}
    return fill(request, form, save, "institutions/activity_form.html", record=activity, **context)


def on_activity(activity):
    return {"place": str(activity.care_unit), "back_label": activity.name, "back_url": activity.get_absolute_url()}


@require_POST
def call_off(request, pk):
    activity = find_changeable_activity(request, pk)
    try:
        call_off_activity(activity, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(activity)
    messages.success(request, f"Rencana “{activity}” dibatalkan.")
    return redirect("units:activities", pk=activity.care_unit_id)
