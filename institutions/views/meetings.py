from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.enums import UnitState
from institutions.filters import MeetingFilter
from institutions.forms import MeetingForm
from institutions.models import Decision, Meeting
from institutions.queries import letters_of, with_attendance
from institutions.resources import MeetingResource
from institutions.services import change_meeting, record_meeting, require_change
from institutions.views.filling import fill, once, show
from institutions.views.founding import FORM_METHODS, on_unit
from institutions.views.units import find_changeable_unit, find_unit

FORM = "institutions/meeting_form.html"
ORDERS = {"tanggal": ("held_on", "pk"), "nomor": ("number",), "jenis": ("kind", "-held_on", "pk")}


def find_meeting(request, pk):
    visible = Meeting.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("care_unit__village__parent__parent", "recorded_by"), pk=pk)


def find_changeable_meeting(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    meeting = find_meeting(request, pk)
    require_change(request.user, meeting.care_unit.village_id)
    return meeting


def on_meeting(meeting):
    """The parts of a form page that say which meeting it is about."""
    return {"place": str(meeting.care_unit), "back_label": f"Rapat ke-{meeting.number}", "back_url": meeting}


def may_change_meetings(user, unit):
    return unit.state != UnitState.INACTIVE and user.can(Capability.CHANGE_INSTITUTIONS, unit.village_id)


def _narrowed(asked, unit):
    narrowed = MeetingFilter(asked.GET, with_attendance(unit.meetings))
    return narrowed, narrowed.qs.order_by(*sort_order(asked, ORDERS, "-tanggal"))


@require_safe
def index(request, pk):
    unit = find_unit(request, pk)
    narrowed, rows = _narrowed(request, unit)
    context = {
        "unit": unit,
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "-tanggal",
        "may_change": may_change_meetings(request.user, unit),
    }
    return render(request, "institutions/meetings.html", context)


@exported("meetings", "rapat FCU", "rapat")
def export(asked, pk):
    rows = _narrowed(asked, find_unit(asked, pk))[1]
    return ListSheet(MeetingResource(), rows.select_related("care_unit__village__parent"))


@require_safe
def detail(request, pk):
    meeting = find_meeting(request, pk)
    rows = list(meeting.attendances.select_related("membership__institution"))
    may_change = may_change_meetings(request.user, meeting.care_unit)
    context = {
        "meeting": meeting,
        "unit": meeting.care_unit,
        "members": sorted((row.membership for row in rows if row.membership_id), key=lambda member: member.name),
        "guests": [row for row in rows if not row.membership_id],
        "decisions": list(meeting.decisions.all()),
        "carried": list(Decision.objects.visible_to(request.user).carried_into(meeting).select_related("meeting")),
        "letters": letters_of(meeting),
        "papers": meeting.papers.filter(removed_on=None).select_related("file", "added_by"),
        "may_change": may_change,
        "may_hold": may_change and meeting.held_on <= timezone.localdate(),
    }
    return render(request, "institutions/meeting.html", context)


@require_http_methods(FORM_METHODS)
def add(request, pk):
    unit = find_changeable_unit(request, pk)
    form = MeetingForm(request.POST or None, unit=unit)

    def make():
        return record_meeting(unit, actor=request.user, **form.values)

    context = {"title": "Catat rapat", "button": "Simpan rapat", "decided": [], **on_unit(unit)}
    if form.turned:
        return show(request, form, FORM, **context)
    return fill(request, form, once(request, form, f"meeting-{unit.pk}", make), FORM, **context)


@require_http_methods(FORM_METHODS)
def change(request, pk):
    """What took place, put right, or for the first time after a plan."""
    meeting = find_changeable_meeting(request, pk)
    form = MeetingForm(request.POST or None, unit=meeting.care_unit, record=meeting)

    def save():
        return change_meeting(meeting, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    title = f"Catat hasil rapat ke-{meeting.number}" if meeting.is_planned else f"Ubah rapat ke-{meeting.number}"
    context = {"title": title, "button": "Simpan rapat", "decided": meeting.decisions.all(), **on_meeting(meeting)}
    if form.turned:
        return show(request, form, FORM, **context)
    return fill(request, form, save, FORM, record=meeting, **context)
