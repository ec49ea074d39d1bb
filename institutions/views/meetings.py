from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, sort_order
from institutions.enums import UnitState
from institutions.filters import MeetingFilter
from institutions.forms import MeetingForm
from institutions.models import Meeting
from institutions.queries import with_attendance
from institutions.services import change_meeting, record_meeting, require_change
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS, on_unit
from institutions.views.units import find_changeable_unit, find_unit

ORDERS = {"tanggal": ("held_on", "pk"), "nomor": ("number",), "jenis": ("kind", "-held_on", "pk")}


def find_meeting(request, pk):
    visible = Meeting.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("care_unit__village__parent", "recorded_by"), pk=pk)


def _may_change(user, unit):
    return unit.state != UnitState.INACTIVE and user.can(Capability.CHANGE_INSTITUTIONS, unit.village_id)


@require_safe
def index(request, pk):
    unit = find_unit(request, pk)
    narrowed = MeetingFilter(request.GET, with_attendance(unit.meetings))
    rows = narrowed.qs.order_by(*sort_order(request, ORDERS, "-tanggal"))
    context = {
        "unit": unit,
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "-tanggal",
        "may_change": _may_change(request.user, unit),
    }
    return render(request, "institutions/meetings.html", context)


@require_safe
def detail(request, pk):
    return _show(request, pk, "institutions/meeting.html")


@require_safe
def sheet(request, pk):
    """Attendance sheet and minutes as they are printed and signed."""
    return _show(request, pk, "institutions/meeting_sheet.html")


def _show(request, pk, template):
    meeting = find_meeting(request, pk)
    rows = list(meeting.attendances.select_related("membership__institution"))
    members = sorted((row.membership for row in rows if row.membership_id), key=lambda member: member.name)
    guests = [row for row in rows if not row.membership_id]
    context = {
        "meeting": meeting,
        "unit": meeting.care_unit,
        "members": members,
        "guests": guests,
        "attendance": [(m.name, m.origin) for m in members] + [(g.guest_name, g.guest_from or "tamu") for g in guests],
        "may_change": _may_change(request.user, meeting.care_unit),
    }
    return render(request, template, context)


@require_http_methods(FORM_METHODS)
def add(request, pk):
    unit = find_changeable_unit(request, pk)
    form = MeetingForm(request.POST or None, unit=unit)

    def make():
        return record_meeting(unit, actor=request.user, **form.values)

    save = once(request, form, f"meeting-{unit.pk}", make)
    context = {"title": "Catat rapat", "button": "Simpan rapat", **on_unit(unit)}
    return fill(request, form, save, "institutions/meeting_form.html", **context)


@require_http_methods(FORM_METHODS)
def change(request, pk):
    meeting = find_meeting(request, pk)
    unit = meeting.care_unit
    require_change(request.user, unit.village_id)
    form = MeetingForm(request.POST or None, unit=unit, record=meeting)

    def save():
        return change_meeting(meeting, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    context = {"title": f"Ubah rapat ke-{meeting.number}", "button": "Simpan rapat", **on_unit(unit)}
    return fill(
        request, form, save, "institutions/meeting_form.html", record=meeting, **context | {"back_url": meeting}
    )
