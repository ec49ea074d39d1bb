"""The FCU, office or plan that an address names; 404 where the user does not monitor."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.capabilities import Capability
from monitoring.models import PlannedSupervision
from monitoring.queries.plan import office_rows, plan_rows
from monitoring.queries.visits import units_in

FORM_METHODS = ["GET", "POST"]
LONGEST = 9


@dataclass(frozen=True, slots=True)
class Place:
    """``care_unit`` is None for the office of the region; ``planned``: what the visit answers, or None."""

    region: Any
    care_unit: Any
    planned: PlannedSupervision | None = None

    def __str__(self):
        return str(self.care_unit) if self.care_unit else f"Kantor {self.region}"

    @property
    def pair(self):
        return self.region, self.care_unit


def asked_place(request):
    """``?rencana=``, ``?fcu=`` or ``?wilayah=``; None where none is named."""
    if "rencana" in request.GET:
        planned = get_object_or_404(plan_rows(request.user), pk=_number(request.GET["rencana"]))
        if not request.user.can(Capability.RECORD_MONITORING, planned.region_id):
            raise Http404
        return Place(planned.region, planned.care_unit, planned)
    places = asked_places(request)
    return places[0] if places else None


def asked_places(request):
    """Several at once: ``?fcu=3&fcu=7``, ``?wilayah=53.01.05``."""
    units = units_in(request.user, Capability.RECORD_MONITORING)
    keys = {_number(key) for key in request.GET.getlist("fcu")}
    found = list(units.filter(pk__in=keys))
    codes = set(request.GET.getlist("wilayah"))
    offices = list(office_rows(request.user).filter(pk__in=codes)) if codes else []
    if len(found) != len(keys) or len(offices) != len(codes):
        raise Http404
    return [*(Place(unit.village, unit) for unit in found), *(Place(region, None) for region in offices)]


def _number(text):
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise Http404
    return int(text)
