"""The programme behind an address: 404 out of sight, 403 for who only reads."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.capabilities import Capability
from core.formatting import moment
from programmes.queries.programme import may_change, programme_rows

FORM_METHODS = ["GET", "POST"]


def found_programme(request, pk):
    return get_object_or_404(programme_rows(request.user), pk=pk)


def changeable_programme(request, pk):
    programme = found_programme(request, pk)
    if not may_change(request.user, programme):
        raise PermissionDenied(str(Capability.CHANGE_PROGRAMMES))
    return programme


def on_programme(programme):
    """The parts of a form page that say which programme it is about."""
    return {
        "place": f"{programme}, {programme.agency_label}",
        "back_label": str(programme),
        "back_url": programme.get_absolute_url(),
    }


def told(events, titles):
    """Events as components/timeline.html shows them."""
    return [
        {
            "title": titles[event.step],
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor}",
            "note": event.note,
            "late": "",
        }
        for event in events
    ]
