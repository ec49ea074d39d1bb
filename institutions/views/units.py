from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import moment
from core.http import chips, page, requires, sort_order
from core.workflow import offered_steps
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.enums import Post, UnitState
from institutions.figures import agenda_overview
from institutions.filters import UnitFilter
from institutions.models import CareUnit
from institutions.queries import (
    ending_terms,
    groups_of,
    latest_draft,
    members_of_unit,
    steps_of,
    unit_rows,
    with_attendance,
)
from institutions.resources import UnitResource
from institutions.services import require_change
from institutions.views.ladder import founding_rungs
from institutions.workflow import STEPS
from regions.enums import Level, level_of

ORDERS = {
    "nama": ("name", "pk"),
    "desa": ("village__name", "pk"),
    "kecamatan": ("village__parent__name", "village__name", "pk"),
    "anggota": ("member_count", "pk"),
    "rapat": ("last_meeting", "pk"),
}
LATEST = 5


def find_unit(request, pk):
    visible = CareUnit.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("village__parent", "decree__scan"), pk=pk)


def find_changeable_unit(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    unit = find_unit(request, pk)
    require_change(request.user, unit.village_id)
    return unit


def _filtered(request):
    visible = unit_rows(CareUnit.objects.visible_to(request.user))
    narrowed = UnitFilter(request.GET, visible, user=request.user)
    return narrowed, narrowed.qs.order_by(*sort_order(request, ORDERS, "desa"))


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def index(request):
    own = _own_unit(request.user)
    if own and not request.GET:
        return redirect(own)
    narrowed, rows = _filtered(request)
    context = {
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "desa",
        "may_found": request.user.can(Capability.CHANGE_INSTITUTIONS) and not own,
        "several": not _single_village(request.user),
    }
    return render(request, "institutions/units.html", context)


def _own_unit(user):
    """Somebody who works in one village goes straight to its FCU."""
    return CareUnit.objects.visible_to(user).active().first() if _single_village(user) else None


def _single_village(user):
    codes = user.codes(Capability.SEE_INSTITUTIONS)
    return len(codes) == 1 and "" not in codes and level_of(codes[0]) == Level.VILLAGE


@exported("units", "FCU", "fcu", Capability.SEE_INSTITUTIONS)
def export(asked):
    return ListSheet(UnitResource(), _filtered(asked)[1])


@require_safe
def detail(request, pk):
    unit = find_unit(request, pk)
    working = unit.state != UnitState.INACTIVE
    officers, decree = list(unit.officers.select_related("membership")), getattr(unit, "decree", None)
    context = {
        "unit": unit,
        "decree": decree,
        "draft": latest_draft(unit),
        "rungs": founding_rungs(list(steps_of(unit)), decree),
        "officers": officers,
        "ending": ending_terms(officers) if working else [],
        "page": page(members_of_unit(unit), request),
        "meetings": with_attendance(unit.meetings.order_by("-held_on", "-pk"))[:LATEST],
        "events": _timeline(unit),
        "agenda_overview": agenda_overview(unit, timezone.localdate().year),
        "activities": unit.activities.order_by("-held_on", "-pk")[:LATEST],
        "may_change": working and request.user.can(Capability.CHANGE_INSTITUTIONS, unit.village_id),
        "may_close": "deactivate" in offered_steps(STEPS, unit, request.user),
    }
    return render(request, "institutions/unit.html", context | _posts(officers) | _groups(unit))


def _posts(officers):
    """Who holds each post now, and the terms that are over or still to come."""
    today = timezone.localdate()
    now = {row.post: row for row in officers if row.starts_on <= today <= row.ends_on}
    return {
        "posts": [(label, now.get(post)) for post, label in Post.choices],
        "other_terms": [row for row in officers if row not in now.values()],
    }


def _groups(unit):
    today, groups = timezone.localdate(), list(groups_of(unit))
    return {
        "groups": [group for group in groups if group.is_running(today)],
        "past_groups": [group for group in groups if not group.is_running(today)],
    }


def _timeline(unit):
    return [
        {
            "title": STEPS[event.step].label,
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor or ''}",
            "note": event.note,
            "late": "",
        }
        for event in unit.events.select_related("actor")
    ]
